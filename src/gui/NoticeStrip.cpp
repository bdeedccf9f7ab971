#include "gui/NoticeStrip.h"

#include "gui/TabWalk.h"
#include "gui/Theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

NoticeStrip::NoticeStrip(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_line(new VerdictLine(this))
{
    m_layout->setContentsMargins(12, 8, 12, 8);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_line, 1);
    m_row->setSpacing(8);
    m_layout->addLayout(m_row);
    hide();
}

void NoticeStrip::say(Verdict verdict, const Message &message)
{
    if (message.actions != m_message.actions || message.price != m_message.price)
        offer(message); // a countdown says a new sentence each second and must not take the focus
    m_message = message;
    m_line->say(message.isEmpty() ? Verdict::None : verdict, message.text);
    setVisible(!message.isEmpty());
}

QPushButton *NoticeStrip::button(Action action) const
{
    const qsizetype at = m_message.actions.indexOf(action);
    return at < 0 ? nullptr : m_buttons[at];
}

void NoticeStrip::setWide()
{
    m_isWide = true;
    m_layout->setDirection(QBoxLayout::LeftToRight);
    m_layout->setAlignment(m_line, Qt::AlignVCenter);
}

void NoticeStrip::paintEvent(QPaintEvent *)
{
    if (!m_isWide)
        return; // part of a surface already
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tint(Tint::SurfaceBorder, palette()));
    painter.setBrush(tint(Tint::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void NoticeStrip::offer(const Message &message)
{
    for (QPushButton *button : std::exchange(m_buttons, {})) {
        button->hide();
        button->deleteLater(); // its own click may have led here
    }
    while (QLayoutItem *item = m_row->takeAt(0))
        delete item;
    QWidget *before = this;
    for (const Action action : message.actions) {
        auto *button = new QPushButton(actionText(action, message.price), this);
        connect(button, &QPushButton::clicked, this, [this, action] { emit actionChosen(action); });
        m_row->addWidget(button);
        placeInTabWalk(*before, *button);
        before = button;
        m_buttons << button;
    }
    if (!m_isWide)
        m_row->addStretch();
}

} // namespace studio
