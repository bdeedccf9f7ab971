#pragma once

#include "core/Media.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace studio
{

class ResultPictures;

/// The small picture of one file, as large as there is room for it and never larger than it is.
class ResultPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPreview(QWidget *parent = nullptr);

    void setPictures(ResultPictures *pictures);
    void setFile(const std::optional<KeptMedia> &file);

    QSize sizeHint() const override { return {280, 220}; }
    QSize minimumSizeHint() const override { return {120, 90}; }

signals:
    void activated(); ///< By a double click.

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    ResultPictures *m_pictures = nullptr;
    std::optional<KeptMedia> m_file;
};

} // namespace studio
