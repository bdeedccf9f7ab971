#pragma once

#include "gui/AnswerFlow.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <optional>

namespace studio
{

/// Where a reader is: in which section, and how far through it. Sections begin at headings, or at every block
/// where there are no two headings; what stands before the first heading is a section too.
struct ReadingPlace
{
    int section = 0;
    int sections = 0;  ///< How many there are.
    qreal through = 0; ///< 0 at its beginning, to 1.
};

/// Shows a flow through a viewport: lays out what is seen, moves pixels that stay the same and paints only the
/// others. Keeps to the end while the text grows until the reader scrolls away; scrolled away, what the reader
/// looks at stays where it is.
class AnswerScroller : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit AnswerScroller(QWidget *parent = nullptr);
    ~AnswerScroller() override;

    const AnswerFlow &flow() const { return m_flow; }
    void setNotice(const QString &notice) { m_flow.setNotice(notice); }
    void append(const QString &delta) { m_flow.append(delta); } ///< Shown by the next refresh().
    void setText(const QString &text);                          ///< Begins at its top.
    void setRaw(bool isRaw);
    void setPlaceholder(const QString &text);
    const QString &placeholder() const { return m_placeholder; }

    /// Brings on screen what came.
    void refresh();

    bool isFollowing() const { return m_isFollowing; }
    void follow();
    void stay() { setFollowing(false); } ///< The reader found something.

    /// What stands at the upper edge.
    struct Anchor
    {
        int block = 0;
        int offset = 0; ///< From the block's top; less than 0 in the margin above the first.

        bool operator==(const Anchor &) const = default;
    };
    Anchor anchor() const { return m_anchor; }

    ReadingPlace readingPlace() const;
    void showPlace(const ReadingPlace &place);

signals:
    void readerScrolled();
    void followingChanged(bool isFollowing);
    void refreshed(); ///< The flow has taken in what came.

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent *event) override;

    /// What is drawn over a block's own look.
    virtual QList<MarkedRange> markedRanges(int block) const;
    virtual void drawOver(QPainter &painter, int block, QPoint origin);

    const BlockLayout &layoutOf(int block) { return m_flow.layout(block); }
    QPoint originOf(int block) const;       ///< In the viewport.
    int blockUnder(int y) const;            ///< The nearest one that is laid out; -1 when there is none.
    void showBlock(int block, const QRect &area); ///< Scrolls so that the block's area is seen, as a reader does.

private:
    int scrollTop() const;
    int contentHeight() const;
    int mostScrollTop() const;
    void settle();
    void bringOnScreen(const Anchor &before);
    void anchorAt(int scrollTop);
    void anchorToEnd();
    void normaliseAnchor();
    int layOutSeen();
    void syncBars();
    void restyle();
    void setFollowing(bool isFollowing);
    void measureSome();
    QList<int> sectionStarts() const;
    int sectionTop(const QList<int> &starts, int section) const;

    AnswerFlow m_flow;
    Anchor m_anchor;
    QString m_placeholder;
    QTimer m_measuring;
    std::optional<ReadingPlace> m_place; ///< To be found again when all heights are true.
    int m_shownTop = 0;         ///< The scroll bar's value as we last set it.
    int m_contentWidth = 0;     ///< Of the widest block seen.
    bool m_isFollowing = true;
    bool m_isBeginning = false; ///< Another text is there, and its top is wanted.
    bool m_isAdjusting = false; ///< The scroll bars move because we set them.
    bool m_isAllNew = true;     ///< No pixel can be kept.
};

} // namespace studio
