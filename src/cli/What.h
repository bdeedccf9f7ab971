#pragma once

#include "cli/Services.h"
#include "core/Trial.h"

#include <QCommandLineParser>

namespace studio
{

/// WHAT of the command line: a trial file, or the same thing spelled out.
class What
{
public:
    /// Adds the options that name a trial.
    static void addOptions(QCommandLineParser &parser);

    /// Builds the trial. A server named by --base-url is added to the accounts for this session, and keys are
    /// lent from the environment. ErrorKind::Rejected says which option is wrong.
    static Result<Trial> read(const QCommandLineParser &parser, const Services &services);

    /// Whether any column needs the practice gateway.
    static bool needsPractice(const Trial &trial);
};

} // namespace studio
