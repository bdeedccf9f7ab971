#include "gui/ResultRemover.h"

#include "gui/WhenDone.h"
#include "media/ThumbnailLoader.h"
#include "store/MediaStore.h"
#include "store/ResultShelf.h"

#include <QDateTime>
#include <QTimer>
#include <QtConcurrentRun>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto patience = 2s; ///< By then who kept a file has written it down.
constexpr int mostTries = 5;  ///< What stays then is looked at again by the next program.

/// Those that were just kept, and stay.
QList<KeptMedia> claimedOf(const MediaStore &store, const QList<KeptMedia> &files, const QDateTime &since)
{
    QList<KeptMedia> claimed;
    for (const KeptMedia &file : files) {
        if (!store.discard(file, since))
            claimed << file;
    }
    return claimed;
}

} // namespace

ResultRemover::ResultRemover(ResultShelf &shelf, const MediaStore &store, ThumbnailLoader &thumbnails, QObject *parent)
    : QObject(parent)
    , m_shelf(shelf)
    , m_store(store)
    , m_thumbnails(thumbnails)
{
}

Result<void> ResultRemover::remove(const QList<qint64> &numbers)
{
    const auto lonely = m_shelf.remove(numbers);
    if (!lonely)
        return lonely.error();
    discard(*lonely, mostTries);
    return {};
}

void ResultRemover::sweep()
{
    if (const auto removed = m_shelf.removed())
        discard(*removed, mostTries);
    if (const auto contents = m_shelf.contents())
        m_thumbnails.dropAllBut(*contents);
}

void ResultRemover::discard(const QList<KeptMedia> &files, int tries)
{
    if (files.isEmpty())
        return;
    const QDateTime since = QDateTime::currentDateTimeUtc().addMSecs(-std::chrono::milliseconds(patience).count());
    const auto work = QtConcurrent::run(claimedOf, m_store, files, since);
    whenDone(work, this, [this, files, tries](const QList<KeptMedia> &claimed) {
        for (const KeptMedia &file : files) {
            if (!claimed.contains(file))
                m_thumbnails.drop(file.sha256);
        }
        if (!claimed.isEmpty() && tries > 1)
            QTimer::singleShot(patience, this, [this, claimed, tries] { tryAgain(claimed, tries - 1); });
    });
}

/// Unless a run has made the same again by now.
void ResultRemover::tryAgain(const QList<KeptMedia> &files, int tries)
{
    const auto contents = m_shelf.contents();
    if (!contents)
        return;
    QList<KeptMedia> lonely = files;
    lonely.removeIf([&contents](const KeptMedia &file) { return contents->contains(file.sha256); });
    discard(lonely, tries);
}

} // namespace studio
