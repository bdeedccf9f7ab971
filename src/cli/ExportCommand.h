#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Trial.h"
#include "rehearse/Proof.h"
#include "run/RunSet.h"

namespace studio
{

/// `export`: code for every column of a trial, and with --prove the proof that it sends the same bytes.
class ExportCommand : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        Format format = Format::Curl;
        RunOptions run = {};
        bool isProving = false;
        QString folder = {};   ///< --out; empty: standard output.
        QString codeFolder = {}; ///< --code: prove the files there, as they stand, instead of fresh ones.
    };

    ExportCommand(const Services &services, Output &output, const Trial &trial, const Options &options,
                  QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    void next();
    Result<ExportedCode> codeFor(const ExportSubject &subject) const;
    Result<void> give(const ExportedCode &code);
    Result<void> write(const ExportedCode &code);
    void prove(const ExportSubject &subject, const ExportedCode &code);
    void judge(const Result<ProofReport> &outcome);
    void tell(const ProofReport &report, const Target &target);
    void end(int exitStatus);
    QString columnFolder(const QString &folder) const;

    Services m_services;
    Output &m_output;
    Trial m_trial;
    Options m_options;
    RunSet m_runs;
    std::unique_ptr<Proof> m_proof;
    int m_column = 0;
    int m_exitStatus = ExitDone;
    bool m_isOver = false;
};

} // namespace studio
