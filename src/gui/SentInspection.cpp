#include "gui/SentInspection.h"

#include "gui/ColumnsView.h"
#include "gui/Inspector.h"
#include "gui/ShownRuns.h"
#include "gui/TrialRuns.h"

namespace studio
{

SentInspection::SentInspection(TrialRuns &runs, const ShownRuns &shown, ColumnsView &columns, Inspector &inspector,
                               QObject *parent)
    : QObject(parent)
    , m_runs(runs)
    , m_shown(shown)
    , m_columns(columns)
    , m_inspector(inspector)
{
    connect(&m_columns, &ColumnsView::currentChanged, this, [this](int column) {
        if (m_isInspecting)
            inspect(column);
    });
    connect(&m_shown, &ShownRuns::shown, this, [this](int column, const RunRecord &record) {
        if (m_inspected == column)
            m_inspector.setRecord(record);
    });
}

void SentInspection::forget()
{
    m_inspected = 0;
}

void SentInspection::beginAgain()
{
    m_inspector.clear();
    if (m_isInspecting)
        inspect(m_columns.current());
}

void SentInspection::refresh()
{
    if (m_isInspecting && m_shown.record(m_inspected).id.isEmpty())
        inspect(m_inspected);
}

void SentInspection::move(const QList<int> &oldColumns)
{
    if (m_inspected == 0)
        return;
    m_inspected = int(oldColumns.indexOf(m_inspected)) + 1;
    if (m_inspected == 0)
        m_inspector.clear();
}

void SentInspection::setInspecting(bool isInspecting)
{
    m_isInspecting = isInspecting;
    if (!isInspecting)
        m_inspected = 0;
    else if (m_inspected == 0)
        inspect(m_columns.current());
}

void SentInspection::inspect(int column)
{
    if (column < 1 || column > m_shown.count())
        return;
    m_inspected = column;
    RunRecord record = m_shown.records()[column - 1];
    if (record.id.isEmpty()) {
        // Nothing was sent yet: show what would be.
        auto prepared = m_runs.prepare(column);
        if (prepared)
            record = *std::move(prepared);
    }
    if (record.recipe.request.path.isEmpty())
        m_inspector.clear();
    else
        m_inspector.setRecord(record);
    emit inspectorRequested();
}

} // namespace studio
