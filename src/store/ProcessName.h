#pragma once

#include <QString>

namespace studio
{

/// A name for this process that no later one will have, though its number may come again.
QString processName();

/// Whether the process with that name still lives on this computer.
bool isAlive(const QString &name);

} // namespace studio
