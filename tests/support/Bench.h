#pragma once

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gateway/PracticeGateway.h"
#include "net/Transport.h"
#include "run/RunSet.h"
#include "store/Database.h"
#include "store/RunJournal.h"

#include <QTemporaryDir>

namespace studio
{

/// Everything below the faces, built as app/ builds it, on a practice gateway of its own: what flow tests use.
struct Bench
{
    Bench()
    {
        const auto address = gateway.listen();
        Q_ASSERT(address);
        accounts.setPracticeGateway(*address, gateway.key());
        std::ignore = gateway.setFaults(R"({"factor": 0.01, "faults": []})");
    }

    QTemporaryDir folder;
    PracticeGateway gateway;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts{*secrets, folder.filePath(QStringLiteral("servers"))};
    Catalog catalog{transport, accounts, folder.path()};
    std::unique_ptr<Database> database = *Database::open(folder.filePath(QStringLiteral("studio.db")));
    RunJournal journal{*database};
    RunSet runs{transport, accounts, catalog, &journal};
};

inline Trial trialOn(const QStringList &models, const QString &prompt = QStringLiteral("Describe a ceramic mug."))
{
    Trial trial = newTrial();
    trial.prompt.text = prompt;
    for (const QString &model : models)
        trial.targets << Target{QStringLiteral("practice"), model};
    return trial;
}

} // namespace studio
