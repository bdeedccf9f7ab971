#pragma once

#include "cli/ColumnText.h"
#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Trial.h"
#include "run/RunSet.h"
#include "store/MediaStore.h"

namespace studio
{

/// `run`: a trial on all its columns, streamed to standard output.
class RunCommand : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        RunOptions run = {};
        bool isDryRun = false;
        QString folder = {};                ///< --out: where each answer is written; empty: nowhere.
        std::optional<Money> budget = {};   ///< In US dollars.
    };

    RunCommand(const Services &services, Output &output, const Trial &trial, const Options &options,
               QObject *parent = nullptr);
    ~RunCommand() override;

    void start() override;
    void interrupt() override;

private:
    void tellLeftOut();
    int showRequests();
    Result<void> checkFolder() const;
    bool isBeyondBudget();
    void follow(int column, Run *run);
    void tellAttempt(const RunRecord &record, int attempt, const Error &error, std::chrono::milliseconds pause);
    void await(std::unique_ptr<LateAnswer> answer);
    void endWhenTold();
    void conclude(int column);
    void tellEnd(const RunRecord &record);
    void tellState(const RunRecord &record);
    void tellFollowing(const RunRecord &record, const Error &error, std::chrono::milliseconds pause);
    void tellJob(const RunRecord &record);
    void takeFile(const RunRecord &record, const KeptMedia &media);
    QString placeFor(const RunRecord &record, const KeptMedia &media);
    QString title() const;
    void write(const RunRecord &record);
    int exitStatus() const;

    Services m_services;
    Output &m_output;
    Trial m_trial;
    Options m_options;
    const MediaStore m_media; ///< With --out a folder in there for as long as this lives, else the user's own.
    RunSet m_runs;
    ColumnText m_text;
    QMap<int, RunState> m_told; ///< The last state that was told of a column.
    QSet<int> m_awaited; ///< Columns that were stopped and whose jobs have no id yet.
    bool m_isInterrupted = false;
    bool m_hasFailedToWrite = false;
};

} // namespace studio
