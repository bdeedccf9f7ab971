#pragma once

#include <QList>
#include <QStringView>

namespace studio
{

/// A stretch of Markdown that can be rendered without looking at what stands around it.
struct MarkdownBlock
{
    qsizetype start = 0;
    qsizetype size = 0;
    bool isPlain = false; ///< Part of a monstrous block: shown as it is, not parsed.

    bool operator==(const MarkdownBlock &) const = default;
};

/// Cuts growing Markdown into blocks. However the text arrives, the cuts are the same.
///
/// A block ends at a blank line outside a fence when the next line starts at the margin; a list goes on
/// while more of its items follow. A block beyond mostBlockChars, or of too much weight, is cut into plain pieces.
/// Characters weigh what it costs to lay them out.
class MarkdownBlocks
{
public:
    static constexpr qsizetype mostBlockChars = 64 * 1024;
    static constexpr qsizetype mostBlockWeight = 160 * 1024;
    static constexpr qsizetype plainPieceWeight = 16 * 1024;

    /// The blocks that were finished by what came since the last call. text only ever grows.
    QList<MarkdownBlock> advance(QStringView text);

    /// What is not finished yet, cut as it would be if the text ended here.
    QList<MarkdownBlock> tail(QStringView text) const;

private:
    struct Fence
    {
        QChar mark;
        qsizetype length = 0;
    };

    void beginLine(QStringView line);
    void endLine(QStringView line);
    void readFence(QStringView line);
    void weigh(QStringView text);
    void finishBlock(qsizetype end);
    void startBlock(qsizetype start);

    QList<MarkdownBlock> m_finished;
    qsizetype m_blockStart = 0;
    qsizetype m_lineStart = 0;
    bool m_isLineBegun =
        false; ///< Whether the line at m_lineStart is known to go on the block or to begin one.
    bool m_isAfterBlank = true;
    bool m_isBlockEmpty = true; ///< Only blank lines so far.
    bool m_isList = false;
    bool m_isPlain = false;
    qsizetype m_weighed = 0; ///< All before it is.
    qsizetype m_weight = 0;  ///< Of the block so far, or of the plain piece.
    int m_script = 0;        ///< Of the character before m_weighed.
    Fence m_fence = {};
};

} // namespace studio
