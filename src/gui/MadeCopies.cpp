#include "gui/MadeCopies.h"

#include "core/FileHistory.h"
#include "media/SavedCopy.h"
#include "store/FileName.h"
#include "store/MediaStore.h"

#include <QDir>
#include <QFileInfo>

namespace studio
{

MadeCopies::MadeCopies(const MediaStore &store)
    : m_store(store)
{
}

Result<OfferedFile> MadeCopies::copyOf(const RunRecord &record, const Trial &trial, const KeptMedia &file)
{
    const QString folder = m_folder.filePath(QString::number(++m_count)); // of its own, so that the name is free
    if (!m_folder.isValid() || !QDir().mkpath(folder))
        return Error{ErrorKind::StorageFailed, folder};
    const QString target = freeFileName(folder, trial.title, record.target.model, suffixOf(file.mime));
    const auto saved = saveCopy(m_store.path(file), target, fileHistory(record, trial, file));
    if (!saved)
        return saved.error();
    return OfferedFile{target, QFileInfo(target).fileName()};
}

} // namespace studio
