#pragma once

#include "net/Transport.h"
#include "run/Run.h"
#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"
#include "support/ScriptedServer.h"

#include <QTemporaryDir>
#include <QUuid>

namespace studio
{

/// A server that says what a test wrote down, and what runs need that make files there. The trial is called "trial".
struct MediaStage
{
    explicit MediaStage(const QString &dialect) { take(dialect); }

    void take(const QString &dialect)
    {
        profile = profileForServer(QStringLiteral("s"), server.base(), true, {});
        profile.dialect = dialect;
        profile.job.firstWait = std::chrono::milliseconds(20);
        profile.job.mostWait = std::chrono::milliseconds(60);
        auto recipe = dialectNamed(dialect)->encode({QStringLiteral("A mug"), {}, {}, {}}, QStringLiteral("m"), profile, false);
        Q_ASSERT(recipe);
        record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        record.trialId = QStringLiteral("trial");
        record.target = Target{profile.id, QStringLiteral("m")};
        record.recipe = *recipe;
        record.started = QDateTime::currentDateTimeUtc();
    }

    Run::Setup setup() const { return {dialectNamed(profile.dialect), profile, {}, &store, true}; }
    std::unique_ptr<Run> run() { return std::make_unique<Run>(transport, &journal, record, setup()); }
    RunRecord kept() const { return journal.latest(QStringLiteral("trial"))->value(0); }

    ScriptedServer server;
    Transport transport;
    QTemporaryDir folder;
    MediaStore store{folder.filePath(QStringLiteral("media"))};
    std::unique_ptr<Database> database = *Database::open(QStringLiteral(":memory:"));
    RunJournal journal{*database};
    Profile profile;
    RunRecord record;
};

} // namespace studio
