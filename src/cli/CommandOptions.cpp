#include "cli/CommandOptions.h"

#include "cli/What.h"

#include <QCommandLineParser>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Synopsis
{
    QLatin1StringView command;
    QLatin1StringView arguments;
    QLatin1StringView purpose;
};

constexpr std::array synopses{
    Synopsis{"models"_L1, "[--provider P] [--output text|image|video] [--search TEXT] | endpoints P/ID"_L1,
             "Lists the models this program knows of, or asks which companies run one."_L1},
    Synopsis{"new"_L1, "WHAT --out FILE"_L1, "Writes a trial file."_L1},
    Synopsis{"run"_L1, "WHAT [--out DIR] [--dry-run] [--no-stream] [--budget USD]"_L1,
             "Asks every model and shows the answers."_L1},
    Synopsis{"export"_L1, "WHAT --to curl|cpp-qt [--out DIR] [--prove [--code DIR]] [--no-stream]"_L1,
             "Writes code that sends the same request, and proves it."_L1},
    Synopsis{"gateway"_L1, "[--port N] [--faults FILE]"_L1,
             "Serves practice answers until it is ended; prints its address and key as one JSON line."_L1},
    Synopsis{"providers"_L1, "list | test P | detect [--port N]"_L1,
             "Lists the providers, asks one whether the key works, or finds model servers on this computer."_L1},
};

constexpr QLatin1StringView whatText =
    "WHAT is --trial FILE, or --prompt TEXT|- [--instructions TEXT] --model P/ID (repeat for columns);\n"
    "with either [--attach FILE] (repeat for more) and [--set name=value] (settings and blanks). Instead of a configured provider, --base-url URL\n"
    "with --profile ID or --dialect NAME, and [--key-env VAR], name a server; --model then takes the bare id.\n"_L1;

} // namespace

QStringList commandNames()
{
    QStringList names;
    for (const Synopsis &synopsis : synopses)
        names << synopsis.command;
    return names;
}

QString usageText()
{
    QString text = u"usage: signalbox-cli COMMAND [options]\n\n"_s;
    for (const Synopsis &synopsis : synopses)
        text += u"  %1 %2\n"_s.arg(synopsis.command, -10).arg(synopsis.arguments);
    return text + u'\n' + whatText
        + u"With --json, standard output has one JSON object a line and nothing else.\n"
          "'signalbox-cli COMMAND --help' tells the options of a command.\n"
          "Exit status: 0 done, 1 a check failed, 2 could not run, 3 budget reached, 130 interrupted."_s;
}

QString helpText(const QString &command, const QCommandLineParser &parser)
{
    QString text;
    for (const Synopsis &synopsis : synopses) {
        if (synopsis.command != command)
            continue;
        text = u"usage: signalbox-cli %1 %2\n\n%3\n"_s.arg(command, synopsis.arguments, synopsis.purpose);
        if (synopsis.arguments.startsWith("WHAT"_L1))
            text += u'\n' + whatText;
    }
    const QString options = parser.helpText(); // begins with a usage line that knows no commands
    return text + options.sliced(options.indexOf(u'\n')).trimmed().prepend(u'\n');
}

void addOptionsOf(const QString &command, QCommandLineParser &parser)
{
    const auto add = [&parser](const QString &name, const QString &description, const QString &value = {}) {
        parser.addOption({name, description, value});
    };
    parser.addOption({{u"h"_s, u"help"_s}, u"Tells the options."_s});
    if (command == "run"_L1 || command == "export"_L1 || command == "new"_L1) {
        What::addOptions(parser);
        const bool isFile = command == "new"_L1;
        add(u"out"_s, isFile ? u"The trial file."_s : u"Where files go; none is overwritten."_s,
            isFile ? u"file"_s : u"folder"_s);
    }
    if (command == "run"_L1 || command == "export"_L1)
        add(u"no-stream"_s, u"Ask for the whole answer at once."_s);
    if (command == "run"_L1) {
        add(u"dry-run"_s, u"Show what would be sent; send nothing."_s);
        add(u"budget"_s, u"Send nothing when the estimate is above this."_s, u"usd"_s);
    }
    if (command == "export"_L1) {
        add(u"to"_s, u"curl or cpp-qt."_s, u"format"_s);
        add(u"prove"_s, u"Run the code against a recorder and compare."_s);
        add(u"code"_s, u"With --prove: the files in this folder, as they stand."_s, u"folder"_s);
    }
    if (command == "models"_L1) {
        add(u"provider"_s, u"Only this provider."_s, u"id"_s);
        add(u"output"_s, u"Only models that make this: text, image, video ..."_s, u"kind"_s);
        add(u"search"_s, u"Words that must occur."_s, u"text"_s);
    }
    if (command == "gateway"_L1) {
        add(u"port"_s, u"0 takes a free one."_s, u"number"_s);
        add(u"faults"_s, u"A faults script."_s, u"file"_s);
    }
    if (command == "providers"_L1)
        add(u"port"_s, u"With detect: ask this port instead of the usual ones (may be repeated)."_s, u"number"_s);
    add(u"json"_s, u"One JSON object a line."_s);
}

} // namespace studio
