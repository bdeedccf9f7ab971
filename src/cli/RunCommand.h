#pragma once

#include "cli/ColumnText.h"
#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Trial.h"
#include "run/RunSet.h"

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

    void start() override;
    void interrupt() override;

private:
    void tellLeftOut();
    int showRequests();
    Result<void> checkFolder() const;
    bool isBeyondBudget();
    void follow(int column, Run *run);
    void tellAttempt(const RunRecord &record, int attempt, const Error &error, std::chrono::milliseconds pause);
    void conclude(int column);
    void write(const RunRecord &record);
    int exitStatus() const;

    Services m_services;
    Output &m_output;
    Trial m_trial;
    Options m_options;
    RunSet m_runs;
    ColumnText m_text;
    bool m_isInterrupted = false;
    bool m_hasFailedToWrite = false;
};

} // namespace studio
