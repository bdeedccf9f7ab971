#pragma once

#include <QProxyStyle>

namespace studio
{

/// Fusion with flat buttons and with outlines taken from the palette: Fusion's own outlines are darker than
/// the window and so vanish in the dark theme.
class StudioStyle : public QProxyStyle
{
    Q_OBJECT

public:
    StudioStyle();

    static void setPrimary(QWidget &button);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace studio
