#pragma once

#include "gui/AnswerStyle.h"
#include "gui/BlockLayout.h"
#include "gui/CharacterFonts.h"
#include "gui/HeightIndex.h"
#include "gui/MarkdownBlocks.h"

#include <QElapsedTimer>
#include <QSet>

#include <chrono>
#include <limits>
#include <memory>

namespace studio
{

class CodeHighlighter;

/// An answer's text as blocks that stand under each other. The text is kept once; a block is laid out when
/// somebody looks at it, and until then its height is a guess. Only the blocks that are not finished are read
/// again when the text grows.
class AnswerFlow
{
public:
    /// The first pixels that changed: a block, and the y inside it.
    struct Change
    {
        int block = std::numeric_limits<int>::max();
        int y = 0;
    };

    AnswerFlow();
    ~AnswerFlow();

    const QString &text() const { return m_text; }
    void append(QStringView delta) { m_text += delta; }
    void setText(const QString &text);

    void setStyle(const AnswerStyle &style);
    const AnswerStyle &style() const { return m_style; }
    void setWidth(int width);
    int width() const { return m_width; }
    void setRaw(bool isRaw); ///< As it came instead of Markdown.
    bool isRaw() const { return m_isRaw; }
    void setNotice(const QString &notice) { m_notice = notice; } ///< Above what cannot be formatted.
    const QString &notice() const { return m_notice; }

    /// Takes in what was appended, of very much at first some.
    void update();
    bool isBehind() const { return m_takenIn < m_text.size(); } ///< Another update() takes in more.

    /// So much of the text stands in the blocks.
    qsizetype takenIn() const { return m_records.empty() ? 0 : m_records.back().source.start + m_records.back().source.size; }

    Change takeChange();

    int count() const { return m_heights.count(); }
    int finished() const { return m_finished; } ///< So many blocks, from the first, stay as they are ...
    int edition() const { return m_edition; }   ///< ... until this number changes.
    int top(int block) const { return m_heights.top(block); }
    int height(int block) const { return m_heights.height(block); }
    int totalHeight() const { return m_heights.top(count()); }
    int blockAt(int y) const { return m_heights.indexAt(y); }

    /// Laid out now if it was not; its height is true from then on.
    const BlockLayout &layout(int block);
    const BlockLayout *existingLayout(int block) const;
    void keepOnly(int first, int last); ///< Forgets the layouts of all others.

    bool hasGuesses() const;

    /// Lays out, and forgets again, blocks whose height is a guess. False when there are none left.
    bool measure(std::chrono::milliseconds budget);

    QList<AnswerPart> parts(int block) const;
    int plainLength(int block) const;
    QString plainText(int block) const;
    QString separator(int block) const; ///< Between its plain text and the next one's.
    QString copyText(int block, int from, int to) const;
    QString code(int block, int part) const;         ///< Of the whole panel that the part belongs to.
    QString source(int first, int last) const; ///< The Markdown of these blocks.
    bool isHeading(int block) const;

private:
    struct Record
    {
        MarkdownBlock source;
        bool hasNotice = false;
        bool isMeasured = false;
        mutable int plainLength = -1; ///< Counted when asked for.
        std::unique_ptr<BlockLayout> layout = {};
        std::unique_ptr<BlockLayout> older = {}; ///< Of the block before it changed: what is the same is taken over.
    };

    void startAgain();
    void place(int block, const MarkdownBlock &source);
    void noteChange(int block, int y);
    int guessedHeight(const MarkdownBlock &block) const;
    QList<AnswerPart> partsOf(const Record &record, bool isColoured) const;

    QString m_text;
    AnswerStyle m_style;
    int m_lineHeight = 1;
    int m_charWidth = 1;
    int m_width = 0;
    bool m_isRaw = false;
    QString m_notice;

    MarkdownBlocks m_blocks;
    std::vector<Record> m_records;
    HeightIndex m_heights;
    CharacterFonts m_fonts;
    qsizetype m_takenIn = 0; ///< So much of the text stands in blocks.
    int m_finished = 0;   ///< So many records will not change any more.
    int m_edition = 0;
    mutable int m_unmeasured = 0; ///< No guess before this one.
    QSet<int> m_laidOut;
    Change m_change;
    std::unique_ptr<CodeHighlighter> m_highlighter;
};

} // namespace studio
