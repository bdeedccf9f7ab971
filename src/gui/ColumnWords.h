#pragma once

#include "core/RunRecord.h"
#include "gui/ErrorText.h"
#include "gui/RunFlows.h"

namespace studio
{

class TrialRuns;

/// What is said of a run in its column, with all that is known of its provider, model and price.
///
/// Belongs to the RunController.
class ColumnWords
{
public:
    ColumnWords(const RunFlows &flows, TrialRuns &runs); ///< They outlive it.

    /// What is to be read below an answer, and what can be done about it.
    Message messageFor(const RunRecord &record) const;

    QString answeredFor(const RunRecord &record) const; ///< Empty unless somebody else answered.
    QString modelName(const Target &target) const;
    QString providerName(const QString &id) const;

private:
    MessageContext contextFor(const RunRecord &record) const;

    RunFlows m_flows;
    TrialRuns &m_runs;
};

} // namespace studio
