#pragma once

#include "core/RunRecord.h"
#include "core/Trial.h"
#include "gui/RunFlows.h"

#include <QObject>

namespace studio
{

class ShownRuns;
class TrialRuns;
class TryPage;

/// Takes files that runs have made out of their columns: copies for whoever saves them or drags them out, and pictures
/// that go along with the next prompt.
///
/// Belongs to the RunController.
class RunFiles : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    RunFiles(const RunFlows &flows, TrialRuns &runs, const ShownRuns &shown, TryPage &page,
              QObject *parent = nullptr);

signals:
    void readFailed(const studio::Error &error);

private:
    void supplyCopies();
    Trial trialOf(const RunRecord &record);
    void useAsReference(const KeptMedia &file);

    RunFlows m_flows;
    TrialRuns &m_runs;
    const ShownRuns &m_shown;
    TryPage &m_page;
};

} // namespace studio
