#pragma once

#include "core/RunEvent.h"
#include "providers/TextJoiner.h"

#include <QList>

namespace studio
{

/// What a decoder gathers while it reads: neighbouring texts become one event, and half a character waits for its
/// other half.
class AnswerEvents
{
public:
    void addText(QStringView piece);
    void addReasoning(QStringView piece);
    void add(const RunEvent &event) { m_events << event; }

    /// At the end of the answer: a half that still waits becomes visible.
    void releaseHalves();

    bool hasText() const { return m_hasText; } ///< In the answer so far, taken or not.
    bool hasReasoning() const { return m_hasReasoning; }

    QList<RunEvent> take();

private:
    void appendText(QStringView text);
    void appendReasoning(QStringView text);

    QList<RunEvent> m_events;
    TextJoiner m_text;
    TextJoiner m_reasoning;
    bool m_hasText = false;
    bool m_hasReasoning = false;
};

} // namespace studio
