#include "cli/Cli.h"

#include "catalog/Accounts.h"
#include "cli/CommandOptions.h"
#include "cli/DetectCommand.h"
#include "cli/EndpointsCommand.h"
#include "cli/ExportCommand.h"
#include "cli/GatewayCommand.h"
#include "cli/ModelsCommand.h"
#include "cli/ProvidersCommand.h"
#include "cli/RunCommand.h"
#include "cli/What.h"
#include "gateway/PracticeGateway.h"
#include "store/TrialFile.h"

#include <QCommandLineParser>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QString practiceId = u"practice"_s;

Error rejected(const QString &detail)
{
    return Error{ErrorKind::Rejected, detail};
}

} // namespace

Cli::Cli(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    // Later, because it shows in the middle of somebody's output.
    connect(&m_output, &Output::broke, this, &Cli::interrupt, Qt::QueuedConnection);
}

void Cli::read(const QStringList &arguments)
{
    const QString name = arguments.value(1);
    if (name == "--version"_L1) {
        m_output.line(u"signalbox-cli "_s + QLatin1StringView(STUDIO_VERSION));
        return;
    }
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        m_output.line(usageText());
        return;
    }
    if (name.isEmpty()) {
        m_output.note(usageText());
        m_exitStatus = ExitCouldNotRun;
        return;
    }
    auto command = commandFor(name, arguments.sliced(1));
    if (!command) {
        m_output.error(command.error());
        m_exitStatus = ExitCouldNotRun;
        return;
    }
    m_command = *std::move(command);
}

void Cli::start()
{
    if (!m_command) {
        end(m_exitStatus);
        return;
    }
    connect(m_command.get(), &Command::finished, this, &Cli::end);
    m_command->start();
}

void Cli::interrupt()
{
    if (m_command && !m_isOver)
        m_command->interrupt();
}

void Cli::end(int exitStatus)
{
    if (m_isOver)
        return;
    m_isOver = true;
    // Results that nobody got were not delivered, whatever became of the work.
    const int status = m_output.isBroken() ? int(ExitCouldNotRun) : exitStatus;
    QTimer::singleShot(0, this, [this, status] { emit finished(status); });
}

Cli::MadeCommand Cli::commandFor(const QString &name, const QStringList &arguments)
{
    if (!commandNames().contains(name))
        return rejected(u"there is no command \"%1\"; see signalbox-cli --help"_s.arg(name));
    const QString hint = u"see signalbox-cli %1 --help"_s.arg(name);
    QCommandLineParser parser;
    addOptionsOf(name, parser);
    if (!parser.parse(arguments))
        return rejected(u"%1 (%2)"_s.arg(parser.errorText(), hint));
    if (parser.isSet(u"help"_s)) {
        m_output.line(helpText(name, parser));
        return std::unique_ptr<Command>();
    }
    m_output.setJson(parser.isSet(u"json"_s));
    const QStringList words = parser.positionalArguments();
    if (name == "providers"_L1)
        return providersCommand(parser);
    if (name == "models"_L1 && words.value(0) == "endpoints"_L1)
        return endpointsCommand(words);
    if (!words.isEmpty())
        return rejected(u"\"%1\" is not understood here (%2)"_s.arg(words.first(), hint));
    if (name == "models"_L1)
        return modelsCommand(parser);
    if (name == "run"_L1)
        return runCommand(parser);
    if (name == "export"_L1)
        return exportCommand(parser);
    if (name == "gateway"_L1)
        return gatewayCommand(parser);
    if (const auto made = makeTrialFile(parser); !made)
        return made.error();
    return std::unique_ptr<Command>();
}

Cli::MadeCommand Cli::runCommand(const QCommandLineParser &parser)
{
    RunCommand::Options options;
    options.run.isStreaming = !parser.isSet(u"no-stream"_s);
    options.isDryRun = parser.isSet(u"dry-run"_s);
    options.folder = parser.value(u"out"_s);
    if (parser.isSet(u"budget"_s)) {
        options.budget = Money::parse(parser.value(u"budget"_s));
        if (!options.budget || options.budget->isNegative())
            return rejected(u"--budget takes US dollars, such as 0.50"_s);
    }
    const auto trial = What::read(parser, m_services);
    if (!trial)
        return trial.error();
    if (What::needsPractice(*trial)) {
        if (auto opened = openPractice(); !opened)
            return opened.error();
    }
    return std::unique_ptr<Command>(std::make_unique<RunCommand>(m_services, m_output, *trial, options));
}

Cli::MadeCommand Cli::exportCommand(const QCommandLineParser &parser)
{
    ExportCommand::Options options;
    const auto format = formatNamed(parser.value(u"to"_s));
    if (!format)
        return rejected(u"--to takes curl or cpp-qt"_s);
    options.format = *format;
    options.run.isStreaming = !parser.isSet(u"no-stream"_s);
    options.isProving = parser.isSet(u"prove"_s);
    options.folder = parser.value(u"out"_s);
    options.codeFolder = parser.value(u"code"_s);
    if (!options.codeFolder.isEmpty() && !options.isProving)
        return rejected(u"--code goes with --prove"_s);
    if (!options.codeFolder.isEmpty() && !options.folder.isEmpty())
        return rejected(u"--code reads files and --out writes them: name one of them"_s);
    const auto trial = What::read(parser, m_services);
    if (!trial)
        return trial.error();
    if (What::needsPractice(*trial)) {
        if (auto opened = openPractice(); !opened)
            return opened.error();
    }
    return std::unique_ptr<Command>(std::make_unique<ExportCommand>(m_services, m_output, *trial, options));
}

Cli::MadeCommand Cli::gatewayCommand(const QCommandLineParser &parser)
{
    bool isNumber = true;
    const ushort port = parser.isSet(u"port"_s) ? parser.value(u"port"_s).toUShort(&isNumber) : ushort(0);
    if (!isNumber)
        return rejected(u"--port takes a number from 0 to 65535"_s);
    return std::unique_ptr<Command>(
        std::make_unique<GatewayCommand>(m_services, m_output, port, parser.value(u"faults"_s)));
}

Cli::MadeCommand Cli::modelsCommand(const QCommandLineParser &parser)
{
    const ModelsCommand::Filter filter{parser.value(u"provider"_s), parser.value(u"output"_s),
                                       parser.value(u"search"_s)};
    if (!filter.provider.isEmpty() && !m_services.accounts.profile(filter.provider))
        return rejected(u"--provider: there is no provider \"%1\""_s.arg(filter.provider));
    if (filter.provider.isEmpty() || filter.provider == practiceId) {
        if (auto opened = openPractice(); !opened)
            return opened.error();
    }
    return std::unique_ptr<Command>(std::make_unique<ModelsCommand>(m_services, m_output, filter));
}

Cli::MadeCommand Cli::endpointsCommand(const QStringList &words)
{
    const auto target = words.size() == 2 ? parseTarget(words[1]) : Result<Target>(Error{ErrorKind::Rejected});
    if (!target)
        return rejected(u"usage: signalbox-cli models endpoints P/ID"_s);
    return std::unique_ptr<Command>(std::make_unique<EndpointsCommand>(m_services, m_output, *target));
}

Cli::MadeCommand Cli::providersCommand(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{u"detect"_s})
        return detectCommand(parser.values(u"port"_s));
    if (parser.isSet(u"port"_s))
        return rejected(u"--port goes with providers detect"_s);
    const bool isTest = words.size() == 2 && words.first() == "test"_L1;
    if (!isTest && words != QStringList{u"list"_s})
        return rejected(u"usage: signalbox-cli providers list | test P | detect"_s);
    if (isTest && words[1] == practiceId) {
        if (auto opened = openPractice(); !opened)
            return opened.error();
    }
    return std::unique_ptr<Command>(
        std::make_unique<ProvidersCommand>(m_services, m_output, isTest ? words[1] : QString()));
}

Cli::MadeCommand Cli::detectCommand(const QStringList &portTexts)
{
    QList<quint16> ports;
    for (const QString &text : portTexts) {
        const ushort port = text.toUShort();
        if (port == 0)
            return rejected(u"--port takes a number from 1 to 65535"_s);
        if (!ports.contains(port))
            ports << port;
    }
    return std::unique_ptr<Command>(std::make_unique<DetectCommand>(m_services, m_output, ports));
}

Result<void> Cli::makeTrialFile(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"out"_s))
        return rejected(u"--out is needed"_s);
    const auto trial = What::read(parser, m_services);
    if (!trial)
        return trial.error();
    return writeTrialFile(parser.value(u"out"_s), *trial);
}

Result<void> Cli::openPractice()
{
    const auto address = m_services.gateway.listen();
    if (!address)
        return address.error();
    m_services.accounts.setPracticeGateway(*address, m_services.gateway.key());
    return {};
}

} // namespace studio
