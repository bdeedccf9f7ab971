#pragma once

#include <QStringList>

class QMimeData;

namespace studio
{

/// The files on this computer that something dragged here names, when all of them can be trials; else none.
QStringList trialFilesIn(const QMimeData &dragged);

} // namespace studio
