#pragma once

#include "core/Prompt.h"
#include "gui/ColumnsView.h"
#include "gui/TypingRest.h"
#include "run/SettingFit.h"

#include <QWidget>

#include <memory>

namespace studio
{

class StageSwitch;
class StopRow;
struct MediaTools;

namespace Ui
{
class TryPage;
}

/// The prompt workspace: the prompt is written once and every column answers it.
class TryPage : public QWidget
{
    Q_OBJECT

public:
    explicit TryPage(QWidget *parent = nullptr);
    ~TryPage() override;

    /// Nothing happens, and undo stays, when the page has this prompt already.
    void setPrompt(const Prompt &prompt);
    Prompt prompt() const;

    /// A very long text is given only when the typing rests: whoever needs it sooner asks for it.
    void giveEdit();

    ColumnsView &columns() const;
    void setColumnCount(int count);

    void setRunText(const QString &text); ///< "Run 3 · about $0.006".
    void setRunning(bool isRunning);
    void setSummary(const QString &text); ///< "Fastest B · cheapest A. One run each is not a measurement."
    void setDetailed(bool isDetailed);

    /// What each column takes of settings and files.
    void setFits(const QList<ColumnFit> &fits);
    void setScrollingTogether(bool isTogether);

    /// For pictures and videos; they outlive the page.
    void setMediaTools(const MediaTools &tools);

    /// A picture to go along with the prompt, and the prompt has the focus.
    void addReference(const Media &picture);

    /// What is missing before the run can be live; an empty message takes it away.
    void setStrip(const Message &message);

    void focusPrompt();

signals:
    void promptEdited();
    void runRequested(); ///< Every blank has a value.
    void stopRequested(int column);
    void stopAllRequested();
    void retryRequested(int column);
    void sentRequested(int column);
    void removeRequested(int column);
    void actionRequested(int column, studio::Action action);
    void stripActionChosen(studio::Action action);
    void addModelRequested();
    void linkActivated(const QUrl &url);
    void referenceRequested(const studio::KeptMedia &file);
    void openRequested(const QString &path); ///< A clip, in the user's own player.
    void arrangementChosen(studio::Arrangement arrangement);
    void scrollingTogetherChosen(bool isTogether);

private:
    void connectPrompt();
    void connectColumns();
    void addShortcuts();
    void addColumnsMenu();
    void showInstructions(bool isShown);
    void removeInstructions();
    void showSettings(bool isShown);
    void takeEdit();
    void giveText();
    void updateBlanks();
    void updateSettingsButton();
    void updateRun();
    void run();
    void chooseAction(int column, Action action);

    std::unique_ptr<Ui::TryPage> m_ui;
    TypingRest m_rest;
    bool m_isRunning = false;
    StageSwitch *m_stage;
    StopRow *m_stops;
};

} // namespace studio
