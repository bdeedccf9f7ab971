#include "gui/TrialController.h"

#include "gui/TrialDrop.h"
#include "gui/TrialList.h"
#include "gui/TrialTitle.h"
#include "gui/WhenDone.h"
#include "store/FileName.h"
#include "store/TrialFile.h"
#include "store/TrialStore.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{
constexpr qsizetype mostWrittenAtOnce = 100'000; ///< Characters.
constexpr qint64 mostReadAtOnce = 100'000;       ///< Bytes of a file.

/// Its document is written, or read, while the window goes on.
bool isLong(const Trial &trial)
{
    qsizetype size = trial.prompt.text.size() + trial.prompt.instructions.size();
    for (const Media &media : trial.prompt.attachments)
        size += media.bytes.size();
    return size >= mostWrittenAtOnce;
}
}

TrialController::TrialController(TrialStore &store, TrialList &list, QWidget &window)
    : QObject(&window)
    , m_store(store)
    , m_list(list)
    , m_window(window)
{
    m_saving.setSingleShot(true);
    m_saving.setInterval(400ms);
    connect(&m_saving, &QTimer::timeout, this, &TrialController::saveChange);
    connectList(list);
    if (auto trials = m_store.all())
        m_list.setTrials(*trials);
}

TrialController::~TrialController() = default;

void TrialController::connectList(TrialList &list)
{
    connect(&list, &TrialList::trialChosen, this, &TrialController::open);
    connect(&list, &TrialList::renameRequested, this, &TrialController::rename);
    connect(&list, &TrialList::pinRequested, this, &TrialController::pin);
    connect(&list, &TrialList::removeRequested, this, &TrialController::remove);
    connect(&list, &TrialList::saveCopyRequested, this, &TrialController::saveCopy);
    connect(&list, &TrialList::restoreRequested, this, [this](const QString &id) {
        if (auto restored = m_store.restore(id); !restored) {
            emit failed(restored.error());
            return;
        }
        if (auto trial = m_store.trial(id)) {
            m_list.putTrial(*trial);
            open(id);
        }
    });
}

void TrialController::create(const Trial &trial)
{
    if (save(trial))
        open(trial.id);
}

bool TrialController::open(const QString &id)
{
    const bool isSaved = flush();
    if (id != m_trial.id) {
        auto trial = m_store.trial(id);
        if (!trial || !isSaved) { // what was typed would be nowhere any more
            m_list.setCurrentTrial(m_trial.id);
            return false;
        }
        m_trial = *std::move(trial);
    }
    show(m_trial);
    return true;
}

void TrialController::show(const Trial &trial)
{
    m_trial = trial;
    m_list.setCurrentTrial(trial.id);
    emit opened(m_trial);
}

void TrialController::setPrompt(const Prompt &prompt)
{
    Trial changed = m_trial;
    changed.prompt = prompt;
    change(changed);
}

void TrialController::setTargets(const QList<Target> &targets)
{
    emit flushing(); // else the prompt from before the last key would come with them
    Trial changed = m_trial;
    changed.targets = targets;
    change(changed);
}

void TrialController::change(const Trial &changed)
{
    if (!hasTrial() || changed == m_trial)
        return;
    m_trial = changed;
    if (!m_saving.isActive()) // else nothing would be saved while somebody types without a pause
        m_saving.start();
    emit edited(m_trial);
}

bool TrialController::flush()
{
    emit flushing();
    m_saving.stop();
    return !hasTrial() || save(m_trial);
}

void TrialController::saveChange()
{
    if (!isLong(m_trial)) {
        save(m_trial);
        return;
    }
    whenDone(QtConcurrent::run(trialDocument, m_trial), this, [this, trial = m_trial](const QByteArray &document) {
        if (trial == m_trial) // else it was saved meanwhile, or will be
            save(trial, document);
    });
}

bool TrialController::save(const Trial &trial)
{
    return save(trial, trialDocument(trial));
}

bool TrialController::save(const Trial &trial, const QByteArray &document)
{
    if (auto saved = m_store.save(trial, document); !saved) {
        emit failed(saved.error());
        return false;
    }
    m_list.putTrial(trial);
    return true;
}

/// The open trial is changed as it is here: the store may be behind.
void TrialController::amend(const QString &id, const std::function<void(Trial &)> &change)
{
    if (id == m_trial.id) {
        change(m_trial);
        flush();
        emit edited(m_trial);
    } else if (auto trial = m_store.trial(id)) {
        change(*trial);
        save(*trial);
    }
}

void TrialController::rename(const QString &id, const QString &title)
{
    amend(id, [&title](Trial &trial) { trial.title = title.simplified(); });
}

void TrialController::pin(const QString &id, bool isPinned)
{
    amend(id, [isPinned](Trial &trial) { trial.isPinned = isPinned; });
}

void TrialController::remove(const QString &id)
{
    flush();
    if (auto removed = m_store.remove(id); !removed) {
        emit failed(removed.error());
        return;
    }
    m_list.removeTrial(id);
    if (id == m_trial.id) {
        m_trial = {};
        emit closed();
    }
}

void TrialController::openFile()
{
    auto *dialog = new QFileDialog(&m_window, tr("Open a trial or a saved result"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                                   tr("Trials and saved results (%1)").arg(restorablePatterns()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TrialController::importFile);
    dialog->open();
}

/// Pictures, clips and large trials are read while the window goes on.
void TrialController::importFile(const QString &path)
{
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive) && QFileInfo(path).size() <= mostReadAtOnce) {
        take(restoredTrial(path), path);
        return;
    }
    whenDone(QtConcurrent::run(restoredTrial, path), this,
             [this, path](const Result<RestoredTrial> &restored) { take(restored, path); });
}

void TrialController::take(const Result<RestoredTrial> &restored, const QString &path)
{
    if (!restored) {
        emit failed(restored.error());
        return;
    }
    if (!restored->description.text.isEmpty())
        emit fileDescribed(restored->description);
    Trial trial = restored->trial;
    if (trial.title.isEmpty())
        trial.title = QFileInfo(path).fileName().section(u'.', 0, 0).simplified();
    if (m_store.trial(trial.id))
        trial.id = newTrial().id; // what is here already stays as it is
    if (!isLong(trial)) {
        create(trial);
        return;
    }
    whenDone(QtConcurrent::run(trialDocument, trial), this, [this, trial, path](const QByteArray &document) {
        if (m_store.trial(trial.id)) // another file brought one meanwhile
            take(RestoredTrial{trial, {}}, path);
        else if (flush() && save(trial, document))
            show(trial); // reading it from the store would take as long again
    });
}

void TrialController::saveCopy(const QString &id)
{
    flush();
    const auto trial = m_store.trial(id);
    if (!trial)
        return;
    auto *dialog = new QFileDialog(&m_window, tr("Save a copy of the trial"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                                   tr("Trials (*.trial.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"trial.json"_s);
    dialog->selectFile(safeFileName(trialTitle(*trial)) + u".trial.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, trial](const QString &path) {
        whenDone(QtConcurrent::run(writeTrialFile, path, *trial), this, [this](const Result<void> &written) {
            if (!written)
                emit failed(written.error());
        });
    });
    dialog->open();
}

} // namespace studio
