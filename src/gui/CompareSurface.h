#pragma once

#include "gui/PictureCanvas.h"
#include "media/Picture.h"

namespace studio
{

/// Two pictures in one frame: one beside the other along a line that can be moved, one of them at a time, or how they
/// differ. Left and Right move the line; Shift with them still pans.
class CompareSurface : public PictureCanvas
{
    Q_OBJECT

public:
    enum class Look { Slider, First, Second, Heat };

    struct Side
    {
        QString label = {};  ///< "A  picture-a"
        Picture picture = {};
        QRectF place = {};   ///< In the frame.
    };

    explicit CompareSurface(QWidget *parent = nullptr);

    void showSides(const Side &first, const Side &second, QSize frame);
    void showHeat(const Picture &heat);
    void mark(const QRect &region); ///< Of the frame; an empty one takes the mark away.
    void setLook(Look look);
    Look look() const { return m_look; }

    void setDivider(qreal part); ///< Of what is seen of the frame, 0 to 1.
    qreal divider() const { return m_divider; }

signals:
    void dividerMoved(qreal part);

protected:
    void paintContent(QPainter &painter, const QRect &exposed) override;
    bool grabs(QPointF place) const override;
    void moveGrabbed(QPointF place) override;
    Qt::CursorShape cursorAt(QPointF place) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF seenFrame() const;
    qreal dividerX() const;
    void moveDivider(qreal part);
    void paintSide(QPainter &painter, const Side &side, const QRectF &exposed) const;
    void paintDivider(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    Side m_first;
    Side m_second;
    Picture m_heat;
    QRect m_mark;
    Look m_look = Look::Slider;
    qreal m_divider = 0.5;
};

} // namespace studio
