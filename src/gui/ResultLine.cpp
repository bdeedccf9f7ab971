#include "gui/ResultLine.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QTimer>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace studio
{

ResultLine::ResultLine(QWidget *parent)
    : ElidedLabel(parent)
{
    setContentsMargins(4, 2, 4, 2); // for the focus frame
}

void ResultLine::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    QStringList lines;
    for (const Fact &fact : facts)
        lines << tr("%1: %2", "name: value").arg(fact.name, fact.value);
    setAccessibleDescription(lines.join(u'\n'));
    setFocusPolicy(facts.isEmpty() ? Qt::NoFocus : Qt::TabFocus);
}

bool ResultLine::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_facts.isEmpty())
        return ElidedLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), table(), this);
    return true;
}

void ResultLine::focusInEvent(QFocusEvent *event)
{
    ElidedLabel::focusInEvent(event);
    update();
    // Qt takes every tool tip away while the focus moves.
    QTimer::singleShot(0, this, [this] {
        if (hasFocus())
            QToolTip::showText(mapToGlobal(rect().bottomLeft()), table(), this);
    });
}

void ResultLine::focusOutEvent(QFocusEvent *event)
{
    ElidedLabel::focusOutEvent(event);
    update();
    QToolTip::hideText();
}

void ResultLine::paintEvent(QPaintEvent *event)
{
    ElidedLabel::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    QStyleOptionFocusRect option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

/// Values may come from a server, so none is read as markup.
QString ResultLine::table() const
{
    QString rows;
    for (const Fact &fact : m_facts)
        rows += u"<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>"_s.arg(fact.name.toHtmlEscaped(),
                                                                      fact.value.toHtmlEscaped());
    return u"<table>"_s + rows + u"</table>"_s;
}

} // namespace studio
