#pragma once

#include "core/Prompt.h"
#include "gui/ColumnsView.h"
#include "run/SettingFit.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <memory>

class QShortcut;

namespace studio
{

class CompareStage;
struct ColumnFile;
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

    void comparePictures(); ///< Of all columns, in their place. Nothing happens with less than two.
    void playTogether();    ///< The same with clips.

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
    void updateStop();
    QList<ColumnFile> filesOf(MediaKind kind) const;
    void updateCompare();
    CompareStage &stage();
    void showStage(bool isShown);
    bool isStageShown() const;
    void run();
    void escape();
    bool leavesMaximised() const;
    void chooseAction(int column, Action action);
    int columnToStop() const;

    std::unique_ptr<Ui::TryPage> m_ui;
    QShortcut *m_escape;
    QTimer m_rest;            ///< Runs while an edit of a very long text is still to be given.
    QDeadlineTimer m_longest; ///< For the rest to come.
    bool m_isRunning = false;
    const MediaTools *m_tools = nullptr;
    CompareStage *m_stage = nullptr; ///< Made when it is needed first.
};

} // namespace studio
