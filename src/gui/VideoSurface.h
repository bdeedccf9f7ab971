#pragma once

#include <QImage>
#include <QPixmap>
#include <QPoint>
#include <QWidget>

namespace studio
{

class ClipPlayer;

/// Where a clip's frames are shown: whole, never stretched, black around them. Makes a picture of a frame only
/// when it is painted, so clips that nobody sees cost nothing.
class VideoSurface : public QWidget
{
    Q_OBJECT

public:
    explicit VideoSurface(QWidget *parent = nullptr);

    void setPlayer(const ClipPlayer *player); ///< Outlives the surface, or is taken away before.
    void setPoster(const QImage &poster);     ///< Shown while the player has nothing.
    void setWords(const QString &words);      ///< In the middle of an empty surface.
    void setPlayMark(bool isShown);           ///< The sign that a click plays.

    QRect frameRect() const; ///< Where the frame is, in the surface's pixels.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void clicked();
    void dragOutRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    const QImage &image() const;

    const ClipPlayer *m_player = nullptr;
    QImage m_poster;
    QString m_words;
    bool m_hasPlayMark = false;
    QPoint m_press{-1, -1};
    QPixmap m_scaled;        ///< The frame in the surface's own pixels.
    qint64 m_scaledKey = -1; ///< Of the picture that m_scaled was made from.
};

} // namespace studio
