#include "gui/MainWindow.h"

#include "gui/EditActions.h"
#include "gui/NameText.h"
#include "gui/PaneWalk.h"
#include "gui/ShortcutsDialog.h"
#include "gui/TrialDrop.h"
#include "gui/TrialList.h"
#include "ui_MainWindow.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDataStream>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Three columns stand side by side in it.
constexpr QSize roomySize(1440, 900);

constexpr quint32 layoutMark = 0x53425731; ///< "SBW1": first bytes of layoutState().

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_trialList(new TrialList(this))
    , m_editActions(new EditActions(this))
    , m_paneWalk(new PaneWalk(this))
    , m_activity(new QLabel(this))
    , m_showActivity(new QToolButton(this))
    , m_connections(new QLabel(this))
{
    m_ui->setupUi(this);
    setWindowIcon(QIcon(u":/icons/signalbox.svg"_s));
    setAcceptDrops(true);
    resize(roomySize.boundedTo(screen()->availableSize()));
    setUpDocks();
    setUpHeader();
    setUpStatusBar();
    connectTrialMenu();
    connectEditMenu();
    connectViewMenu();
    connectThemeMenu();
    connectToolsAndHelp();
    connectSteps();
    for (QWidget *pane : std::initializer_list<QWidget *>{m_trialList, m_ui->header, m_ui->pages,
                                                          m_ui->codeDock, m_ui->inspectorDock})
        m_paneWalk->add(*pane);
    showTitle();
}

MainWindow::~MainWindow()
{
    // Docks are hidden while the window goes down and would still report it.
    m_ui->codeDock->toggleViewAction()->disconnect(this);
    m_ui->inspectorDock->toggleViewAction()->disconnect(this);
}

void MainWindow::setPage(Page page, QWidget *widget)
{
    QWidget *&place = m_pages[std::size_t(page)];
    if (place != nullptr) {
        m_ui->pages->removeWidget(place);
        place->deleteLater();
    }
    place = widget;
    m_ui->pages->addWidget(widget);
    if (m_current == page)
        m_ui->pages->setCurrentWidget(widget);
}

void MainWindow::showPage(Page page)
{
    QWidget *widget = m_pages[std::size_t(page)];
    if (widget == nullptr || m_current == page)
        return;
    const bool hadFocus = m_ui->pages->isAncestorOf(QApplication::focusWidget());
    m_previous = m_current;
    m_current = page;
    m_ui->goBack->setEnabled(m_previous.has_value());
    m_ui->pages->setCurrentWidget(widget);
    m_ui->stepBar->setCurrent(stepOf(page));
    if (hadFocus || QApplication::focusWidget() == nullptr)
        PaneWalk::enter(*widget);
    emit pageShown(page);
}

void MainWindow::goBack()
{
    if (m_previous)
        showPage(*m_previous);
}

void MainWindow::setCodePanel(QWidget *widget)
{
    m_ui->codeDock->setWidget(widget);
}

void MainWindow::setInspector(QWidget *widget)
{
    m_ui->inspectorDock->setWidget(widget);
}

void MainWindow::setCodePanelShown(bool isShown)
{
    m_ui->codeDock->setVisible(isShown);
}

void MainWindow::setInspectorShown(bool isShown)
{
    m_ui->inspectorDock->setVisible(isShown);
}

TrialList &MainWindow::trialList()
{
    return *m_trialList;
}

StepBar &MainWindow::stepBar()
{
    return *m_ui->stepBar;
}

void MainWindow::setTrialTitle(const QString &title)
{
    m_trialTitle = title;
    m_ui->saveCopy->setEnabled(!title.isEmpty());
    showTitle();
}

void MainWindow::setAnswersShown(bool areShown)
{
    for (QAction *action : {m_ui->print, m_ui->find, m_ui->findNext, m_ui->findPrevious})
        action->setEnabled(areShown);
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        m_ui->themeSystem->setChecked(true);
        break;
    case ThemeChoice::Light:
        m_ui->themeLight->setChecked(true);
        break;
    case ThemeChoice::Dark:
        m_ui->themeDark->setChecked(true);
        break;
    }
}

void MainWindow::setDetailed(bool isDetailed)
{
    m_ui->detailed->setChecked(isDetailed);
}

void MainWindow::setConnections(const QList<ConnectionState> &connections)
{
    QStringList parts;
    for (const ConnectionState &each : connections)
        parts += (each.isConnected ? tr("%1: connected") : tr("%1: no account")).arg(each.provider);
    m_connections->setText(parts.join(u"   "_s));
}

void MainWindow::setActivity(const QString &text)
{
    m_activity->setText(text);
}

void MainWindow::setActivityPlace(bool canShow)
{
    m_showActivity->setVisible(canShow);
}

QByteArray MainWindow::layoutState() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << layoutMark << saveGeometry() << saveState();
    return bytes;
}

bool MainWindow::restoreLayout(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 mark = 0;
    QByteArray geometry, docks;
    stream >> mark;
    if (mark != layoutMark)
        return false;
    stream >> geometry >> docks;
    return stream.status() == QDataStream::Ok && restoreGeometry(geometry) && restoreState(docks);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    emit aboutToClose();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    // What is dragged from one place of the window to another is not meant to be opened again.
    if (event->source() == nullptr && !restorableFilesIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    for (const QString &file : restorableFilesIn(*event->mimeData()))
        emit fileDropped(file);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->header && event->type() == QEvent::Resize)
        fitSteps();
    return QMainWindow::eventFilter(watched, event);
}

/// The steps give up their names before the title loses its last letters.
void MainWindow::fitSteps()
{
    constexpr int leastTitle = 120;
    const QMargins margins = m_ui->headerLayout->contentsMargins();
    const int others = margins.left() + margins.right() + 2 * m_ui->headerLayout->spacing() +
                       m_ui->code->sizeHint().width() + leastTitle;
    m_ui->stepBar->setCompact(m_ui->header->width() < others + m_ui->stepBar->fullWidth());
}

void MainWindow::setUpDocks()
{
    // The list of trials is always there, so it needs no title bar of its own.
    m_ui->trialDock->setTitleBarWidget(new QWidget(m_ui->trialDock));
    m_ui->trialDock->setWidget(m_trialList);
    if (isRightToLeft()) { // Qt mirrors what is in a dock, but not the places of docks
        addDockWidget(Qt::RightDockWidgetArea, m_ui->trialDock);
        addDockWidget(Qt::LeftDockWidgetArea, m_ui->codeDock);
        addDockWidget(Qt::LeftDockWidgetArea, m_ui->inspectorDock);
    }
    m_ui->codeDock->hide();
    m_ui->inspectorDock->hide();
    resizeDocks({m_ui->trialDock}, {220}, Qt::Horizontal);
    resizeDocks({m_ui->codeDock, m_ui->inspectorDock}, {380, 380}, Qt::Horizontal);
}

void MainWindow::setUpHeader()
{
    QFont bold = m_ui->trialTitle->font();
    bold.setBold(true);
    m_ui->trialTitle->setFont(bold);
    m_ui->headerLine->setForegroundRole(QPalette::Midlight);
    m_ui->stepBar->setAvailable(Step::Check, false);
    m_ui->stepBar->setAvailable(Step::BackUp, false);
    m_ui->goBack->setEnabled(false);
    m_ui->saveCopy->setEnabled(false);

    QAction *code = m_ui->codeDock->toggleViewAction();
    code->setText(tr("&Code panel"));
    code->setIconText(tr("Code"));
    code->setIcon(QIcon::fromTheme(u"code-context"_s));
    code->setIconVisibleInMenu(false); // There the check box tells more.
    code->setShortcut(Qt::CTRL | Qt::Key_E);
    m_ui->code->setDefaultAction(code);
    m_ui->header->installEventFilter(this);
    connect(code, &QAction::toggled, this, &MainWindow::codePanelShown);

    QAction *inspector = m_ui->inspectorDock->toggleViewAction();
    inspector->setText(tr("&Inspector"));
    inspector->setShortcut(Qt::Key_F4);
    connect(inspector, &QAction::toggled, this, &MainWindow::inspectorShown);
    QAction *place = m_ui->menuTheme->menuAction();
    m_ui->menuView->insertActions(place, {code, inspector});
    m_ui->menuView->insertSeparator(place);
}

void MainWindow::setUpStatusBar()
{
    m_activity->setObjectName(u"activity"_s);
    m_connections->setObjectName(u"connections"_s);
    m_activity->setTextFormat(Qt::PlainText);
    m_connections->setTextFormat(Qt::PlainText);
    m_connections->setForegroundRole(QPalette::PlaceholderText);
    m_activity->setFont(withTabularFigures(m_activity->font())); // a clock that runs
    m_showActivity->setObjectName(u"showActivityButton"_s);
    m_showActivity->setText(tr("Show"));
    m_showActivity->setAutoRaise(true);
    m_showActivity->setAccessibleName(tr("Show what is working"));
    m_showActivity->hide();
    connect(m_showActivity, &QToolButton::clicked, this, &MainWindow::activityWanted);
    statusBar()->addWidget(m_activity);
    statusBar()->addWidget(m_showActivity);
    statusBar()->addPermanentWidget(m_connections);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(8, 0, 8, 0);
}

void MainWindow::connectTrialMenu()
{
    connect(m_ui->newTrial, &QAction::triggered, this, &MainWindow::newTrialRequested);
    connect(m_ui->openFile, &QAction::triggered, this, &MainWindow::openFileRequested);
    connect(m_ui->saveCopy, &QAction::triggered, this, &MainWindow::saveCopyRequested);
    connect(m_ui->print, &QAction::triggered, this, &MainWindow::printRequested);
    connect(m_ui->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_trialList, &TrialList::newTrialRequested, this, &MainWindow::newTrialRequested);
}

void MainWindow::connectEditMenu()
{
    m_editActions->add(*m_ui->undo, "undo");
    m_editActions->add(*m_ui->redo, "redo");
    m_editActions->add(*m_ui->cut, "cut");
    m_editActions->add(*m_ui->copy, "copy");
    m_editActions->add(*m_ui->paste, "paste");
    m_editActions->add(*m_ui->selectAll, "selectAll");
    connect(m_ui->find, &QAction::triggered, this, &MainWindow::findRequested);
    connect(m_ui->findNext, &QAction::triggered, this, &MainWindow::findNextRequested);
    connect(m_ui->findPrevious, &QAction::triggered, this, &MainWindow::findPreviousRequested);
    setAnswersShown(false);
}

void MainWindow::connectViewMenu()
{
    connect(m_ui->goBack, &QAction::triggered, this, &MainWindow::goBack);
    connect(m_ui->nextPane, &QAction::triggered, m_paneWalk, [this] { m_paneWalk->walk(1); });
    connect(m_ui->previousPane, &QAction::triggered, m_paneWalk, [this] { m_paneWalk->walk(-1); });
    connect(m_ui->detailed, &QAction::toggled, this, &MainWindow::detailedChosen);
}

void MainWindow::connectThemeMenu()
{
    auto *group = new QActionGroup(this);
    const std::pair<QAction *, ThemeChoice> choices[] = {{m_ui->themeSystem, ThemeChoice::System},
                                                         {m_ui->themeLight, ThemeChoice::Light},
                                                         {m_ui->themeDark, ThemeChoice::Dark}};
    for (const auto &[action, choice] : choices) {
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = choice] { emit themeChosen(chosen); });
    }
    m_ui->themeSystem->setChecked(true);
}

void MainWindow::connectToolsAndHelp()
{
    const auto showResults = [this] {
        showPage(Page::Results);
    };
    const auto showAccounts = [this] {
        showPage(Page::Accounts);
    };
    const auto showNetwork = [this] {
        showPage(Page::Network);
    };
    connect(m_ui->results, &QAction::triggered, this, showResults);
    connect(m_trialList, &TrialList::resultsRequested, this, showResults);
    connect(m_ui->accounts, &QAction::triggered, this, showAccounts);
    connect(m_ui->network, &QAction::triggered, this, showNetwork);
    connect(m_trialList, &TrialList::accountsRequested, this, showAccounts);
    connect(m_trialList, &TrialList::networkRequested, this, showNetwork);
    connect(m_ui->welcome, &QAction::triggered, this, [this] { showPage(Page::Welcome); });
    connect(m_ui->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_ui->about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectSteps()
{
    connect(m_ui->stepBar, &StepBar::stepChosen, this, [this](Step step) { showPage(pageOf(step)); });
    const std::pair<QAction *, Step> actions[] = {{m_ui->stepChoose, Step::Choose},
                                                  {m_ui->stepTry, Step::Try},
                                                  {m_ui->stepCheck, Step::Check},
                                                  {m_ui->stepBackUp, Step::BackUp},
                                                  {m_ui->stepExport, Step::Export}};
    for (const auto &[action, step] : actions) {
        action->setEnabled(m_ui->stepBar->isAvailable(step));
        connect(action, &QAction::triggered, this, [this, chosen = step] { showPage(pageOf(chosen)); });
    }
}

void MainWindow::showTitle()
{
    const QString title = nameText(m_trialTitle);
    m_ui->trialTitle->setText(title);
    setWindowTitle(title.isEmpty() ? tr("Signalbox Studio") : tr("%1 – Signalbox Studio").arg(title));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Signalbox Studio"),
                                tr("Signalbox Studio %1").arg(QStringLiteral(STUDIO_VERSION)),
                                QMessageBox::Close, this);
    box->setObjectName(u"about"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(windowIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setInformativeText(
        tr("Try prompts on several AI models side by side, and copy code that is proven to send "
           "exactly what was tested.\n\nFree software under the GNU General Public License, version 3 "
           "or later. Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(*menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace studio
