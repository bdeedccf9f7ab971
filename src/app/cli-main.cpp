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

#include <QGuiApplication>
#include <QNetworkProxyFactory>

#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

/// As the shell gives them, the program's name first.
QStringList argumentsOf(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

/// Without a session Qt complains of a missing folder, which is none of a terminal's business.
void passOnFailuresAlone(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

}

int main(int argc, char *argv[])
{
    using namespace studio;
    chooseMediaBackend();
    forbidCoreDumps();
    // The practice gateway writes words into its pictures, which needs fonts but no display. Qt sees no argument of the
    // user's: it would take some for itself.
    std::array<char, 10> option{"-platform"};
    std::array<char, 10> platform{"offscreen"};
    std::array<char *, 4> ours{argv[0], option.data(), platform.data(), nullptr};
    int count = 3;
    qInstallMessageHandler(passOnFailuresAlone);
    QGuiApplication app(count, ours.data());
    qInstallMessageHandler(nullptr);
    introduceProgram();
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    const QString data = userDataFolder();
    const auto secrets = makeLazySecretStore([] { return makeKeychainSecretStore(keychainService()); });
    Transport transport;
    Accounts accounts(*secrets, data + "/servers"_L1);
    Catalog catalog(transport, accounts, data, userConfigFolder());
    PracticeGateway gateway;

    Cli cli({transport, accounts, catalog, gateway});
    cli.read(argumentsOf(argc, argv)); // may wait for standard input, where Ctrl+C ends the program as ever
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &cli, &Cli::interrupt);
    QObject::connect(&cli, &Cli::finished, &app, [](int exitStatus) { QCoreApplication::exit(exitStatus); });
    QMetaObject::invokeMethod(&cli, &Cli::start, Qt::QueuedConnection);
    return app.exec();
}
