#pragma once

#include "gui/AnswerScroller.h"

#include <QBasicTimer>

#include <compare>
#include <functional>

class QUrl;

namespace studio
{

/// A place between two characters of an answer.
struct TextPlace
{
    int block = 0;
    int position = 0; ///< In the block's plain text.

    auto operator<=>(const TextPlace &) const = default;
};

/// An answer to read, select and copy from, with links and panels of code that can be clicked or reached by
/// Tab. Nothing in it opens anything: it only says what was activated. Its menu ends with its actions().
class AnswerSurface : public AnswerScroller
{
    Q_OBJECT

public:
    explicit AnswerSurface(QWidget *parent = nullptr);

    /// A link, or the word that copies a panel of code.
    struct PlacedTarget
    {
        int block = -1;
        AnswerTarget target = {};

        bool isNone() const { return target.kind == AnswerTarget::Kind::None; }
        bool operator==(const PlacedTarget &) const = default;
    };

    /// The caret is the end that moves.
    TextPlace selectionAnchor() const { return m_selectionAnchor; }
    TextPlace caret() const { return m_caret; }
    bool hasSelection() const { return m_selectionAnchor != m_caret; }
    void select(TextPlace anchor, TextPlace caret);
    void revealPlace(TextPlace place);
    TextPlace topPlace() const { return placeAt({0, 0}); } ///< At the upper edge.

    QString selectedText() const;   ///< As a copy has it; a very long one as it came.
    QString selectedSource() const; ///< The Markdown of the blocks that the selection touches, without one of all.
    QString wholeText() const;      ///< All of it as it reads, with stand-ins.

    /// What is drawn otherwise in a block: what a search found. Asked for the blocks that are painted.
    using Marks = std::function<QList<MarkedRange>(int block)>;
    void setMarks(const Marks &marks);

public slots:
    void copy();
    void copySource();
    void selectAll();

signals:
    void linkActivated(const QUrl &url); ///< http, https or mailto. Nothing has been opened.
    void selectionChanged();
    void focusMoved(); ///< To this pane, away from it or to something in it.

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void drawOver(QPainter &painter, int block, QPoint origin) override;
    void focusInEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool isNext) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QList<MarkedRange> markedRanges(int block) const override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    friend class AccessibleAnswer; // shows screen readers what is on screen, and does for them what a mouse does

    TextPlace placeAt(QPoint point) const;
    PlacedTarget targetAt(QPoint point) const;
    QPoint keyboardPoint();
    void openMenu(QPoint point);
    void activate(const PlacedTarget &target);
    void focusTarget(const PlacedTarget &target);
    PlacedTarget focusedTarget(); ///< None when the text has it no more.
    bool moveCaret(QKeyEvent *event);
    TextPlace moved(TextPlace place, int by) const;
    TextPlace nextWord(TextPlace place, bool isForward) const;
    TextPlace clamped(TextPlace place) const;
    void selectAround(QPoint point, bool isWholeLine);
    QString textBetween(TextPlace from, TextPlace to) const;
    void dragTo(QPoint point);

    TextPlace m_selectionAnchor;
    TextPlace m_caret;
    PlacedTarget m_pressed;
    PlacedTarget m_focused;
    Marks m_marks;
    QBasicTimer m_dragScroll;
    QElapsedTimer m_sinceDoubleClick;
    bool m_isDragging = false;
};

} // namespace studio
