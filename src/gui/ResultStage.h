#pragma once

#include <QImage>
#include <QWidget>

namespace studio
{

/// A still picture fitted into its place, or a sentence when there is none.
class ResultStage : public QWidget
{
    Q_OBJECT

public:
    explicit ResultStage(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    void setText(const QString &text); ///< Takes the image away.

    bool hasImage() const { return !m_image.isNull(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
    QPixmap m_fitted; ///< For the size the stage had when it was painted last.
    QString m_text;
};

} // namespace studio
