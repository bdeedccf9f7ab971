#include "gui/ExportController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/ColumnLetter.h"
#include "gui/ErrorText.h"
#include "gui/ExportNotice.h"
#include "gui/ExportPanel.h"
#include "gui/WhenDone.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{
constexpr qsizetype mostMadeAtOnce = 100'000; ///< Bytes of a body.
}

ExportController::ExportController(const RunSet &runs, const Accounts &accounts, Catalog &catalog, ExportPanel &panel)
    : QObject(&panel)
    , m_runs(runs)
    , m_accounts(accounts)
    , m_catalog(catalog)
    , m_panel(panel)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(16ms);
    connect(&m_frame, &QTimer::timeout, this, &ExportController::showCodeLater);
    m_panel.installEventFilter(this);
    connect(&m_panel, &ExportPanel::columnChanged, this, &ExportController::showCode);
    connect(&m_panel, &ExportPanel::streamingChanged, this, &ExportController::showCode);
    connect(&m_panel, &ExportPanel::formatChanged, this, [this](Format format) {
        showCode();
        emit formatChanged(format);
    });
    connect(&m_panel, &ExportPanel::proveRequested, this, &ExportController::prove);
    connect(&m_panel, &ExportPanel::saveRequested, this, &ExportController::save);
    connect(&m_panel, &ExportPanel::codeCopied, this, &ExportController::markTaken);
    connect(&m_panel, &ExportPanel::noticeActionChosen, this, &ExportController::noticeActionChosen);
    connect(&m_catalog, &Catalog::changed, this, &ExportController::showNotice);
    connect(&m_catalog, &Catalog::exported, this, &ExportController::showNotice);
    connect(&m_panel, &ExportPanel::cancelRequested, this, [this] { m_proof.reset(); });
}

void ExportController::setTrial(const Trial &trial, const RunOptions &options)
{
    const bool hasOtherColumns = trial.targets != m_trial.targets || trial.id != m_trial.id;
    m_trial = trial;
    m_options = options;
    m_isBehind = true;
    ++m_trials;
    if (hasOtherColumns) {
        showColumns();
        showNotice();
    }
    m_frame.start();
}

bool ExportController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && m_isBehind)
        m_frame.start();
    return QObject::eventFilter(watched, event);
}

void ExportController::showColumns()
{
    QStringList names;
    for (const Target &target : std::as_const(m_trial.targets))
        names << u"%1  %2"_s.arg(columnLetter(int(names.size()) + 1)).arg(target.model);
    m_panel.setColumns(names, qBound(0, m_panel.column(), qMax(0, int(names.size()) - 1)));
}

void ExportController::showNotice()
{
    m_panel.setNotice(exportNotice(m_trial, m_catalog, m_accounts, QDate::currentDate()));
}

/// The code is somewhere else from now on: what the lists say today is what it relies on.
void ExportController::markTaken()
{
    if (const int column = m_panel.column(); column >= 0 && column < m_trial.targets.size())
        m_catalog.markExported(m_trial.id, m_trial.targets[column]);
}

Result<ExportSubject> ExportController::subject() const
{
    RunOptions options = m_options;
    options.isStreaming = m_panel.isStreaming();
    auto record = m_runs.prepare(m_trial, m_panel.column() + 1, options);
    if (!record)
        return record.error();
    const auto profile = m_accounts.profile(record->target.provider);
    ExportSubject subject{record->recipe, record->target.toString(), profile->keyVariable, profile->baseVariable,
                          record->isPractice};
    if (!record->recipe.request.secret)
        subject.keyVariable.clear();
    return subject;
}

std::optional<ExportSubject> ExportController::subjectOrProblem()
{
    if (m_trial.targets.isEmpty()) {
        m_panel.setProblem(tr("Pick a model first: the code is made for one of them."));
        return std::nullopt;
    }
    auto what = subject();
    if (!what) {
        m_panel.setProblem(errorText(what.error()).text);
        return std::nullopt;
    }
    return *std::move(what);
}

void ExportController::showCode()
{
    m_frame.stop();
    m_isBehind = false;
    if (const auto what = subjectOrProblem())
        show(*what, exportCode(*what, m_panel.format()));
}

/// Nobody waits for code that nobody sees, and the window goes on while long code is made.
void ExportController::showCodeLater()
{
    if (!m_panel.isVisible())
        return;
    const auto what = subjectOrProblem();
    if (!what) {
        m_isBehind = false;
        return;
    }
    if (what->recipe.request.body.size() <= mostMadeAtOnce) {
        m_isBehind = false;
        show(*what, exportCode(*what, m_panel.format()));
        return;
    }
    whenDone(QtConcurrent::run(exportCode, *what, m_panel.format()), this,
             [this, what, number = m_trials](const Result<ExportedCode> &code) {
                 if (number != m_trials || !m_isBehind)
                     return; // code for a later trial, or by another choice, is there or on its way
                 m_isBehind = false;
                 show(*what, code);
             });
}

void ExportController::show(const ExportSubject &what, const Result<ExportedCode> &code)
{
    if (!code) {
        m_panel.setProblem(errorText(code.error()).text);
        return;
    }
    m_panel.setCode(*code);
    m_panel.setMissing(what.isPractice ? QStringList{tr("this is a practice model")} : QStringList());
}

void ExportController::prove()
{
    if (m_isBehind)
        showCode(); // the code of the last edit is about to be made
    const auto what = subject();
    if (!what)
        return;
    m_proof = std::make_unique<Proof>(*what, m_panel.code(), m_panel.format());
    connect(m_proof.get(), &Proof::progressed, &m_panel, &ExportPanel::showProgress);
    connect(m_proof.get(), &Proof::finished, &m_panel, &ExportPanel::setProof);
    m_panel.setProving();
    m_proof->start();
}

void ExportController::save()
{
    auto *dialog = new QFileDialog(&m_panel, tr("Save the code in a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { saveIn(QDir(folder)); });
    dialog->open();
}

/// All files or none; what is there already stays as it is.
void ExportController::saveIn(const QDir &folder)
{
    const QList<CodeFile> files = m_panel.code().files;
    for (const CodeFile &file : files) {
        if (QFileInfo::exists(folder.filePath(file.name))) {
            emit saveRefused(tr("There is a %1 in that folder already, and it is not overwritten. Choose another "
                                "folder.").arg(file.name));
            return;
        }
    }
    for (const CodeFile &file : files) {
        if (auto written = writeTextFile(folder.filePath(file.name), file.text.toUtf8()); !written) {
            emit saveRefused(errorText(written.error()).text);
            return;
        }
    }
    markTaken();
}

} // namespace studio
