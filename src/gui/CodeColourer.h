#pragma once

#include "gui/CodeInk.h"

#include <QList>
#include <QStringView>

namespace studio
{

/// Colours a code from its start on, some whole lines at a time. Owned by CodeHighlighter.
class CodeColourer
{
public:
    virtual ~CodeColourer() = default;

    /// Forgets all of the code.
    virtual void restart() = 0;
    /// Adds the spans of the text behind what is settled, which stands at that offset of the code.
    virtual void colour(QStringView text, qsizetype offset, QList<InkSpan> &spans) = 0;
    /// The text coloured last stays: the next one follows it.
    virtual void settle() = 0;
};

/// Joins stretches of the same ink to spans and leaves out what is plain.
class SpanWriter
{
public:
    SpanWriter(qsizetype offset, QList<InkSpan> &spans)
        : m_spans(spans)
        , m_span{static_cast<int>(offset)}
    {
    }
    ~SpanWriter() { finish(); }
    Q_DISABLE_COPY_MOVE(SpanWriter)

    void add(qsizetype length, Ink ink)
    {
        if (ink != m_span.ink) {
            finish();
            m_span = {m_span.start + m_span.length, 0, ink};
        }
        m_span.length += static_cast<int>(length);
    }

private:
    void finish()
    {
        if (m_span.ink != Ink::Plain && m_span.length > 0)
            m_spans << m_span;
    }

    QList<InkSpan> &m_spans;
    InkSpan m_span;
};

} // namespace studio
