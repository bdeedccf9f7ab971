#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "net/Transport.h"
#include "run/JobKeeper.h"
#include "run/RunSet.h"
#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace studio;

/// A program without faces that runs one video and ends when it is there, or, with "resume" behind the folder and the
/// server's address, goes on with what an earlier one has left. JOB_DIALECT, JOB_KEY, JOB_MODEL and JOB_SETTINGS say what
/// else there is to say. Made to be killed.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QString home = app.arguments().value(1);
    Profile profile = profileForServer(u"s"_s, QUrl(app.arguments().value(2)), true, {});
    profile.dialect = qEnvironmentVariable("JOB_DIALECT", u"openai-videos"_s);
    profile.job.firstWait = std::chrono::milliseconds(20);
    profile.job.mostWait = std::chrono::milliseconds(40);

    auto database = Database::open(home + "/studio.db"_L1);
    if (!database)
        return 1;
    RunJournal journal(**database);
    std::ignore = journal.markInterrupted();
    const MediaStore media(home + "/media"_L1);
    const auto secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts(*secrets, home + "/servers"_L1);
    accounts.addTemporary(profile);
    accounts.lendSecret(profile.id, qEnvironmentVariable("JOB_KEY", u"key"_s).toUtf8());
    Catalog catalog(transport, accounts, home);
    JobKeeper keeper(transport, accounts, catalog, &journal, media);
    RunSet runs(transport, accounts, catalog, &journal, &media);
    QObject::connect(&runs, &RunSet::allFinished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    QObject::connect(&keeper, &JobKeeper::settled, &app, &QCoreApplication::quit, Qt::QueuedConnection);

    if (app.arguments().value(3) == "resume"_L1) {
        keeper.resumeAll();
        if (journal.awaited()->isEmpty())
            return 0;
        return QCoreApplication::exec();
    }
    Trial trial = newTrial();
    trial.id = u"trial"_s;
    trial.prompt.text = u"A mug"_s;
    trial.targets << Target{profile.id, qEnvironmentVariable("JOB_MODEL", u"m"_s)};
    trial.prompt.settings = QJsonDocument::fromJson(qgetenv("JOB_SETTINGS")).object();
    runs.start(trial);
    return QCoreApplication::exec();
}
