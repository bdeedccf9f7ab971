#pragma once

#include "gui/Page.h"
#include "gui/Theme.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QToolButton;

namespace studio
{

class EditActions;
class PaneWalk;
class TrialList;

namespace Ui
{
class MainWindow;
}

/// How one account stands, for the status bar.
struct ConnectionState
{
    QString provider; ///< Profile::name.
    bool isConnected = false;
};

/// The window: menus, a stack of pages, docks and the status bar. It moves between its pages by itself and
/// passes every other intention on.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Takes the widget over. A page that has none cannot be shown.
    void setPage(Page page, QWidget *widget);
    void showPage(Page page);
    std::optional<Page> currentPage() const { return m_current; }
    void goBack(); ///< To the page before this one.

    void setCodePanel(QWidget *widget);
    void setInspector(QWidget *widget);
    void setCodePanelShown(bool isShown);
    void setInspectorShown(bool isShown);

    TrialList &trialList();
    StepBar &stepBar();

    void setTrialTitle(const QString &title); ///< Empty: no trial is open.
    void setAnswersShown(bool areShown);      ///< There is something to find and print.
    void setThemeChoice(ThemeChoice choice);  ///< What the menu marks.
    void setDetailed(bool isDetailed);

    void setConnections(const QList<ConnectionState> &connections);
    void setActivity(const QString &text); ///< What works right now; empty for nothing.
    void setActivityPlace(bool canShow);   ///< There is a place where it is shown.

    /// Geometry, docks and their sizes, as bytes for the settings.
    QByteArray layoutState() const;
    bool restoreLayout(const QByteArray &state); ///< False and unchanged for bytes it does not know.

signals:
    void newTrialRequested();
    void openFileRequested();
    void saveCopyRequested(); ///< Of the open trial.
    void printRequested();
    void findRequested();
    void findNextRequested();
    void findPreviousRequested();
    void fileDropped(const QString &path);
    void themeChosen(studio::ThemeChoice choice);
    void detailedChosen(bool isDetailed);
    void pageShown(studio::Page page);
    void codePanelShown(bool isShown);
    void inspectorShown(bool isShown);
    void activityWanted(); ///< To see what works right now.
    void aboutToClose(); ///< The layout can still be asked for.

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpDocks();
    void setUpHeader();
    void setUpStatusBar();
    void connectTrialMenu();
    void connectEditMenu();
    void connectViewMenu();
    void connectThemeMenu();
    void connectToolsAndHelp();
    void connectSteps();
    void fitSteps();
    void showTitle();
    void showAbout();
    void showShortcuts();

    std::unique_ptr<Ui::MainWindow> m_ui;
    TrialList *m_trialList;
    EditActions *m_editActions;
    PaneWalk *m_paneWalk;
    QLabel *m_activity;
    QToolButton *m_showActivity;
    QLabel *m_connections;
    std::array<QWidget *, pageCount> m_pages{};
    std::optional<Page> m_current = {};
    std::optional<Page> m_previous = {};
    QString m_trialTitle;
};

} // namespace studio
