#pragma once

#include "core/RunEvent.h"
#include "providers/TextJoiner.h"
#include "providers/ThinkSplitter.h"

#include <QList>

namespace studio
{

/// Writes down the events that a decoder makes of one answer. Neighbouring texts become one, halves of a
/// character wait for each other, and reasoning that a model wrote as <think>...</think> is told apart.
class EventWriter
{
public:
    void addText(QStringView text);
    void addReasoning(QStringView text);
    void add(const RunEvent &event) { m_events << event; }

    /// Writes what was held back of the texts: the answer has ended, well or not.
    void release();

    /// The events since the last call.
    QList<RunEvent> take();

    bool sawText() const { return m_sawText; }
    bool sawReasoning() const { return m_sawReasoning; }

private:
    void writeText(QStringView text);
    void writeReasoning(QStringView text);
    void writeSplit(const ThinkSplitter::Split &split);

    QList<RunEvent> m_events;
    TextJoiner m_text;
    TextJoiner m_reasoning;
    ThinkSplitter m_splitter;
    bool m_sawText = false;
    bool m_sawReasoning = false;
};

} // namespace studio
