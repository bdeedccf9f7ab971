#include "gui/RunFiles.h"

#include "gui/MadeCopy.h"
#include "gui/RunColumn.h"
#include "gui/RunMedia.h"
#include "gui/ShownRuns.h"
#include "gui/TrialRuns.h"
#include "gui/TryPage.h"
#include "gui/WhenDone.h"
#include "store/MediaStore.h"

#include <QtConcurrentRun>

namespace studio
{

RunFiles::RunFiles(const RunFlows &flows, TrialRuns &runs, const ShownRuns &shown, TryPage &page, QObject *parent)
    : QObject(parent)
    , m_flows(flows)
    , m_runs(runs)
    , m_shown(shown)
    , m_page(page)
{
    supplyCopies();
    connect(&m_page, &TryPage::referenceRequested, this, &RunFiles::useAsReference);
}

void RunFiles::supplyCopies()
{
    for (int column = 1; column <= Trial::mostTargets; ++column) {
        m_page.columns().anyColumn(column).media().setSupply([this, column](const KeptMedia &file) {
            const RunRecord record = m_shown.record(column);
            return madeCopy(m_flows.media, record, trialOf(record), file);
        });
    }
}

/// The trial as it was when the run began: this one if it would send the same now. Else only its title is known.
Trial RunFiles::trialOf(const RunRecord &record)
{
    const qsizetype index = m_runs.trial().targets.indexOf(record.target);
    RunOptions options = m_runs.options();
    options.isStreaming = record.recipe.request.isStreaming;
    const auto now = m_runs.current().prepare(m_runs.trial(), int(index) + 1, options);
    if (index >= 0 && now && now->recipe.request.body == record.recipe.request.body)
        return m_runs.trial();
    Trial unknown;
    unknown.title = m_runs.trial().title;
    return unknown;
}

/// Read on another thread: it may be large.
void RunFiles::useAsReference(const KeptMedia &file)
{
    const QString name = tr("Picture from a model") + u'.' + suffixOf(file.mime);
    const auto read = [store = m_flows.media, file] { return store.read(file); };
    whenDone(QtConcurrent::run(read), this, [this, name, file, trial = m_runs.trial().id](const Result<QByteArray> &bytes) {
        if (trial != m_runs.trial().id)
            return;
        if (bytes)
            m_page.addReference({file.kind, file.mime, *bytes, {}, name});
        else
            emit readFailed(bytes.error());
    });
}

} // namespace studio
