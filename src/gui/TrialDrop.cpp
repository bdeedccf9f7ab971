#include "gui/TrialDrop.h"

#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace studio
{

QStringList trialFilesIn(const QMimeData &dragged)
{
    constexpr qsizetype most = 20; // a whole folder of files was not meant
    const QList<QUrl> urls = dragged.urls();
    QStringList files;
    for (const QUrl &url : urls) {
        if (!url.isLocalFile() || !url.path().endsWith(".json"_L1, Qt::CaseInsensitive))
            return {};
        files << url.toLocalFile();
    }
    return files.size() <= most ? files : QStringList();
}

} // namespace studio
