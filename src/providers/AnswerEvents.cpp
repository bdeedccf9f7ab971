#include "providers/AnswerEvents.h"

#include <utility>

namespace studio
{

namespace
{

template <typename Delta>
void append(QList<RunEvent> &events, QStringView text)
{
    auto *last = events.isEmpty() ? nullptr : std::get_if<Delta>(&events.last());
    if (last)
        last->text += text;
    else
        events << Delta{text.toString()};
}

} // namespace

void AnswerEvents::addText(QStringView piece)
{
    if (m_text.isWhole(piece))
        appendText(piece);
    else
        appendText(m_text.feed(piece.toString()));
}

void AnswerEvents::addReasoning(QStringView piece)
{
    if (m_reasoning.isWhole(piece))
        appendReasoning(piece);
    else
        appendReasoning(m_reasoning.feed(piece.toString()));
}

void AnswerEvents::releaseHalves()
{
    appendReasoning(m_reasoning.rest());
    appendText(m_text.rest());
}

QList<RunEvent> AnswerEvents::take()
{
    return std::exchange(m_events, {});
}

void AnswerEvents::appendText(QStringView text)
{
    if (text.isEmpty())
        return;
    m_hasText = true;
    append<TextDelta>(m_events, text);
}

void AnswerEvents::appendReasoning(QStringView text)
{
    if (text.isEmpty())
        return;
    m_hasReasoning = true;
    append<ReasoningDelta>(m_events, text);
}

} // namespace studio
