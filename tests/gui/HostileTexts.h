#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace studio
{

/// A text that a model could answer in bad faith, and what must come of it.
struct HostileText
{
    const char *group;      ///< The kind of attack, as the table of hostile inputs numbers it.
    const char *name;       ///< In words.
    QString text;
    QStringList shown = {}; ///< Stretches that stand on screen.
    std::optional<QStringList> offered = {}; ///< The addresses of all its links.
};

/// Where the texts point to: if anything opens, it is seen there.
struct HostilePlaces
{
    QString server = QStringLiteral("127.0.0.1:9"); ///< Host and port that somebody listens on.
    QString folder = QStringLiteral("/tmp/signalbox-bait"); ///< Whose name occurs nowhere else.
};

/// What tries to load, open, lead astray, hide or imitate. Small texts.
QList<HostileText> hostileTexts(const HostilePlaces &places);

/// What tries to keep the window busy, up to 10 MiB.
QList<HostileText> heavyTexts();

/// Both.
QList<HostileText> allHostileTexts(const HostilePlaces &places = {});

/// Titles, names of models and files that try to get out of their labels.
QList<HostileText> hostileNames();

} // namespace studio
