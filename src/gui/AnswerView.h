#pragma once

#include "gui/AnswerScroller.h"

#include <QWidget>

class QAction;
class QPushButton;
class QUrl;

namespace studio
{

class AnswerSurface;
class FindBar;
class FrameClock;
class ReasoningFold;
struct Printout;

/// Shows one answer as it streams, as Markdown or as it came: the text, what the model thought before it, and
/// a way back to the end. It is updated at most once a frame, and only while somebody can see it.
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

    const QString &text() const;
    const QString &reasoning() const;

    /// What stands beside "Thinking": "900 tokens, counted in the cost".
    void setReasoningNote(const QString &note);

    /// As it came instead of Markdown.
    void setPlain(bool isPlain);
    bool isPlain() const;

    void setPlaceholder(const QString &text);
    void setAnswerName(const QString &accessibleName);
    void jumpToLatest();

    Printout printout() const; ///< Without a title: who answered is not known here.

    /// Opens the bar that searches the answer, with what is selected in it.
    void find();
    void findNext();
    void findPrevious();

    /// The pane itself, for its selection and its text as it reads.
    AnswerSurface &surface() const { return *m_surface; }

    /// What stands at the upper edge; showPlace() of another answer's place finds the counterpart here.
    ReadingPlace readingPlace() const;
    void showPlace(const ReadingPlace &place);

    /// The clock that several views share; without one each has its own.
    void setFrameClock(FrameClock *clock);

signals:
    void linkActivated(const QUrl &url); ///< http, https or mailto. Nothing has been opened.
    void printRequested();
    void placeChanged();                 ///< The reader scrolled; neither growth nor showPlace() count.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void addActions();
    bool isFinding() const;
    void schedule();
    void refresh();
    void placeJumpButton();

    ReasoningFold *m_reasoning;
    AnswerSurface *m_surface;
    FindBar *m_findBar = nullptr; ///< Made when it is first wanted.
    QPushButton *m_jumpButton;
    QAction *m_rawAction;
    QAction *m_printAction;
    FrameClock *m_clock;
    bool m_isStale = false;
    bool m_hasNews = false; ///< Text came while the reader looked elsewhere.
};

} // namespace studio
