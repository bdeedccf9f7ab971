#include "gui/MarkdownBlocks.h"

#include <utility>

namespace studio
{

namespace
{

/// As much of a line as tells a list item from other text: nine digits, a mark and a space, and some.
constexpr qsizetype lineHead = 16;

bool isBlank(QStringView line)
{
    return line.trimmed().isEmpty();
}

/// How long the item's mark at the front is, its space included; 0 when this begins no list item.
qsizetype markLength(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && at < 9 && line[at] >= u'0' && line[at] <= u'9')
        ++at;
    if (at >= line.size())
        return 0;
    const QChar mark = line[at];
    const bool isMark = at == 0 ? mark == u'-' || mark == u'*' || mark == u'+' : mark == u'.' || mark == u')';
    if (!isMark)
        return 0;
    if (at + 1 == line.size())
        return at + 1;
    return line[at + 1].isSpace() ? at + 2 : 0;
}

/// 0 for Latin and its neighbours, 1 for scripts that join letters, 2 for those with a glyph a word, and symbols.
int scriptOf(QChar c)
{
    return c < QChar(0x590) ? 0 : c < QChar(0x1100) ? 1 : 2;
}

/// What a character costs to lay out: 1 for a Latin letter. The dearest are those that no font has.
qsizetype weightOf(QChar c, int script, int scriptBefore)
{
    static constexpr qsizetype weights[] = {1, 3, 18};
    if (c < u' ')
        return c == u'\t' ? 4 : 16;
    return weights[script] + (script != scriptBefore ? 8 : 0);
}

QStringView withoutIndent(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && (line[at] == u' ' || line[at] == u'\t'))
        ++at;
    return line.sliced(at);
}

} // namespace

QList<MarkdownBlock> MarkdownBlocks::advance(QStringView text)
{
    while (m_lineStart < text.size()) {
        const qsizetype newline = text.indexOf(u'\n', m_lineStart);
        const qsizetype end = newline < 0 ? text.size() : newline;
        const QStringView line = text.sliced(m_lineStart, end - m_lineStart);
        if (!m_isLineBegun) {
            if (newline < 0 && line.size() < lineHead)
                break; // too little to decide on, and deciding later must not change the cuts
            beginLine(line);
        }
        weigh(text.first(end));
        if (newline < 0)
            break;
        endLine(line);
        m_lineStart = newline + 1;
    }
    return std::exchange(m_finished, {});
}

QList<MarkdownBlock> MarkdownBlocks::tail(QStringView text) const
{
    MarkdownBlocks guess = *this;
    if (!guess.m_isLineBegun && guess.m_lineStart < text.size())
        guess.beginLine(text.sliced(guess.m_lineStart));
    return guess.m_finished << MarkdownBlock{guess.m_blockStart, text.size() - guess.m_blockStart,
                                             guess.m_isPlain};
}

/// Decides whether a line begins a new block.
void MarkdownBlocks::beginLine(QStringView line)
{
    m_isLineBegun = true;
    const QStringView head = line.first(qMin(line.size(), lineHead));
    if (isBlank(head))
        return;
    const bool isAtMargin = !head.front().isSpace();
    const bool isItem = markLength(withoutIndent(head)) > 0;
    if (m_isAfterBlank && m_fence.length == 0 && isAtMargin && !(m_isList && isItem) && !m_isBlockEmpty)
        finishBlock(m_lineStart);
    m_isList = m_isList || isItem;
    m_isBlockEmpty = false;
}

void MarkdownBlocks::endLine(QStringView line)
{
    m_isLineBegun = false;
    m_isAfterBlank = isBlank(line);
    readFence(line);
}

void MarkdownBlocks::readFence(QStringView line)
{
    QStringView rest = withoutIndent(line);
    if (!m_isList && line.size() - rest.size() > 3)
        return; // indented code
    if (m_fence.length == 0 && m_isList) {
        for (qsizetype mark = markLength(rest); mark > 0; mark = markLength(rest))
            rest = withoutIndent(rest.sliced(mark));
    }
    if (rest.isEmpty() || (rest.front() != u'`' && rest.front() != u'~'))
        return;
    const QChar mark = rest.front();
    qsizetype length = 0;
    while (length < rest.size() && rest[length] == mark)
        ++length;
    const QStringView info = rest.sliced(length);
    if (m_fence.length == 0) {
        if (length >= 3 && !(mark == u'`' && info.contains(u'`')))
            m_fence = {mark, length};
    } else if (mark == m_fence.mark && length >= m_fence.length && isBlank(info)) {
        m_fence = {};
    }
}

/// Takes in the characters up to the end of text, and cuts what weighs too much.
void MarkdownBlocks::weigh(QStringView text)
{
    for (; m_weighed < text.size(); ++m_weighed) {
        const QChar c = text[m_weighed];
        const bool isAfterLine = m_weighed > m_blockStart && text[m_weighed - 1] == u'\n';
        const qsizetype most = isAfterLine ? plainPieceWeight * 3 / 4 : plainPieceWeight;
        if (m_isPlain && m_weight >= most && !c.isLowSurrogate()) {
            m_finished << MarkdownBlock{m_blockStart, m_weighed - m_blockStart, true};
            startBlock(m_weighed);
        }
        const int script = scriptOf(c);
        m_weight += weightOf(c, script, std::exchange(m_script, script));
        if (!m_isPlain && (m_weight > mostBlockWeight || m_weighed - m_blockStart >= mostBlockChars)) {
            m_isPlain = true;
            startBlock(m_blockStart);
            --m_weighed; // once more from the block's beginning
        }
    }
}

/// Begins to weigh there.
void MarkdownBlocks::startBlock(qsizetype start)
{
    m_blockStart = m_weighed = start;
    m_weight = 0;
    m_script = 0;
}

void MarkdownBlocks::finishBlock(qsizetype end)
{
    m_finished << MarkdownBlock{m_blockStart, end - m_blockStart, m_isPlain};
    startBlock(end);
    m_isBlockEmpty = true;
    m_isList = false;
    m_isPlain = false;
}

} // namespace studio
