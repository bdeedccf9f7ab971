#pragma once

#include <QString>

#include <functional>

class QObject;

namespace studio
{

/// Asks the desktop's file manager to show a file in its folder. The answer comes later and says whether there was one
/// that did; it is not given once the receiver is gone.
void revealFile(const QString &path, QObject *receiver, std::function<void(bool)> answered);

} // namespace studio
