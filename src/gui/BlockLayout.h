#pragma once

#include "gui/PartLayout.h"

namespace studio
{

/// One block of an answer, laid out. Positions count characters of plainText(parts).
class BlockLayout
{
public:
    /// Takes over from an older layout of the same block what is the same.
    BlockLayout(const QList<AnswerPart> &parts, const AnswerStyle &style, int width,
                std::unique_ptr<BlockLayout> older = nullptr);

    int height() const { return m_height; }
    int neededWidth() const { return m_neededWidth; }
    int firstDifference() const { return m_firstDifference; } ///< The y from which the older one looked otherwise.

    void draw(QPainter &painter, QPoint origin, const QRect &clip, const QList<MarkedRange> &marked) const;

    /// For a page: where it may be cut, in order, and what stands between two cuts.
    QList<int> breaks() const;
    void drawPiece(QPainter &painter, QPoint origin, int from, int to) const;

    int positionAt(QPoint point) const;
    QRect caretAt(int position) const;
    QList<QRect> areasOf(int from, int to) const;

    QList<AnswerTarget> targets() const;
    AnswerTarget targetAt(QPoint point) const;
    QList<QRect> areasOf(const AnswerTarget &target) const;
    int codePartAt(QPoint point) const; ///< -1 where there is no code.

private:
    struct Placed
    {
        std::unique_ptr<PartLayout> layout;
        int top;
        int start; ///< In the plain text.
    };

    const Placed *placedAt(int y) const;
    AnswerTarget placedTarget(AnswerTarget target, const Placed &placed) const;

    std::vector<Placed> m_parts;
    int m_height = 0;
    int m_neededWidth = 0;
    int m_firstDifference = 0;
};

} // namespace studio
