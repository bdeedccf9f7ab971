#include "gui/AnswerIndex.h"

#include <algorithm>

namespace studio
{

namespace
{

/// Both begin at the offset; what they have in common at both ends is no change. Characters of two code units
/// are not torn.
AnswerIndex::Change difference(int offset, QStringView before, QStringView now)
{
    auto same = std::mismatch(before.begin(), before.end(), now.begin(), now.end()).first - before.begin();
    if (same > 0 && before[same - 1].isHighSurrogate())
        --same;
    before = before.sliced(same);
    now = now.sliced(same);
    const auto most = std::min(before.size(), now.size());
    qsizetype tail = 0;
    while (tail < most && before[before.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    if (tail > 0 && before[before.size() - tail].isLowSurrogate())
        --tail;
    return {offset + int(same), before.chopped(tail).toString(), now.chopped(tail).toString()};
}

} // namespace

AnswerIndex::Change AnswerIndex::update(const AnswerFlow &flow)
{
    const int kept = isOutdated(flow) ? 0 : std::min({m_finished, m_lengths.count(), flow.count()});
    const int from = kept == 0 ? 0 : blockEnd(kept - 1);
    const QString before = m_text.sliced(from);
    m_text.truncate(from);
    while (m_lengths.count() > kept)
        m_lengths.removeLast();
    m_plainLengths.resize(std::size_t(kept));
    if (kept > 0) { // what follows a block depends on the next one
        m_text += flow.separator(kept - 1);
        m_lengths.set(kept - 1, size() - blockStart(kept - 1));
    }
    for (int block = kept; block < flow.count(); ++block, ++m_blocksRead) {
        const QString plain = flow.plainText(block);
        m_text += plain + flow.separator(block);
        m_plainLengths.push_back(int(plain.size()));
        m_lengths.append(size() - m_lengths.top(block));
    }
    m_finished = flow.finished();
    m_edition = flow.edition();
    return difference(from, before, QStringView(m_text).sliced(from));
}

TextPlace AnswerIndex::placeAt(int offset) const
{
    if (m_lengths.count() == 0)
        return {};
    const int block = m_lengths.indexAt(qBound(0, offset, size()));
    return {block, qBound(0, offset - blockStart(block), m_plainLengths[std::size_t(block)])};
}

int AnswerIndex::offsetOf(TextPlace place) const
{
    if (m_lengths.count() == 0)
        return 0;
    const int block = qBound(0, place.block, m_lengths.count() - 1);
    return blockStart(block) + qBound(0, place.position, m_plainLengths[std::size_t(block)]);
}

} // namespace studio
