#pragma once

#include "gui/AnswerSurface.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace studio
{

class AnswerSearch;
struct TextMatch;

namespace Ui
{
class FindBar;
}

/// Finds a text in one answer: all places are marked, one of them is selected and brought on screen. Where the
/// reader selects something or clicks, from there it goes on.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(AnswerSurface &surface, QWidget *parent = nullptr);
    ~FindBar() override;

    void open(); ///< With what is selected in the answer, else with what was searched for before.
    void leave(); ///< The focus goes back to where it came from.
    void goToNext();
    void goToPrevious();
    void refresh(); ///< The answer grew.

    QList<QWidget *> inputs() const; ///< In the order of Tab.

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void searchAgain();
    void takeMatches();
    void showStatus();
    void goTo(const TextMatch &match);
    QString selectedPhrase() const;
    QString statusText() const;
    qsizetype selectedMatch() const;

    std::unique_ptr<Ui::FindBar> m_ui;
    AnswerSurface &m_surface;
    AnswerSearch *m_search;
    QPointer<QWidget> m_cameFrom; ///< May go with its page.
    TextPlace m_start;            ///< Where the reader was when the search began.
    bool m_isLooking = false;     ///< For the first place behind the start.
};

} // namespace studio
