#pragma once

#include "gui/TextBox.h"

#include <optional>
#include <vector>

namespace studio
{

/// A stretch of plain text that is drawn otherwise: selected or found.
struct MarkedRange
{
    int from = 0;
    int to = 0;
    QTextCharFormat format = {};
};

/// Something in a part that can be clicked: a link, or the word that copies a panel of code.
struct AnswerTarget
{
    enum class Kind { None, Link, CopyCode };

    Kind kind = Kind::None;
    int part = -1; ///< Of the block.
    int from = 0;  ///< In the part's plain text; a link may have several stretches, this is its first.
    int to = 0;
    QString address = {};

    bool operator==(const AnswerTarget &) const = default;
};

/// One part, laid out at a width. Positions count characters of plainText(part).
class PartLayout
{
public:
    /// A table takes over from an older one the cells that are the same; the older one is then of no more use
    /// than to be compared with.
    PartLayout(const AnswerPart &part, const AnswerStyle &style, int width, PartLayout *older = nullptr);
    PartLayout(const PartLayout &) = delete;
    PartLayout &operator=(const PartLayout &) = delete;

    const AnswerPart &part() const { return m_part; }
    int width() const { return m_width; }            ///< As asked for.
    int neededWidth() const { return m_neededWidth; } ///< More, where a table does not fit.
    int height() const { return m_height; }          ///< With the space below.

    void draw(QPainter &painter, QPoint origin, const QRect &clip, const QList<MarkedRange> &marked) const;

    /// For a page: where it may be cut, and what stands between two cuts, without what can only be clicked.
    QList<int> breaks() const;
    void drawPiece(QPainter &painter, QPoint origin, int from, int to) const;

    int positionAt(QPoint point) const;
    QRect caretAt(int position) const;
    QList<QRect> areasOf(int from, int to) const;

    QList<AnswerTarget> targets() const;
    AnswerTarget targetAt(QPoint point) const;
    QList<QRect> areasOf(const AnswerTarget &target) const;

    /// The y from which it looks otherwise than the older one; height() when nowhere.
    int firstDifference(const PartLayout &older) const;

private:
    struct Cell
    {
        TextBox box;
        QPoint at;  ///< Of the text, in the part.
        QRect area; ///< With what belongs to it.
        int start;  ///< In the plain text.
        TextBox::Wish wish = {}; ///< Of a table's cell.
    };

    void layOutText();
    void layOutRule();
    void layOutTable(PartLayout *older);
    void takeCells(PartLayout *older);
    void layOutMarker(int baseline);
    void addCell(int index, const QFont &font, qreal spacing);
    int contentLeft() const;
    int spaceBelow() const;
    bool hasHead() const;
    QRect copyArea() const;
    const Cell *cellAt(QPoint point) const;
    const Cell *cellOf(int position) const;
    void drawGround(QPainter &painter, QPoint origin) const;
    void drawHead(QPainter &painter, QPoint origin) const;
    void drawLanguage(QPainter &painter, QPoint origin) const;
    QColor inkOf() const;
    QList<int> rowBreaks(std::size_t first, std::size_t last) const;

    AnswerPart m_part;
    const AnswerStyle &m_style; ///< Of the flow, which outlives its layouts.
    std::vector<Cell> m_cells;
    std::optional<TextBox> m_marker;
    QPoint m_markerAt;
    std::vector<int> m_columnLefts; ///< Of a table, and where its last column ends.
    std::vector<int> m_rowTops;     ///< Of a table, and where its last row ends.
    int m_width = 0;
    int m_neededWidth = 0;
    int m_height = 0;
    int m_headHeight = 0;
    bool m_isRightToLeft = false;
};

} // namespace studio
