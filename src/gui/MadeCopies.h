#pragma once

#include "core/RunRecord.h"
#include "core/Trial.h"
#include "gui/PictureFiles.h"

#include <QTemporaryDir>

namespace studio
{

class MediaStore;

/// Copies of files of runs for whoever saves them or drags them out: named after trial and model, with how they were
/// made written into them. They lie in a folder of this program alone until it ends. Waits for the disk.
class MadeCopies
{
public:
    explicit MadeCopies(const MediaStore &store); ///< It outlives this.

    /// trial: as it was when the run began; without an id when that is not known.
    Result<OfferedFile> copyOf(const RunRecord &record, const Trial &trial, const KeptMedia &file);

private:
    const MediaStore &m_store;
    QTemporaryDir m_folder;
    int m_count = 0;
};

} // namespace studio
