#include "gui/TrialDrop.h"

#include "media/SavedCopy.h"

#include <QJsonObject>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QLatin1StringView restorable[] = {".json"_L1, ".png"_L1, ".jpg"_L1, ".jpeg"_L1, ".webp"_L1, ".gif"_L1,
                                            ".mp4"_L1, ".webm"_L1, ".mov"_L1, ".mp3"_L1, ".wav"_L1};

QStringList filesOf(const QMimeData &dragged, std::span<const QLatin1StringView> endings)
{
    constexpr qsizetype most = 20; // a whole folder of files was not meant
    const QList<QUrl> urls = dragged.urls();
    QStringList files;
    for (const QUrl &url : urls) {
        const QString path = url.path();
        const bool isMeant = url.isLocalFile() && std::any_of(endings.begin(), endings.end(), [&path](QLatin1StringView ending) {
            return path.endsWith(ending, Qt::CaseInsensitive);
        });
        if (!isMeant)
            return {};
        files << url.toLocalFile();
    }
    return files.size() <= most ? files : QStringList();
}

} // namespace

QStringList trialFilesIn(const QMimeData &dragged)
{
    return filesOf(dragged, std::span(restorable).first(1));
}

/// A clip and the file beside it, dragged together, bring one trial back and not two.
QStringList restorableFilesIn(const QMimeData &dragged)
{
    QStringList files = filesOf(dragged, restorable);
    const QStringList all = files;
    files.removeIf([&all](const QString &file) {
        return file.endsWith(".json"_L1) && std::any_of(all.begin(), all.end(), [&file](const QString &other) {
            return file.startsWith(other + u'.');
        });
    });
    return files;
}

QString restorablePatterns()
{
    QStringList patterns{u"*.trial.json"_s};
    for (const QLatin1StringView ending : restorable)
        patterns << u'*' + ending;
    return patterns.join(u' ');
}

Result<RestoredTrial> restoredTrial(const QString &path)
{
    const auto object = readHistory(path);
    if (!object)
        return object.error();
    const bool isTrial = (*object)[u"format"_s].toString() == "signalbox-trial"_L1;
    const auto trial = isTrial ? trialFromJson(*object) : trialFromHistory(*object);
    if (!trial)
        return trial.error();
    return RestoredTrial{*trial, isTrial ? FileDescription() : descriptionIn(*object)};
}

} // namespace studio
