#pragma once

#include <QObject>

namespace studio
{

/// How a command ends.
enum ExitStatus {
    ExitDone = 0,
    ExitCheckFailed = 1,
    ExitCouldNotRun = 2,
    ExitBudgetReached = 3,
    ExitInterrupted = 130,
};

/// One command of the command line under way.
///
/// finished() comes exactly once, and never before start() has returned.
class Command : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;

    /// Ctrl+C: end soon, keep what there is; finished() follows with ExitInterrupted.
    virtual void interrupt() = 0;

signals:
    void finished(int exitStatus);
};

} // namespace studio
