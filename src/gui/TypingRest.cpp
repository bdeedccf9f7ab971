#include "gui/TypingRest.h"

#include <chrono>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr qsizetype mostTakenAtOnce = 100'000;
constexpr auto restOfTyping = 250ms;
constexpr auto longestTyping = 1s;

} // namespace

TypingRest::TypingRest(QObject *parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restOfTyping);
    connect(&m_rest, &QTimer::timeout, this, &TypingRest::given);
}

void TypingRest::take(qsizetype length)
{
    if (length <= mostTakenAtOnce) {
        m_rest.stop();
        emit given();
        return;
    }
    if (!m_rest.isActive())
        m_longest.setRemainingTime(longestTyping);
    if (!m_longest.hasExpired())
        m_rest.start();
}

void TypingRest::give()
{
    if (!m_rest.isActive())
        return;
    m_rest.stop();
    emit given();
}

void TypingRest::drop()
{
    m_rest.stop();
}

} // namespace studio
