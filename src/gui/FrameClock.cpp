#include "gui/FrameClock.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr std::chrono::milliseconds beat = 16ms;
constexpr std::chrono::milliseconds mostServing = 10ms; ///< Leaves the rest of the window its part of a beat.

} // namespace

FrameClock::FrameClock(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::serve);
}

void FrameClock::request(QObject *owner, const Frame &frame)
{
    const bool hasAsked = std::any_of(m_asked.cbegin(), m_asked.cend(),
                                      [owner](const Asked &asked) { return asked.owner == owner; });
    if (hasAsked)
        return;
    m_asked.append({owner, frame});
    connect(owner, &QObject::destroyed, this, &FrameClock::forget, Qt::UniqueConnection);
    wind();
}

void FrameClock::wind()
{
    if (m_timer.isActive() || m_asked.isEmpty())
        return;
    const std::chrono::milliseconds passed(m_sinceServed.isValid() ? m_sinceServed.elapsed() : beat.count());
    // After a long serving the rest of the window gets as much time again.
    m_timer.start(std::max({0ms, beat - passed, 2 * m_serving - passed}));
}

void FrameClock::serve()
{
    m_sinceServed.start();
    // Who asks again while being served waits for the next beat.
    qsizetype waiting = m_asked.size();
    while (waiting-- > 0 && !m_asked.isEmpty()) {
        const Asked next = m_asked.takeFirst();
        next.frame();
        if (std::chrono::milliseconds(m_sinceServed.elapsed()) > mostServing)
            break;
    }
    m_serving = std::chrono::milliseconds(m_sinceServed.elapsed());
    wind();
}

void FrameClock::forget(QObject *owner)
{
    m_asked.removeIf([owner](const Asked &asked) { return asked.owner == owner; });
}

} // namespace studio
