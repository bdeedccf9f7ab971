#pragma once

#include <QStringList>

class QCommandLineParser;

namespace studio
{

/// The commands there are.
QStringList commandNames();

/// What `signalbox-cli --help` says.
QString usageText();

/// What `signalbox-cli COMMAND --help` says; the parser has the command's options.
QString helpText(const QString &command, const QCommandLineParser &parser);

/// Tells the parser which options a command takes.
void addOptionsOf(const QString &command, QCommandLineParser &parser);

} // namespace studio
