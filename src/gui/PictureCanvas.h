#pragma once

#include <QPointF>
#include <QRectF>
#include <QWidget>

class QGestureEvent;
class QNativeGestureEvent;

namespace studio
{

/// Where one looks at a picture from. Views that show the same share one.
struct PictureCamera
{
    bool isFitted = true; ///< As large as there is room for, and not above 100 %.
    qreal zoom = 1;       ///< Device pixels for a pixel of the picture, while it is not fitted.
    QPointF centre = {};  ///< In pixels of the picture, what is in the middle.

    bool operator==(const PictureCamera &) const = default;
};

/// A place to look at something of a certain size in pixels: fits, zooms at the cursor and pans, by wheel, fingers, mouse
/// and keys. What is there to see is painted by subclasses.
class PictureCanvas : public QWidget
{
    Q_OBJECT

public:
    static constexpr qreal leastZoom = 0.05;
    static constexpr qreal mostZoom = 32;
    static constexpr qreal nearestFrom = 4; ///< From here on pixels are shown as squares.

    explicit PictureCanvas(QWidget *parent = nullptr);

    /// Size in pixels of what is looked at; empty when there is nothing.
    void setFrame(QSize frame);
    QSize frame() const { return m_frame; }

    const PictureCamera &camera() const { return m_camera; }
    void setCamera(const PictureCamera &camera); ///< Without a signal, so that views can share one.

    qreal zoom() const; ///< In force, also while it is fitted.
    bool canPan() const;
    void fit();
    void showActualSize() { zoomTo(1); }
    void zoomTo(qreal zoom); ///< The middle stays.
    void zoomAt(qreal zoom, QPointF place);
    void zoomBySteps(int steps);
    void panBy(QPointF distance); ///< In logical pixels, as a finger would move the picture.
    void showRegion(const QRectF &region); ///< In pixels of the picture: to the middle, with room around.

    QRectF frameRect() const; ///< The whole frame, in this widget's coordinates.
    QRectF mapped(const QRectF &inFrame) const;
    QPointF unmapped(QPointF place) const;

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {120, 90}; }

signals:
    void cameraChanged(const studio::PictureCamera &camera); ///< By the user, not by setCamera().
    void zoomChanged();                                      ///< Whatever changed it, a new size of the window too.
    void pointed(QPointF place);                             ///< By the mouse, in this widget's coordinates.
    void dragOutRequested();

protected:
    virtual void paintContent(QPainter &painter, const QRect &exposed) = 0;
    /// Where a press grabs something of the subclass's own, and moves it until it is let go.
    virtual bool grabs(QPointF) const { return false; }
    virtual void moveGrabbed(QPointF) {}
    virtual Qt::CursorShape cursorAt(QPointF place) const;

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Hold { Nothing, Picture, Own, Out };

    qreal fittedZoom() const;
    QPointF heldCentre(QPointF centre, qreal zoom) const;
    void change(const PictureCamera &camera);
    bool handlesGesture(QGestureEvent &event);
    bool handlesNativeGesture(const QNativeGestureEvent &event);
    bool zoomByKey(int key);
    void updateCursor(QPointF place);

    QSize m_frame;
    PictureCamera m_camera;
    Hold m_hold = Hold::Nothing;
    QPointF m_heldAt;
    bool m_isSpaceDown = false;
};

} // namespace studio
