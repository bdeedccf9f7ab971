#pragma once

#include "net/Transport.h"
#include "run/Run.h"
#include "store/Database.h"
#include "store/RunJournal.h"
#include "support/ScriptedServer.h"

#include <QUuid>

namespace studio
{

/// A server that says what a test wrote down, and what a run needs that asks it. The trial is called "trial".
struct RunStage
{
    explicit RunStage(bool isStreaming)
    {
        const Profile profile = profileForServer(QStringLiteral("s"), server.base(), true, {});
        auto recipe = dialectNamed(profile.dialect)->encode({QStringLiteral("Hi"), {}, {}, {}}, QStringLiteral("m"), profile, isStreaming);
        Q_ASSERT(recipe);
        record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        record.trialId = QStringLiteral("trial");
        record.target = Target{profile.id, QStringLiteral("m")};
        record.recipe = *recipe;
    }

    std::unique_ptr<Run> run(const Limits &limits = {}, const QString &generationPath = {})
    {
        Profile profile = profileForServer(QStringLiteral("s"), server.base(), true, {});
        profile.limits = limits;
        profile.generationPath = generationPath;
        return std::make_unique<Run>(transport, &journal, record,
                                     Run::Setup{dialectNamed(u"openai-chat"), profile, {}});
    }

    ScriptedServer server;
    Transport transport;
    std::unique_ptr<Database> database = *Database::open(QStringLiteral(":memory:"));
    RunJournal journal{*database};
    RunRecord record;
};

} // namespace studio
