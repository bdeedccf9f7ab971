#include "gui/MadeCopy.h"

#include "core/FileHistory.h"
#include "media/SavedCopy.h"
#include "store/FileName.h"
#include "store/MediaStore.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace studio
{

OfferedFile madeCopy(const MediaStore &store, const RunRecord &record, const Trial &trial, const KeptMedia &file)
{
    const auto place = file.kind == MediaKind::Video ? QStandardPaths::MoviesLocation : QStandardPaths::PicturesLocation;
    const QString folder = QStandardPaths::writableLocation(place); // where the name is to be free
    const QString name = QFileInfo(freeFileName(folder, trial.title, record.target.model, suffixOf(file.mime))).fileName();
    return {name, [store, record, trial, file](const QString &target) {
                return saveCopy(store.path(file), target, fileHistory(record, trial, file));
            }};
}

} // namespace studio
