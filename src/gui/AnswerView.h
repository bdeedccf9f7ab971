#pragma once

#include "gui/AnswerDocument.h"
#include "gui/MarkdownBlocks.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QPushButton;
class QTextBrowser;
class QUrl;

namespace studio
{

class FrameClock;
class ReasoningFold;

/// Where a reader is: in which section, and how far through it. Sections begin at headings, or at every block
/// where there are no two headings; what stands before the first heading is a section too.
struct ReadingPlace
{
    int section = 0;
    int sections = 0;   ///< How many there are.
    qreal through = 0;  ///< 0 at its beginning, to 1.
};

/// Shows one answer as it streams, as Markdown or as it came. Finished blocks stay as they are laid out;
/// only the unfinished tail is rendered again, at most once a frame, and only while somebody can see it.
///
/// The answer is untrusted: nothing in it is loaded, run or opened. It keeps to the end while the answer
/// grows until the reader scrolls away.
class AnswerView : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerView(QWidget *parent = nullptr);
    ~AnswerView() override;

    void appendText(const QString &delta);
    void appendReasoning(const QString &delta);
    void setText(const QString &whole); ///< Begins at its top, unless it goes on what is there.
    void setReasoning(const QString &whole);
    void clear();

    QString text() const { return m_text; }
    QString reasoning() const;

    /// What stands beside "Thinking": "900 tokens, counted in the cost".
    void setReasoningNote(const QString &note);

    /// As it came instead of Markdown.
    void setPlain(bool isPlain);
    bool isPlain() const { return m_isPlain; }

    void setPlaceholder(const QString &text);
    void setAnswerName(const QString &accessibleName);
    void jumpToLatest();

    /// What stands at the upper edge; showPlace() of another answer's place finds the counterpart here.
    ReadingPlace readingPlace() const;
    void showPlace(const ReadingPlace &place);

    /// The clock that several views share; without one each has its own.
    void setFrameClock(FrameClock *clock);

signals:
    void placeChanged(); ///< The reader scrolled; neither growth nor showPlace() count.
    void linkActivated(const QUrl &url); ///< http, https or mailto. Nothing has been opened.

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void schedule();
    void refresh();
    void startAgain();
    void renderAnswer();
    void write(const MarkdownBlock &block);
    void settleScrolling();
    void keepToEnd();
    void noteScrolling();
    void placeJumpButton();

    ReasoningFold *m_reasoning;
    QTextBrowser *m_browser;
    QPushButton *m_jumpButton;
    QTimer m_frame;

    QString m_text;
    std::optional<AnswerDocument> m_document;
    AnswerDocument::Mark m_finished; ///< Behind the blocks that stay.
    MarkdownBlocks m_blocks;
    bool m_isPlain = false;
    bool m_hasMonster = false; ///< The block being written is beyond the limit and has its notice.
    bool m_isStale = false;
    bool m_isFollowing = true;
    bool m_isAtTop = false;     ///< Another text is shown and its beginning is wanted.
    bool m_isAdjusting = false; ///< The scroll bar moves because we write, not because somebody scrolls.
    bool m_hasNews = false;     ///< Text came while the reader looked elsewhere.
};

} // namespace studio
