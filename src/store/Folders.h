#pragma once

#include <QString>

namespace studio
{

/// Where this user's files lie. The environment variable SIGNALBOX_HOME puts both below one folder, for
/// tests and for a copy on a stick. Each is made when it is missing, for this user only (0700); a folder that
/// cannot be made shows when something is written there.
QString userDataFolder();
QString userConfigFolder();

/// Makes a folder and those above it, readable for this user only. A folder that exists is left as it is.
/// False when there is none afterwards.
bool makePrivateFolder(const QString &path);

} // namespace studio
