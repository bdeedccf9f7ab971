#include "gui/LinkedScrolling.h"

#include "gui/FrameClock.h"

#include <QEvent>

#include <utility>

namespace studio
{

LinkedScrolling::LinkedScrolling(FrameClock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void LinkedScrolling::add(AnswerView &view)
{
    m_views << &view;
    view.installEventFilter(this);
    connect(&view, &AnswerView::placeChanged, this, [this, &view] { takePlace(view); });
}

void LinkedScrolling::setOn(bool isOn)
{
    if (isOn == m_isOn)
        return;
    m_isOn = isOn;
    if (m_isOn)
        spread();
}

void LinkedScrolling::forgetPlace()
{
    m_leader = nullptr;
    m_place.reset();
}

bool LinkedScrolling::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && m_isOn && m_place && watched != m_leader) {
        m_late << static_cast<AnswerView *>(watched);
        // It gets its size and its text first, and both come before the next frame or in it.
        m_clock.request(this, [this] { catchUp(); });
    }
    return QObject::eventFilter(watched, event);
}

void LinkedScrolling::takePlace(AnswerView &view)
{
    m_leader = &view;
    m_place = view.readingPlace();
    if (m_isOn)
        spread();
}

void LinkedScrolling::spread()
{
    if (!m_place)
        return;
    for (AnswerView *view : std::as_const(m_views)) {
        if (view != m_leader && view->isVisible())
            view->showPlace(*m_place);
    }
}

void LinkedScrolling::catchUp()
{
    const QList<AnswerView *> late = std::exchange(m_late, {});
    if (!m_isOn || !m_place)
        return;
    for (AnswerView *view : late) {
        if (view != m_leader && view->isVisible())
            view->showPlace(*m_place);
    }
}

} // namespace studio
