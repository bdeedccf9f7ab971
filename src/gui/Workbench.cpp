#include "gui/Workbench.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "core/CompanyLists.h"
#include "gui/AccountsController.h"
#include "gui/AccountsPage.h"
#include "gui/AnswerView.h"
#include "gui/ChooseController.h"
#include "gui/ChoosePage.h"
#include "gui/ExportController.h"
#include "gui/ExportPanel.h"
#include "gui/Inspector.h"
#include "gui/ModelDetails.h"
#include "gui/NetworkPage.h"
#include "gui/OpenWeb.h"
#include "gui/Preferences.h"
#include "gui/QuestionTrial.h"
#include "gui/ResultViewer.h"
#include "gui/ResultsController.h"
#include "gui/ResultsPage.h"
#include "gui/RunColumn.h"
#include "gui/TrialController.h"
#include "gui/TrialList.h"
#include "gui/TrialNotice.h"
#include "gui/TrialTitle.h"
#include "gui/TryPage.h"
#include "net/Transport.h"
#include "run/Attachments.h"
#include "store/Settings.h"

#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace studio
{

Workbench::Workbench(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_mediaTools{services.flows.media, m_decoder, services.thumbnails, &m_loudness}
    , m_preparer(services.flows.transport, services.flows.accounts, services.flows.catalog, nullptr)
    , m_window(std::make_unique<MainWindow>())
{
    makePages();
    makeControllers();
    connectWelcome();
    connectChoose();
    connectRuns();
    connectAccounts();
    connectWindow();
    connectTrial();
    connectResults();
    connectMenus();
    auto *preferences = new Preferences(
        m_services.settings, {*m_window, m_services.theme, *m_tryPage, *m_accounts, *m_runs}, this);
    preferences->bringBack();
    showConnections();
    showSteps();
}

Workbench::~Workbench() = default;

void Workbench::makePages()
{
    const RunController::Flows &flows = m_services.flows;
    m_welcome = new WelcomePage;
    m_choosePage = new ChoosePage;
    m_tryPage = new TryPage;
    m_resultsPage = new ResultsPage;
    m_tryPage->setMediaTools(m_mediaTools);
    m_resultsPage->setMediaTools(m_mediaTools);
    m_accountsPage = new AccountsPage;
    m_inspector = new Inspector;
    m_exportPage = new ExportPanel;
    m_codePanel = new ExportPanel;
    auto *network = new NetworkPage;
    network->setHosts(flows.transport.contactedHosts());
    connect(&flows.transport, &Transport::hostContacted, network, &NetworkPage::addHost);

    m_window->setPage(Page::Welcome, m_welcome);
    m_window->setPage(Page::Choose, m_choosePage);
    m_window->setPage(Page::Try, m_tryPage);
    m_window->setPage(Page::Export, m_exportPage);
    m_window->setPage(Page::Results, m_resultsPage);
    m_window->setPage(Page::Accounts, m_accountsPage);
    m_window->setPage(Page::Network, network);
    m_window->setCodePanel(m_codePanel);
    m_details = new ModelDetails;
    m_inspectors = new QStackedWidget;
    m_inspectors->addWidget(m_inspector);
    m_inspectors->addWidget(m_details);
    m_window->setInspector(m_inspectors);
}

void Workbench::makeControllers()
{
    const RunController::Flows &flows = m_services.flows;
    m_trial = new TrialController(m_services.trials, m_window->trialList(), *m_window);
    // Before the runs hear of it: the history of a file tells the prompt that was asked, not the one before.
    connect(m_tryPage, &TryPage::runRequested, m_trial, &TrialController::flush);
    connect(m_tryPage, &TryPage::retryRequested, m_trial, &TrialController::flush);
    m_choose = new ChooseController({flows, m_services.trials, m_services.settings}, *m_choosePage, *m_details);
    m_runs = new RunController(flows, *m_tryPage, *m_inspector);
    m_results = new ResultsController(m_services.results, flows.media, m_services.thumbnails, *m_resultsPage,
                                      [this](const QString &id) {
                                          const QString title = m_window->trialList().titleOf(id);
                                          return title.isEmpty() ? tr("Deleted trial") : title;
                                      });
    m_accounts = new AccountsController(flows.accounts, flows.transport, *m_accountsPage, *m_window);
    for (ExportPanel *panel : {m_exportPage, m_codePanel}) {
        panel->setStreaming(true); // as the window runs it
        panel->setFormat(formatNamed(m_services.settings.exportFormat()).value_or(Format::Curl));
        auto *controller = new ExportController(m_preparer, flows.accounts, flows.catalog, *panel);
        connect(controller, &ExportController::formatChanged, this, [this](Format format) {
            m_services.settings.setExportFormat(QString(nameOf(format)));
        });
        m_exports << controller;
    }
}

void Workbench::connectWelcome()
{
    connect(m_welcome, &WelcomePage::questionChosen, this, &Workbench::openQuestion);
    connect(m_welcome, &WelcomePage::connectRequested, m_accounts, &AccountsController::askForKey);
    connect(m_welcome, &WelcomePage::serverRequested, m_accounts, &AccountsController::askForServer);
    connect(m_welcome, &WelcomePage::browseRequested, this, [this] {
        m_trial->create(newTrial());
        m_window->showPage(Page::Choose);
        m_choosePage->focusSearch();
    });
    connect(m_welcome, &WelcomePage::skipRequested, this, [this] { m_trial->create(newTrial()); });
}

void Workbench::connectChoose()
{
    connect(m_choose, &ChooseController::picksChanged, m_trial, &TrialController::setTargets);
    connect(m_choose, &ChooseController::tryRequested, this, [this] {
        m_window->showPage(Page::Try);
        m_tryPage->focusPrompt();
    });
    connect(m_choose, &ChooseController::detailsRequested, this, [this] {
        m_window->setInspectorShown(true);
        m_details->focusTabs();
    });
    connect(m_choose, &ChooseController::routingChosen, this, &Workbench::chooseRouting);
    connect(m_choose, &ChooseController::onlyForgetfulWanted, this, &Workbench::askOnlyForgetful);
    connect(m_choose, &ChooseController::failed, this, &Workbench::showProblem);
    connect(m_window.get(), &MainWindow::pageShown, this, [this](Page page) {
        m_inspectors->setCurrentWidget(page == Page::Choose ? static_cast<QWidget *>(m_details) : m_inspector);
        if (page == Page::Choose)
            m_choose->beginVisit();
    });
    connect(m_choose, &ChooseController::pickRefused, this, [this] {
        m_window->setActivity(tr("Six models at most: take one out first."));
    });
}

void Workbench::connectRuns()
{
    connect(m_runs, &RunController::connectRequested, m_accounts, &AccountsController::askForKey);
    connect(m_runs, &RunController::accountsRequested, this, [this] { m_window->showPage(Page::Accounts); });
    connect(m_runs, &RunController::chooseRequested, this, [this] { m_window->showPage(Page::Choose); });
    connect(m_runs, &RunController::replaceRequested, this, [this] { actOnModels(Action::Replace); });
    connect(m_runs, &RunController::inspectorRequested, this, [this] { m_window->setInspectorShown(true); });
    connect(m_runs, &RunController::linkActivated, this, [this](const QUrl &link) { openWeb(link, m_window.get()); });
    connect(m_runs, &RunController::activityChanged, m_window.get(), [this](const QString &text, bool isElsewhere) {
        m_window->setActivity(text);
        m_window->setActivityPlace(isElsewhere);
    });
    connect(m_window.get(), &MainWindow::activityWanted, this, [this] {
        if (const QString trial = m_runs->workingTrial(); trial != m_trial->trial().id)
            m_trial->open(trial);
        m_window->showPage(Page::Try);
    });
    connect(m_runs, &RunController::columnsChanged, this, &Workbench::showSteps);
    // What a run would send now depends on them: at the start a list comes after the trial is open.
    connect(&m_services.flows.catalog, &Catalog::changed, this, &Workbench::showSteps);
    connect(&m_services.flows.accounts, &Accounts::keyStateChanged, this, &Workbench::showSteps);
    connect(&m_services.flows.accounts, &Accounts::profilesChanged, this, &Workbench::showSteps);
    connect(m_runs, &RunController::keepFailed, this, &Workbench::showProblem);
    connect(m_runs, &RunController::fetchRefused, this, &Workbench::showProblem);
    connect(m_runs, &RunController::optionsChanged, this, [this] {
        m_tryPage->giveEdit();
        takeEdit(m_trial->trial());
    });
    connect(m_runs, &RunController::removeRequested, this, [this](int column) {
        QList<Target> targets = m_trial->trial().targets;
        targets.removeAt(column - 1);
        m_trial->setTargets(targets);
    });
    for (ExportController *controller : std::as_const(m_exports)) {
        connect(controller, &ExportController::saveRefused, this, &Workbench::say);
        connect(controller, &ExportController::noticeActionChosen, this, &Workbench::actOnModels);
    }
}

void Workbench::connectAccounts()
{
    connect(m_accounts, &AccountsController::accountsChanged, this, &Workbench::showConnections);
    connect(m_accounts, &AccountsController::failed, this, &Workbench::showProblem);
}

void Workbench::connectTrial()
{
    connect(m_tryPage, &TryPage::promptEdited, this, [this] { m_trial->setPrompt(m_tryPage->prompt()); });
    connect(m_trial, &TrialController::flushing, m_tryPage, &TryPage::giveEdit);
    connect(m_tryPage, &TryPage::openRequested, this, [](const QString &path) { openClip(path); });
    connect(m_trial, &TrialController::opened, this, &Workbench::openTrial);
    connect(m_trial, &TrialController::edited, this, &Workbench::takeEdit);
    connect(m_trial, &TrialController::failed, this, &Workbench::showProblem);
    connect(m_trial, &TrialController::fileDescribed, m_results, &ResultsController::takeDescription);
    connect(m_trial, &TrialController::closed, this, [this] {
        m_window->setTrialTitle({});
        m_window->showPage(Page::Welcome);
        showSteps();
    });
}

void Workbench::connectResults()
{
    m_loudness.setPercent(m_services.settings.loudness());
    connect(&m_loudness, &Loudness::changed, this, [this](int percent) { m_services.settings.setLoudness(percent); });
    m_resultsPage->viewer().setLoudness(&m_loudness);
    connect(m_window.get(), &MainWindow::pageShown, m_results, [this](Page page) {
        if (page != Page::Results)
            return;
        m_results->refresh();
        m_resultsPage->focusLarge();
    });
    connect(m_runs, &RunController::columnsChanged, m_results, &ResultsController::refreshSoon);
    connect(m_resultsPage, &ResultsPage::newTrialRequested, m_window.get(), &MainWindow::newTrialRequested);
    connect(m_results, &ResultsController::said, m_window.get(), &MainWindow::setActivity);
    connect(m_results, &ResultsController::refused, this, &Workbench::say);
    connect(m_results, &ResultsController::failed, this, &Workbench::showProblem);
    connect(m_results, &ResultsController::referenceGiven, this, &Workbench::addReference);
    connect(m_results, &ResultsController::trialRequested, this, [this](const QString &id, const Trial &asked) {
        if (m_trial->open(id))
            return;
        if (asked.id.isEmpty()) {
            m_window->setActivity(tr("The trial was deleted, and its prompt was not kept."));
            return;
        }
        Trial again = asked;
        again.id = newTrial().id;
        m_trial->create(again);
    });
}

/// Sent along with the open trial's prompt, or with a new one's.
void Workbench::addReference(const Media &media)
{
    if (!m_trial->hasTrial())
        m_trial->create(newTrial());
    m_trial->flush(); // what was just typed is part of the prompt
    Prompt prompt = m_trial->trial().prompt;
    if (noRoomFor(media, prompt.attachments)) {
        m_window->setActivity(tr("There is no room for one more file beside those that are sent along."));
        return;
    }
    prompt.attachments << media;
    m_trial->setPrompt(prompt);
    openTrial(m_trial->trial());
}

void Workbench::connectWindow()
{
    connect(m_window.get(), &MainWindow::aboutToClose, m_trial, &TrialController::flush);
    connect(m_window.get(), &MainWindow::pageShown, this, &Workbench::showSteps);
    connect(m_window.get(), &MainWindow::inspectorShown, m_runs, &RunController::setInspecting);
}

void Workbench::connectMenus()
{
    connect(m_window.get(), &MainWindow::newTrialRequested, this, [this] { m_trial->create(newTrial()); });
    connect(&m_window->trialList(), &TrialList::currentClicked, this, [this] {
        const auto page = m_window->currentPage();
        if (!page || !stepOf(*page))
            m_window->showPage(Page::Try);
    });
    connect(&m_window->trialList(), &TrialList::currentEntered, this, [this] {
        m_window->showPage(Page::Try);
        m_tryPage->focusPrompt();
    });
    connect(m_window.get(), &MainWindow::openFileRequested, m_trial, &TrialController::openFile);
    connect(m_window.get(), &MainWindow::fileDropped, m_trial, &TrialController::importFile);
    connect(m_window.get(), &MainWindow::saveCopyRequested, this, [this] {
        if (m_trial->hasTrial())
            m_trial->saveCopy(m_trial->trial().id);
    });
    connect(m_window.get(), &MainWindow::printRequested, this, &Workbench::printAnswer);
    const auto connectToAnswer = [this](auto signal, auto act) {
        connect(m_window.get(), signal, this, [this, act] {
            if (const RunColumn *column = currentColumn())
                (column->answer().*act)();
        });
    };
    connectToAnswer(&MainWindow::findRequested, &AnswerView::find);
    connectToAnswer(&MainWindow::findNextRequested, &AnswerView::findNext);
    connectToAnswer(&MainWindow::findPreviousRequested, &AnswerView::findPrevious);
}

RunColumn *Workbench::currentColumn() const
{
    const ColumnsView &columns = m_tryPage->columns();
    return columns.current() > 0 ? &columns.column(columns.current()) : nullptr;
}

void Workbench::printAnswer()
{
    RunColumn *column = currentColumn();
    if (column == nullptr)
        return;
    if (column->answer().text().isEmpty())
        m_window->setActivity(tr("There is no answer to print yet."));
    column->print();
}

void Workbench::openLast()
{
    const QString last = m_services.settings.lastTrial();
    if (last.isEmpty() || !m_trial->open(last))
        m_window->showPage(Page::Welcome);
}

void Workbench::openQuestion(Question question)
{
    m_trial->create(trialFor(question));
}

void Workbench::openFile(const QString &path)
{
    m_trial->importFile(path);
}

void Workbench::openTrial(const Trial &trial)
{
    m_services.settings.setLastTrial(trial.id);
    m_choose->setPicks(trial.targets);
    m_choose->setPrompt(trial.prompt);
    m_runs->open(trial);
    for (ExportController *controller : std::as_const(m_exports))
        controller->setTrial(trial, m_runs->options());
    showTitle();
    m_window->showPage(Page::Try);
    if (!m_window->trialList().hasRowFocus()) // else arrow keys could not walk the list
        m_tryPage->focusPrompt();
    showSteps();
}

void Workbench::chooseRouting(const QString &setting, const QString &company)
{
    if (!m_trial->hasTrial())
        return;
    m_tryPage->giveEdit();
    Prompt prompt = m_trial->trial().prompt;
    prompt.settings = withCompanyIn(setting, company, prompt.settings);
    takeRouting(prompt);
    m_window->setActivity(setting == "provider.order"_L1 ? tr("%1 is now preferred in this trial's settings.").arg(company)
                                                         : tr("%1 is now ruled out in this trial's settings.").arg(company));
}

/// What a notice about models that changed offers.
void Workbench::actOnModels(Action action)
{
    if (action == Action::Replace) {
        const QList<Target> replaced = replacedTargets(m_trial->trial(), m_services.flows.catalog);
        m_trial->setTargets(replaced);
        m_window->setActivity(tr("The models in their place are picked now. Run the trial again to see what they answer."));
        return;
    }
    m_window->showPage(Page::Choose);
    if (action == Action::SeeChanges)
        m_choose->openChanges();
}

void Workbench::askOnlyForgetful()
{
    if (!m_trial->hasTrial())
        return;
    m_tryPage->giveEdit();
    Prompt prompt = m_trial->trial().prompt;
    prompt.settings.insert(u"provider.zdr"_s, true);
    takeRouting(prompt);
    m_window->setActivity(tr("This trial now asks only companies that keep nothing."));
}

void Workbench::takeRouting(const Prompt &prompt)
{
    m_tryPage->setPrompt(prompt);
    m_trial->setPrompt(prompt);
}

void Workbench::takeEdit(const Trial &trial)
{
    m_choose->setPicks(trial.targets);
    m_choose->setPrompt(trial.prompt);
    m_runs->update(trial);
    for (ExportController *controller : std::as_const(m_exports))
        controller->setTrial(trial, m_runs->options());
    showTitle();
    showSteps();
}

void Workbench::showTitle()
{
    m_window->setTrialTitle(trialTitle(m_trial->trial()));
}

void Workbench::showSteps()
{
    StepBar &bar = m_window->stepBar();
    const Trial &trial = m_trial->trial();
    const bool hasModels = m_trial->hasTrial() && !trial.targets.isEmpty();
    const bool hasPrompt = m_trial->hasTrial() && !trial.prompt.text.trimmed().isEmpty();
    m_window->setAnswersShown(m_window->currentPage() == Page::Try && hasModels);
    bar.setAvailable(Step::Choose, m_trial->hasTrial());
    bar.setAvailable(Step::Try, m_trial->hasTrial());
    bar.setAvailable(Step::Export, m_trial->hasTrial());
    bar.setState(Step::Choose, hasModels ? StepState::Done : StepState::Empty);
    bar.setState(Step::Try, m_runs->tryState());
    bar.setState(Step::Export, hasModels && hasPrompt ? StepState::Begun : StepState::Empty);
}

void Workbench::showConnections()
{
    m_window->setConnections(m_accounts->connections());
}

void Workbench::showProblem(const Error &error)
{
    say(errorText(error).text);
}

void Workbench::say(const QString &warning)
{
    if (m_warning && m_warning->text() == warning)
        return; // a full disk is found with every edit
    m_warning = new QMessageBox(QMessageBox::Warning, tr("Signalbox Studio"), warning, QMessageBox::Ok, m_window.get());
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setAttribute(Qt::WA_DeleteOnClose);
    m_warning->open();
}

} // namespace studio
