#pragma once

#include "gui/AnswerSurface.h"

namespace studio
{

/// An answer's text as it reads, in one piece, and the way from its characters to the blocks and back in
/// logarithmic time. For those who ask for one character after the other, as screen readers do.
class AnswerIndex
{
public:
    /// What became different: at that offset something else stands now.
    struct Change
    {
        int at = 0;
        QString removed = {};
        QString added = {};
    };

    /// Reads the blocks that were not finished the last time, and those that came; all of them when the flow
    /// began again.
    Change update(const AnswerFlow &flow);

    bool isNew() const { return m_edition < 0; } ///< Never updated.

    /// Whether another text has begun. Nothing of the old one may be shown any more.
    bool isOutdated(const AnswerFlow &flow) const { return flow.edition() != m_edition; }

    const QString &text() const { return m_text; } ///< The same as AnswerSurface::wholeText().
    int size() const { return int(m_text.size()); }

    TextPlace placeAt(int offset) const; ///< Between two blocks it is the end of the first.
    int offsetOf(TextPlace place) const;
    int blockStart(int block) const { return m_lengths.top(block); }
    int blockEnd(int block) const { return m_lengths.top(block) + m_plainLengths[std::size_t(block)]; }
    int blockCount() const { return m_lengths.count(); }

    int blocksRead() const { return m_blocksRead; } ///< Altogether: what the index has cost.

private:
    QString m_text;
    HeightIndex m_lengths; ///< Of the blocks with what separates them from the next.
    std::vector<int> m_plainLengths;
    int m_finished = 0;
    int m_edition = -1;
    int m_blocksRead = 0;
};

} // namespace studio
