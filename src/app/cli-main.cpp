#include "app/Program.h"
#include "app/SignalWatcher.h"
#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "cli/Cli.h"
#include "gateway/PracticeGateway.h"
#include "media/MediaBackend.h"
#include "net/Transport.h"
#include "store/Folders.h"
#include "store/SecretStore.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    using namespace studio;
    chooseMediaBackend();
    forbidCoreDumps();
    QCoreApplication app(argc, argv);
    introduceProgram();
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    const QString data = userDataFolder();
    const auto secrets = makeLazySecretStore([] { return makeKeychainSecretStore(keychainService()); });
    Transport transport;
    Accounts accounts(*secrets, data + "/servers"_L1);
    Catalog catalog(transport, accounts, data, userConfigFolder());
    PracticeGateway gateway;

    Cli cli({transport, accounts, catalog, gateway});
    cli.read(QCoreApplication::arguments()); // may wait for standard input, where Ctrl+C ends the program as ever
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &cli, &Cli::interrupt);
    QObject::connect(&cli, &Cli::finished, &app, [](int exitStatus) { QCoreApplication::exit(exitStatus); });
    QMetaObject::invokeMethod(&cli, &Cli::start, Qt::QueuedConnection);
    return app.exec();
}
