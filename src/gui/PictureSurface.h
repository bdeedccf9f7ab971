#pragma once

#include "gui/PictureCanvas.h"
#include "media/Picture.h"

#include <QTimer>

namespace studio
{

/// Shows one picture, or that it is being read, or why there is none. In a frame of other pictures it may have a place of
/// its own, so that two of different sizes can be looked at together.
class PictureSurface : public PictureCanvas
{
    Q_OBJECT

public:
    explicit PictureSurface(QWidget *parent = nullptr);

    void showPicture(const Picture &picture);                      ///< Its own size is the frame.
    void showPicture(const Picture &picture, QSize frame, const QRectF &place);
    void showWaiting(); ///< Says so after a moment, so that quick pictures do not flicker.
    void showProblem(const QString &sentence);
    void clear();

    const Picture &picture() const { return m_picture; }

protected:
    void paintContent(QPainter &painter, const QRect &exposed) override;

private:
    void paintSentence(QPainter &painter, const QString &icon, const QString &sentence) const;

    Picture m_picture;
    QRectF m_place; ///< In the frame.
    QString m_problem;
    QTimer m_patience; ///< Active or run out while waiting.
    bool m_isWaiting = false;
};

} // namespace studio
