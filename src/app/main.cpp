#include "app/Program.h"
#include "app/SignalWatcher.h"
#include "app/Studio.h"
#include "app/Tour.h"
#include "gui/DesktopScheme.h"
#include "gui/Language.h"
#include "media/MediaBackend.h"
#include "store/Folders.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QNetworkProxyFactory>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

/// The tour needs no display: its pictures are drawn offscreen when there is none.
void choosePlatform(int argc, char *argv[])
{
    for (int i = 1; i < argc; ++i) {
        const bool isTour = QByteArrayView(argv[i]).startsWith("--tour");
        if (isTour && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
            && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

/// Remarks of the offscreen platform about itself and of Qt Multimedia about what is not there, which say nothing to
/// the reader of the tour.
void dropPlatformRemarks(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (message.startsWith("This plugin does not support"_L1) || message.contains("XDG_RUNTIME_DIR"_L1)
        || message.contains("No RHI backend"_L1) || message.startsWith("PulseAudioService"_L1))
        return;
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

int playTour(studio::Theme &theme, const QString &folder)
{
    using namespace studio;
    // On a home of its own, so that nothing of the user's is seen or touched.
    QTemporaryDir home;
    Studio program(home.filePath(u"data"_s), home.filePath(u"config"_s), makeMemorySecretStore(), theme);
    Tour tour(program, theme, folder);
    QObject::connect(&tour, &Tour::finished, qApp, [](int failures) { QCoreApplication::exit(failures > 0 ? 1 : 0); });
    tour.start();
    return QApplication::exec();
}

int openWindow(studio::Theme &theme, const QStringList &files)
{
    using namespace studio;
    Studio program(userDataFolder(), userConfigFolder(), makeKeychainSecretStore(keychainService()), theme);
    program.start();
    MainWindow &window = program.workbench().window();
    program.workbench().openLast();
    window.show();
    for (const QString &file : files)
        program.workbench().openFile(file);
    if (!program.historyProblem().isEmpty()) {
        auto *box = new QMessageBox(QMessageBox::Warning, QGuiApplication::applicationDisplayName(),
                                    QCoreApplication::translate("main", "Your trials could not be opened: %1.\n"
                                                                        "They are left as they are. What you do "
                                                                        "now is kept until you close the window.")
                                        .arg(program.historyProblem()),
                                    QMessageBox::Ok, &window);
        box->setTextFormat(Qt::PlainText);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    }
    // A job that is being submitted would be lost if the program ended before the server has named it.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &program, &Studio::endSoon);
    QObject::connect(&program, &Studio::ended, qApp, &QCoreApplication::quit);
    DesktopScheme scheme;
    QObject::connect(&scheme, &DesktopScheme::answered, &theme, &Theme::setSystemIsDark);
    scheme.ask();
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &window, &QWidget::close);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace studio;
    chooseMediaBackend();
    forbidCoreDumps();
    choosePlatform(argc, argv);
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    if (qEnvironmentVariable("QT_QPA_PLATFORM") == "offscreen"_L1)
        qInstallMessageHandler(dropPlatformRemarks);
    QApplication app(argc, argv);
    introduceProgram();
    QGuiApplication::setApplicationDisplayName(u"Signalbox Studio"_s);
    QGuiApplication::setDesktopFileName(u"signalbox"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/icons/signalbox.svg"_s));
    installLanguage(app);

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"tour"_s, u"Play the first-start path on the practice gateway and write pictures there."_s,
                      u"folder"_s});
    parser.addPositionalArgument(u"file"_s, u"Trial files to open."_s, u"[file...]"_s);
    parser.process(app);

    Theme theme(app);
    if (parser.isSet(u"tour"_s))
        return playTour(theme, parser.value(u"tour"_s));
    return openWindow(theme, parser.positionalArguments());
}
