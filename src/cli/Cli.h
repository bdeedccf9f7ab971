#pragma once

#include "cli/Command.h"
#include "cli/Output.h"
#include "cli/Services.h"
#include "core/Trial.h"

#include <QStringList>

#include <memory>

class QCommandLineParser;

namespace studio
{

/// The command line: reads the arguments, runs one command.
///
/// finished() comes exactly once, and never before start() has returned.
class Cli : public QObject
{
    Q_OBJECT

public:
    explicit Cli(const Services &services, QObject *parent = nullptr);

    /// Arguments with the program's name in front. Reads the prompt from standard input if they say so, and
    /// then waits for whoever types it.
    void read(const QStringList &arguments);

    /// Runs what was read.
    void start();
    void interrupt();

signals:
    void finished(int exitStatus);

private:
    using MadeCommand = Result<std::unique_ptr<Command>>;

    MadeCommand commandFor(const QString &name, const QStringList &arguments);
    MadeCommand runCommand(const QCommandLineParser &parser);
    MadeCommand exportCommand(const QCommandLineParser &parser);
    MadeCommand gatewayCommand(const QCommandLineParser &parser);
    MadeCommand modelsCommand(const QCommandLineParser &parser);
    MadeCommand providersCommand(const QCommandLineParser &parser);
    MadeCommand detectCommand(const QStringList &portTexts);
    MadeCommand endpointsCommand(const QStringList &words);
    Result<void> makeTrialFile(const QCommandLineParser &parser);
    Result<void> openPractice();
    void end(int exitStatus);

    Services m_services;
    Output m_output;
    std::unique_ptr<Command> m_command; ///< Null for what was done at once.
    int m_exitStatus = ExitDone;        ///< Of what was done at once.
    bool m_isOver = false;
};

} // namespace studio
