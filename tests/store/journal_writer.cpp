#include "store/Database.h"
#include "store/RunJournal.h"
#include "store/TrialStore.h"

#include <QCoreApplication>
#include <QUuid>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

void say(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

RunRecord newRun(const QString &trialId, int column)
{
    RunRecord run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.trialId = trialId;
    run.column = column;
    run.target = {u"practice"_s, u"text-a"_s};
    run.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
    run.recipe.request.path = u"/chat/completions"_s;
    run.state = RunState::Writing;
    return run;
}

} // namespace

/// Streams into six columns for ever and says what it was promised to be on disk. Made to be killed.
/// With a second argument it only saves one trial.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto database = Database::open(app.arguments().value(1));
    if (!database)
        return 1;
    TrialStore trials(**database);
    RunJournal journal(**database);
    for (;;) {
        const Trial trial = newTrial(u"killed"_s);
        if (!trials.save(trial))
            return 2;
        say(u"trial "_s + trial.id);
        if (app.arguments().size() > 2)
            return 0;
        QList<RunRecord> runs;
        for (int column = 1; column <= 6; ++column) {
            runs << newRun(trial.id, column);
            if (!journal.begin(runs.last()))
                return 3;
            say(u"run %1 %2 0"_s.arg(trial.id).arg(column));
        }
        for (int second = 0; second < 20; ++second) {
            for (RunRecord &run : runs) {
                run.text += u"0123456789"_s.repeated(300);
                if (!journal.update(run))
                    return 4;
                say(u"run %1 %2 %3"_s.arg(trial.id).arg(run.column).arg(run.text.size()));
            }
        }
    }
}
