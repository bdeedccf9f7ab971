#include "providers/ThinkSplitter.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QLatin1StringView opening = "<think>"_L1;
constexpr QLatin1StringView closing = "</think>"_L1;
constexpr qsizetype mostLeadingSpace = 64; // more is an answer that begins with white space

/// How many of the last characters may be the beginning of the tag.
qsizetype partialTagAtEnd(QStringView text, QLatin1StringView tag)
{
    for (qsizetype size = std::min(text.size(), tag.size() - 1); size > 0; --size) {
        if (text.last(size) == tag.first(size))
            return size;
    }
    return 0;
}

} // namespace

ThinkSplitter::Split ThinkSplitter::feed(const QString &piece)
{
    if (isThrough())
        return {piece, {}};
    m_held += piece;
    Split split;
    if (m_state == State::Undecided)
        decide();
    if (m_state == State::Inside)
        split.reasoning = takeReasoning();
    if (m_state == State::Answer)
        split.text = takeText();
    return split;
}

ThinkSplitter::Split ThinkSplitter::rest()
{
    const QString held = std::exchange(m_held, {});
    return m_state == State::Inside ? Split{{}, held} : Split{held, {}};
}

void ThinkSplitter::decide()
{
    const QStringView start = QStringView(m_held).trimmed();
    if (start.startsWith(opening)) {
        m_held = m_held.sliced(m_held.indexOf(opening) + opening.size());
        m_skipsSpace = true;
        m_state = State::Inside;
    } else if (!opening.startsWith(start) || m_held.size() > mostLeadingSpace) {
        m_state = State::Answer;
    }
}

QString ThinkSplitter::takeReasoning()
{
    dropLeadingSpace();
    const qsizetype end = m_held.indexOf(closing);
    if (end >= 0) {
        const QString reasoning = m_held.first(end);
        m_held = m_held.sliced(end + closing.size());
        m_skipsSpace = true;
        m_state = State::Answer;
        return reasoning;
    }
    const qsizetype kept = partialTagAtEnd(m_held, closing);
    const QString reasoning = m_held.chopped(kept);
    m_held = m_held.last(kept);
    return reasoning;
}

QString ThinkSplitter::takeText()
{
    dropLeadingSpace();
    return std::exchange(m_held, {});
}

void ThinkSplitter::dropLeadingSpace()
{
    if (!m_skipsSpace)
        return;
    qsizetype space = 0;
    while (space < m_held.size() && m_held[space].isSpace())
        ++space;
    m_held = m_held.sliced(space);
    m_skipsSpace = m_held.isEmpty();
}

} // namespace studio
