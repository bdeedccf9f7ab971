#pragma once

#include "media/Picture.h"

#include <QWidget>

namespace studio
{

class PictureCanvas;

/// The same place of several pictures, enlarged beside each other. Floats over its parent beside what the mouse points
/// at, and never over it; keys move it too. Says in its accessible name where it is and which colours are there.
class Loupe : public QWidget
{
    Q_OBJECT

public:
    static constexpr qreal times = 4; ///< As large as on the canvas, up to PictureCanvas::mostZoom.

    struct Side
    {
        QString label = {};
        Picture picture = {};
        QRectF place = {}; ///< In the frame.
    };

    explicit Loupe(QWidget *parent);

    void watch(PictureCanvas *canvas); ///< One of those that share a camera and a frame; outlives the loupe.
    void setSides(const QList<Side> &sides);
    void setOn(bool isOn);
    bool isOn() const { return m_isOn; }

    void lookAt(QPointF inFrame); ///< The nearest pixel of the frame.
    QPointF place() const { return m_place; }
    bool takeKey(int key, Qt::KeyboardModifiers modifiers); ///< Ctrl with the arrows, and Shift for larger steps.

    qreal zoom() const;
    QColor colourAt(int side) const; ///< Of the pixel in its middle; invalid where there is none.

    QSize sizeHint() const override;

public slots:
    void follow(); ///< When what is around it changed.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PictureCanvas *shownCanvas() const;
    QRect cellOf(int side) const;
    QString colourWords(int side) const; ///< "#c0ffee"
    void putBeside(const QPoint &place);
    void paintSide(QPainter &painter, int side) const;

    QList<PictureCanvas *> m_canvases;
    PictureCanvas *m_pointed = nullptr;
    QList<Side> m_sides;
    QPointF m_place;
    bool m_isOn = false;
    bool m_isPlaced = false; ///< Somebody said where to look.
};

} // namespace studio
