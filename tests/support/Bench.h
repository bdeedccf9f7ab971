#pragma once

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gateway/PracticeGateway.h"
#include "net/Transport.h"
#include "run/JobKeeper.h"
#include "run/RunSet.h"
#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"

#include <QTemporaryDir>

namespace studio
{

/// Everything below the faces, built as app/ builds it, on a practice gateway of its own: what flow tests use.
struct Bench
{
    /// With a home, the history there is used; else one of this bench alone.
    explicit Bench(const QString &givenHome = {}) : home(givenHome.isEmpty() ? folder.path() : givenHome)
    {
        const auto address = gateway.listen();
        Q_ASSERT(address);
        accounts.setPracticeGateway(*address, gateway.key());
        std::ignore = gateway.setFaults("{\"factor\": 0.01}");
    }

    QTemporaryDir folder;
    QString home;
    PracticeGateway gateway;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts{*secrets, home + QStringLiteral("/servers")};
    Catalog catalog{transport, accounts, home, home + QStringLiteral("/corrections")};
    std::unique_ptr<Database> database = *Database::open(home + QStringLiteral("/studio.db"));
    RunJournal journal{*database};
    MediaStore media{home + QStringLiteral("/media")};
    JobKeeper jobs{transport, accounts, catalog, &journal, media};
    RunSet runs{transport, accounts, catalog, &journal, &media};
};

inline Trial trialOn(const QStringList &models, const QString &prompt = QStringLiteral("Describe a ceramic mug."))
{
    Trial trial = newTrial();
    trial.prompt.text = prompt;
    for (const QString &model : models)
        trial.targets << Target{QStringLiteral("practice"), model};
    return trial;
}

/// How often a gateway was asked for an answer.
inline qsizetype chatsAt(const PracticeGateway &gateway)
{
    qsizetype count = 0;
    for (const RecordedRequest &request : gateway.recorded())
        count += request.target.endsWith("/chat/completions") ? 1 : 0;
    return count;
}

} // namespace studio
