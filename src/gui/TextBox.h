#pragma once

#include "gui/AnswerPart.h"

#include <QTextLayout>

#include <memory>

class QPainter;

namespace studio
{

struct AnswerStyle;

/// One text, broken into lines. Everything is in whole pixels, so that scrolled pixels stay true.
class TextBox
{
public:
    /// Lines are spacing times as high as their letters.
    TextBox(const AnswerText &text, const QFont &font, const AnswerStyle &style, qreal spacing);

    static constexpr int noLimit = 1 << 20;

    /// How wide it must be so that no word gets broken, and how wide it would like to be. Not laid out afterwards.
    struct Wish
    {
        int least = 0;
        int liked = 0;
    };
    Wish measure();

    void layOut(int width);
    int width() const { return m_width; }
    int height() const { return m_height; }
    int naturalWidth() const; ///< Of the longest line.
    int baseline() const;     ///< Of the first line.
    bool isRightToLeft() const { return m_isRightToLeft; }

    /// Ranges are drawn over the text's own formats.
    void draw(QPainter &painter, QPoint origin, const QRect &clip, const QList<QTextLayout::FormatRange> &ranges) const;

    /// For a page: where it may be cut, which is above every line but the first, and the lines between two cuts.
    QList<int> breaks() const;
    bool hasLineAcross(int y) const;
    void drawLines(QPainter &painter, QPoint origin, int from, int to) const;

    int positionAt(QPoint point) const; ///< The nearest place between two characters.
    int characterAt(QPoint point) const; ///< The character under the point; -1 when there is none.
    QRect caretAt(int position) const;
    QList<QRect> areasOf(int from, int to) const; ///< One a line.

    /// The y from which it looks otherwise than the older one of the same width; height() when nowhere.
    int firstDifference(const TextBox &older) const;

private:
    QTextLine lineAt(QPoint point) const;

    std::unique_ptr<QTextLayout> m_layout;
    qreal m_spacing;
    int m_width = -1; ///< Not laid out yet.
    int m_height = 0;
    bool m_isRightToLeft = false;
};

} // namespace studio
