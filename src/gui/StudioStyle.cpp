#include "gui/StudioStyle.h"

#include <QListView>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qreal radius = 4;
constexpr auto primaryProperty = "studioPrimary";

bool isPrimary(const QWidget *widget)
{
    return widget != nullptr && widget->property(primaryProperty).toBool();
}

QColor blended(const QColor &a, const QColor &b, qreal part)
{
    return QColor::fromRgbF(float(a.redF() * (1 - part) + b.redF() * part),
                            float(a.greenF() * (1 - part) + b.greenF() * part),
                            float(a.blueF() * (1 - part) + b.blueF() * part));
}

/// The line around something that can be used: strong enough to be seen, accented while it has the focus.
QPen outline(const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Enabled))
        return QPen(option.palette.color(QPalette::Midlight), 1);
    if (option.state & QStyle::State_HasFocus)
        return QPen(option.palette.color(QPalette::Link), 1.5);
    return QPen(option.palette.color(QPalette::Mid), 1);
}

/// Puts the pen's line whole on the outermost pixels, so that it stays sharp.
QRectF inner(const QRect &rect, const QPen &pen)
{
    const qreal half = pen.widthF() / 2;
    return QRectF(rect).adjusted(half, half, -half, -half);
}

void drawButton(const QStyleOption &option, QPainter &painter)
{
    QColor fill = option.palette.color(QPalette::Button);
    const QColor text = option.palette.color(QPalette::ButtonText);
    if (!(option.state & QStyle::State_Enabled))
        fill = blended(fill, option.palette.color(QPalette::Window), 0.6);
    else if (option.state & (QStyle::State_Sunken | QStyle::State_On))
        fill = blended(fill, text, 0.16);
    else if (option.state & QStyle::State_MouseOver)
        fill = blended(fill, text, 0.06);
    const QPen pen = outline(option);
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(inner(option.rect, pen), radius, radius);
}

void drawCheckBox(const QStyleOption &option, QPainter &painter, bool isRound)
{
    const bool isSet = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    QPen pen = outline(option);
    if (isEnabled && !(option.state & QStyle::State_HasFocus))
        pen.setColor(option.palette.color(QPalette::Dark));
    painter.setPen(pen);
    painter.setBrush(isSet ? option.palette.brush(QPalette::Highlight)
                           : option.palette.brush(QPalette::Base));
    const QRectF box = inner(option.rect, pen);
    painter.drawRoundedRect(box, isRound ? box.width() / 2 : 3, isRound ? box.height() / 2 : 3);
    if (!isSet)
        return;
    painter.setPen(QPen(option.palette.color(QPalette::HighlightedText), box.width() / 8, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    if (isRound) {
        painter.setBrush(option.palette.brush(QPalette::HighlightedText));
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(box.center(), box.width() / 5, box.height() / 5);
    } else if (option.state & QStyle::State_NoChange) {
        painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
    } else {
        painter.drawPolyline(QPolygonF({at(0.23, 0.52), at(0.43, 0.72), at(0.78, 0.3)}));
    }
}

void drawFrame(const QStyleOption &option, QPainter &painter, QPen pen)
{
    if (option.state & QStyle::State_HasFocus)
        pen = outline(option);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(inner(option.rect, pen), radius, radius);
}

/// The ground of a row or cell; in plain lists it is rounded.
void drawItemGround(const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option))
        painter.fillRect(option.rect, item->backgroundBrush);
    if (!isSelected && !isHovered)
        return;
    const QColor text = option.palette.color(QPalette::Text);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isSelected ? option.palette.color(QPalette::Highlight)
                                : blended(option.palette.color(QPalette::Base), text, 0.06));
    if (qobject_cast<const QListView *>(widget) != nullptr)
        painter.drawRoundedRect(option.rect, radius, radius);
    else
        painter.drawRect(option.rect);
}

void drawFocus(const QStyleOption &option, QPainter &painter)
{
    painter.setPen(QPen(option.palette.color(QPalette::Link), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(inner(option.rect, painter.pen()), radius, radius);
}

/// A tab is a word; the chosen one is underlined.
void drawTab(const QStyleOptionTab &tab, QPainter &painter)
{
    const bool isSelected = tab.state & QStyle::State_Selected;
    const QRectF area = tab.rect;
    if (!isSelected && (tab.state & QStyle::State_MouseOver) && (tab.state & QStyle::State_Enabled)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            blended(tab.palette.color(QPalette::Window), tab.palette.color(QPalette::WindowText), 0.06));
        painter.drawRoundedRect(area, radius, radius);
    }
    if (!isSelected)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(tab.palette.color(QPalette::Link));
    painter.drawRoundedRect(QRectF(area.left() + 4, area.bottom() - 2, area.width() - 8, 2), 1, 1);
}

void drawTopLine(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)),
                     option.palette.color(QPalette::Midlight));
}

/// The thumb and two arrows on the page's own ground. Fusion's thumb has the colour of an empty page, and its
/// groove looks like the thumb.
void drawScrollBar(const QStyleOptionSlider &bar, QPainter &painter, const QStyle &style, const QWidget *widget)
{
    const bool isEnabled = (bar.state & QStyle::State_Enabled) && bar.maximum > bar.minimum;
    const QColor ground = bar.palette.color(QPalette::Base);
    const QColor text = bar.palette.color(QPalette::Text);
    painter.fillRect(bar.rect, ground);
    const bool isUpright = bar.orientation == Qt::Vertical;
    const bool isForward = bar.direction == Qt::LeftToRight;
    const std::pair<QStyle::SubControl, QStyle::PrimitiveElement> arrows[] = {
        {QStyle::SC_ScrollBarSubLine, isUpright   ? QStyle::PE_IndicatorArrowUp
                                      : isForward ? QStyle::PE_IndicatorArrowLeft
                                                  : QStyle::PE_IndicatorArrowRight},
        {QStyle::SC_ScrollBarAddLine, isUpright   ? QStyle::PE_IndicatorArrowDown
                                      : isForward ? QStyle::PE_IndicatorArrowRight
                                                  : QStyle::PE_IndicatorArrowLeft}};
    for (const auto &[place, arrow] : arrows) {
        QStyleOption option = bar;
        option.rect = style.subControlRect(QStyle::CC_ScrollBar, &bar, place, widget).adjusted(3, 3, -3, -3);
        option.state.setFlag(QStyle::State_Enabled, isEnabled);
        style.drawPrimitive(arrow, &option, &painter, widget);
    }
    if (!isEnabled)
        return;
    const bool isHeld = (bar.state & QStyle::State_Sunken) && (bar.activeSubControls & QStyle::SC_ScrollBarSlider);
    const bool isNear = bar.state & QStyle::State_MouseOver;
    const QRectF thumb = style.subControlRect(QStyle::CC_ScrollBar, &bar, QStyle::SC_ScrollBarSlider, widget);
    const qreal margin = (isUpright ? thumb.width() : thumb.height()) / 4;
    const QRectF shown = isUpright ? thumb.adjusted(margin, 1, -margin, -1) : thumb.adjusted(1, margin, -1, -margin);
    const qreal round = qMin(shown.width(), shown.height()) / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(ground, text, isHeld ? 0.8 : isNear ? 0.7 : 0.55));
    painter.drawRoundedRect(shown, round, round);
}

bool isMirroredIconLabel(const QStyleOptionButton &button)
{
    return button.direction == Qt::RightToLeft && !button.icon.isNull() && !button.text.isEmpty() &&
           !(button.features & QStyleOptionButton::HasMenu);
}

/// Icon and words of a mirrored push button, side by side in its middle. Qt 6.4 aligns the words to the right
/// before it draws them mirrored, so that they land at the other end of the button.
void drawMirroredLabel(const QStyleOptionButton &button, QPainter &painter, const QStyle &style,
                       const QWidget *widget)
{
    constexpr int gap = 4;
    const bool isEnabled = button.state & QStyle::State_Enabled;
    const bool hasMarks = style.styleHint(QStyle::SH_UnderlineShortcut, &button, widget) != 0;
    const int words = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int all = words + gap + button.iconSize.width();
    QRect text(button.rect);
    text.setLeft(button.rect.center().x() - all / 2);
    text.setWidth(words);
    const QRect icon(QPoint(text.right() + 1 + gap, button.rect.center().y() - button.iconSize.height() / 2),
                     button.iconSize);
    button.icon.paint(&painter, icon, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    style.drawItemText(&painter, text, Qt::AlignCenter | (hasMarks ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                       button.palette, isEnabled, button.text, QPalette::ButtonText);
}

bool isQuietToolButton(const QStyleOption &option)
{
    return (option.state & QStyle::State_AutoRaise) &&
           !(option.state & (QStyle::State_On | QStyle::State_Sunken | QStyle::State_MouseOver));
}

} // namespace

StudioStyle::StudioStyle()
    : QProxyStyle(u"fusion"_s)
{
}

void StudioStyle::setPrimary(QWidget &button)
{
    button.setProperty(primaryProperty, true);
    button.update();
}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(*option, *painter);
        break;
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, *painter, false);
        break;
    case PE_IndicatorRadioButton:
        drawCheckBox(*option, *painter, true);
        break;
    case PE_PanelButtonTool:
        if (!isQuietToolButton(*option))
            drawButton(*option, *painter);
        break;
    case PE_FrameLineEdit:
        drawFrame(*option, *painter, outline(*option));
        break;
    case PE_Frame:
        drawFrame(*option, *painter, QPen(option->palette.color(QPalette::Midlight), 1));
        break;
    case PE_FrameTabWidget:
        drawTopLine(*option, *painter);
        break;
    case PE_FrameTabBarBase:
        break;
    case PE_FrameFocusRect:
        drawFocus(*option, *painter);
        break;
    case PE_PanelItemViewItem:
        drawItemGround(*option, *painter, widget);
        break;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        break;
    default: // Hundreds of primitives are Fusion's own.
        painter->setRenderHint(QPainter::Antialiasing, false);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        tab != nullptr && element == CE_TabBarTabShape) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        drawTab(*tab, *painter);
        painter->restore();
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button != nullptr && element == CE_PushButtonLabel && !isPrimary(widget) && isMirroredIconLabel(*button)) {
        drawMirroredLabel(*button, *painter, *this, widget);
        return;
    }
    const bool isPrimaryPart = element == CE_PushButtonBevel || element == CE_PushButtonLabel;
    if (button == nullptr || !isPrimaryPart || !isPrimary(widget) || !(option->state & State_Enabled)) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    QStyleOptionButton accented = *button;
    accented.palette.setColor(QPalette::Button, option->palette.color(QPalette::Highlight));
    accented.palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::HighlightedText));
    accented.palette.setColor(QPalette::Mid, option->palette.color(QPalette::Highlight));
    QProxyStyle::drawControl(element, &accented, painter, widget);
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar != nullptr && control == CC_ScrollBar) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        drawScrollBar(*bar, *painter, *this, widget);
        painter->restore();
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control != CC_SpinBox && control != CC_ComboBox)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawFrame(*option, *painter, outline(*option));
    painter->restore();
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    const QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ItemViewItem && qobject_cast<const QListView *>(widget) != nullptr)
        return {result.width(), std::max(result.height(), option->fontMetrics.height() + 10)};
    return result;
}

QRect StudioStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool isFramedField = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return isFramedField ? rect.adjusted(4, 0, -4, 0) : rect;
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_DockWidgetTitleMargin:
        return 4;
    case PM_HeaderMargin:
        return 8;
    case PM_FocusFrameHMargin: // An item's text gets one pixel more: headings and cells stand in one line.
        return 7;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace studio
