#include "gui/WaitStrip.h"

#include "gui/RunText.h"

using namespace std::chrono_literals;

namespace studio
{

WaitStrip::WaitStrip(QWidget *parent)
    : NoticeStrip(parent)
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &WaitStrip::speak);
}

void WaitStrip::expect()
{
    m_pause.reset();
    m_since.start();
    m_tick.start();
    speak();
}

void WaitStrip::noteArrival()
{
    m_since.start();
    if (!message().isEmpty())
        speak();
}

void WaitStrip::countDown(const Error &error, std::chrono::milliseconds wait, int next, int most)
{
    m_pause = Pause{error, wait, next, most};
    m_since.start();
    m_tick.start();
    speak();
}

void WaitStrip::stop()
{
    m_pause.reset();
    m_tick.stop();
    clear();
}

void WaitStrip::setQuietAfter(std::chrono::milliseconds silence)
{
    m_quietAfter = silence;
    m_tick.setInterval(qMin<std::chrono::milliseconds>(1s, silence));
}

void WaitStrip::speak()
{
    const std::chrono::milliseconds passed(m_since.elapsed());
    if (m_pause) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(qMax(0ms, m_pause->wait - passed));
        say(Verdict::Look, pausingText(m_pause->error, left, m_pause->next, m_pause->most));
    } else if (passed >= m_quietAfter) {
        say(Verdict::Look, quietText(std::chrono::floor<std::chrono::seconds>(passed)));
    } else {
        clear();
    }
}

} // namespace studio
