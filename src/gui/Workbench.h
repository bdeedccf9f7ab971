#pragma once

#include "gui/Loudness.h"
#include "gui/MainWindow.h"
#include "gui/MediaTools.h"
#include "gui/RunController.h"
#include "gui/WelcomePage.h"
#include "media/PictureDecoder.h"

#include <QObject>
#include <QPointer>
#include <QStackedWidget>

class QMessageBox;

namespace studio
{

class AccountsController;
class AccountsPage;
class ChooseController;
class ChoosePage;
class ExportController;
class ExportPanel;
class ModelDetails;
class Inspector;
class ResultShelf;
class ResultsController;
class ResultsPage;
class RunColumn;
class Settings;
class ThumbnailLoader;
class TrialController;
class TrialStore;
class TryPage;

/// The main window with everything in it: makes the pages and their controllers and joins them.
class Workbench : public QObject
{
    Q_OBJECT

public:
    /// What the window works with; app/ owns it and keeps it longer than the workbench.
    struct Services
    {
        RunController::Flows flows;
        TrialStore &trials;
        Settings &settings;
        Theme &theme;
        ResultShelf &results;
        ThumbnailLoader &thumbnails;
    };

    explicit Workbench(const Services &services, QObject *parent = nullptr);
    ~Workbench() override;

    MainWindow &window() { return *m_window; }

    /// A job whose id is still to come: it would be lost if the program ended now.
    bool isSubmitting() const { return m_runs->isSubmitting(); }

    /// The trial that was open last, or the welcome page.
    void openLast();

    /// The finished trial behind a question of the welcome page.
    void openQuestion(Question question);

    void openFile(const QString &path);

private:
    void makePages();
    void makeControllers();
    void connectWelcome();
    void connectChoose();
    void connectRuns();
    void connectAccounts();
    void connectResults();
    void connectWindow();
    void connectTrial();
    void connectMenus();
    void openTrial(const Trial &trial);
    void addReference(const Media &media);
    void chooseRouting(const QString &setting, const QString &company);
    void askOnlyForgetful();
    void actOnModels(Action action);
    void takeRouting(const Prompt &prompt);
    void takeEdit(const Trial &trial);
    void showSteps();
    RunColumn *currentColumn() const;
    void printAnswer();
    void showTitle();
    void showConnections();
    void showProblem(const Error &error);
    void say(const QString &warning);

    Services m_services;
    PictureDecoder m_decoder;
    Loudness m_loudness;
    MediaTools m_mediaTools;
    RunSet m_preparer; ///< Makes Requests for the export; runs nothing.
    std::unique_ptr<MainWindow> m_window;
    QPointer<QMessageBox> m_warning; ///< The last one; it ends when it is closed.

    // Pages belong to the window, controllers to their pages.
    WelcomePage *m_welcome = nullptr;
    ChoosePage *m_choosePage = nullptr;
    TryPage *m_tryPage = nullptr;
    ResultsPage *m_resultsPage = nullptr;
    AccountsPage *m_accountsPage = nullptr;
    ExportPanel *m_exportPage = nullptr;
    ExportPanel *m_codePanel = nullptr;
    Inspector *m_inspector = nullptr;
    ModelDetails *m_details = nullptr;
    QStackedWidget *m_inspectors = nullptr; ///< What the Inspector shows goes with the page.
    TrialController *m_trial = nullptr;
    ChooseController *m_choose = nullptr;
    RunController *m_runs = nullptr;
    ResultsController *m_results = nullptr;
    AccountsController *m_accounts = nullptr;
    QList<ExportController *> m_exports;
};

} // namespace studio
