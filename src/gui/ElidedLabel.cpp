#include "gui/ElidedLabel.h"

#include "gui/NameText.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace studio
{

ElidedLabel::ElidedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 6, QLabel::minimumSizeHint().height()};
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const bool isWhole = fontMetrics().horizontalAdvance(line()) <= contentsRect().width();
    const QString tip = !toolTip().isEmpty() ? toolTip() : isWhole ? QString() : text();
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), tipText(tip), this);
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(line(), Qt::ElideRight, contentsRect().width());
    const Qt::Alignment where = QStyle::visualAlignment(layoutDirection(), alignment());
    style()->drawItemText(&painter, contentsRect(), int(where) | Qt::TextSingleLine, palette(), isEnabled(),
                          shown, foregroundRole());
}

QString ElidedLabel::line() const
{
    return text().left(2000).simplified();
}

} // namespace studio
