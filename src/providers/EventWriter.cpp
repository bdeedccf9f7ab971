#include "providers/EventWriter.h"

#include <utility>

namespace studio
{

void EventWriter::addText(QStringView text)
{
    if (m_splitter.isThrough() && m_text.isWhole(text))
        writeText(text);
    else if (const QString joined = m_text.feed(text.toString()); !joined.isEmpty())
        writeSplit(m_splitter.feed(joined));
}

void EventWriter::addReasoning(QStringView text)
{
    if (m_reasoning.isWhole(text))
        writeReasoning(text);
    else
        writeReasoning(m_reasoning.feed(text.toString()));
}

void EventWriter::release()
{
    writeReasoning(m_reasoning.rest());
    if (const QString half = m_text.rest(); !half.isEmpty())
        writeSplit(m_splitter.feed(half));
    writeSplit(m_splitter.rest());
}

QList<RunEvent> EventWriter::take()
{
    return std::exchange(m_events, {});
}

void EventWriter::writeText(QStringView text)
{
    if (text.isEmpty())
        return;
    m_sawText = true;
    if (auto *last = m_events.isEmpty() ? nullptr : std::get_if<TextDelta>(&m_events.last()))
        last->text += text;
    else
        m_events << TextDelta{text.toString()};
}

void EventWriter::writeReasoning(QStringView text)
{
    if (text.isEmpty())
        return;
    m_sawReasoning = true;
    if (auto *last = m_events.isEmpty() ? nullptr : std::get_if<ReasoningDelta>(&m_events.last()))
        last->text += text;
    else
        m_events << ReasoningDelta{text.toString()};
}

void EventWriter::writeSplit(const ThinkSplitter::Split &split)
{
    writeReasoning(split.reasoning);
    writeText(split.text);
}

} // namespace studio
