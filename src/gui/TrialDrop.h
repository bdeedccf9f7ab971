#pragma once

#include "core/FileHistory.h"

#include <QStringList>

class QMimeData;

namespace studio
{

/// The files on this computer that something dragged here names, when all of them can be trials; else none.
QStringList trialFilesIn(const QMimeData &dragged);

/// The same for files that may bring a trial back: trials, and saved copies of what models made.
QStringList restorableFilesIn(const QMimeData &dragged);

/// What a file dialog offers of these: "*.trial.json *.json *.png ...".
QString restorablePatterns();

/// What such a file brings back.
struct RestoredTrial
{
    Trial trial;
    FileDescription description = {}; ///< Of the file; not in trial files.
};

/// The trial in such a file: in a trial file, or in the history of a saved copy, in it or beside it. Waits for the disk;
/// large files belong off the window's thread.
Result<RestoredTrial> restoredTrial(const QString &path);

} // namespace studio
