#pragma once

#include <QString>

#include <functional>

class QObject;

namespace studio
{

/// Asks the desktop's file manager to show a file that this program made, in its folder. done: whether it took that up;
/// not at all when the context is gone.
void showInFolder(const QString &path, QObject *context, std::function<void(bool)> done);

} // namespace studio
