#include "media/ThumbnailLoader.h"

#include "media/PictureReader.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QSaveFile>
#include <QTimer>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int sides[] = {128, 256, 512};
constexpr int mostKibibytes = 96 * 1024; ///< In memory: some 400 of 256 x 256.
constexpr int mostAtOnce = 2;
constexpr int mostSwept = 100'000; ///< Files that one start looks at.

/// A lost write only costs making it again, so nothing waits for the disk.
void save(const QImage &picture, const QString &path)
{
    const QString folder = QFileInfo(path).path();
    if (!QDir(folder).exists()) {
        QDir().mkpath(folder);
        const QFile::Permissions mine = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        QFile::setPermissions(folder, mine);
        QFile::setPermissions(QFileInfo(folder).path(), mine);
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && picture.save(&file, picture.hasAlphaChannel() ? "png" : "jpeg", picture.hasAlphaChannel() ? 80 : 88))
        file.commit();
}

/// "ab/abcd....-256"; whatever else lies there was not finished.
void removeOthers(const QString &folder, const QSet<QByteArray> &contents)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    for (int i = 0; i < mostSwept && files.hasNext(); ++i) {
        const QString path = files.next();
        const QString name = files.fileName();
        if (name.contains(u'.') || !contents.contains(name.section(u'-', 0, 0).toLatin1()))
            QFile::remove(path);
    }
}

} // namespace

size_t qHash(const ThumbnailKey &key, size_t seed)
{
    return qHashMulti(seed, key.sha256, key.side);
}

int thumbnailSide(int logicalSide, qreal devicePixelRatio)
{
    const qreal wanted = logicalSide * devicePixelRatio;
    const auto *fitting = std::find_if(std::begin(sides), std::end(sides), [wanted](int side) { return side >= wanted; });
    return fitting == std::end(sides) ? *std::rbegin(sides) : *fitting;
}

Result<QImage> thumbnailOfFile(const QString &path, const QString &saved, int side, const CancelFlag &cancel)
{
    if (const auto bytes = readPictureFile(saved)) {
        if (auto picture = readPicture(*bytes, cancel); picture && picture->isWhole)
            return std::move(picture->image);
    }
    const auto bytes = readPictureFile(path);
    if (!bytes)
        return bytes.error();
    auto picture = readSmallPicture(*bytes, side, cancel);
    if (!picture)
        return picture.error();
    if (!cancel.isCancelled())
        save(picture->image, saved);
    return std::move(picture->image);
}

ThumbnailLoader::ThumbnailLoader(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_pictures(mostKibibytes)
{
    m_pool.setMaxThreadCount(mostAtOnce);
}

ThumbnailLoader::~ThumbnailLoader()
{
    cancelAll();
    m_pool.waitForDone();
}

QImage ThumbnailLoader::find(const ThumbnailKey &key) const
{
    const QImage *picture = m_pictures.object(key);
    return picture ? *picture : QImage();
}

void ThumbnailLoader::request(const ThumbnailKey &key, const QString &path)
{
    if (m_running.contains(key))
        return;
    m_waiting.removeIf([&key](const Wanted &each) { return each.key == key; });
    m_waiting << Wanted{key, path};
    QTimer::singleShot(0, this, &ThumbnailLoader::startNext);
}

void ThumbnailLoader::cancel(const ThumbnailKey &key)
{
    m_waiting.removeIf([&key](const Wanted &each) { return each.key == key; });
    m_running.take(key).cancel();
}

void ThumbnailLoader::cancelAll()
{
    m_waiting.clear();
    for (const CancelFlag &flag : std::as_const(m_running))
        flag.cancel();
    m_running.clear();
}

void ThumbnailLoader::keep(const ThumbnailKey &key, const QImage &picture)
{
    QImage small = picture;
    if (std::max(picture.width(), picture.height()) > key.side)
        small = picture.scaled(key.side, key.side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    cancel(key);
    remember(key, small);
    QThreadPool *pool = &m_pool;
    std::ignore = QtConcurrent::run(pool, save, small, fileOf(key));
    emit ready(key, small);
}

void ThumbnailLoader::keepPoster(const QByteArray &sha256, const QImage &frame)
{
    QImage smaller = frame;
    for (auto side = std::rbegin(sides); side != std::rend(sides); ++side) {
        keep({sha256, *side}, smaller);
        smaller = find({sha256, *side}); // each from the one before: it has fewer pixels
    }
}

void ThumbnailLoader::drop(const QByteArray &sha256)
{
    QStringList files;
    for (const int side : sides) {
        const ThumbnailKey key{sha256, side};
        cancel(key);
        m_pictures.remove(key);
        m_failures.remove(key);
        files << fileOf(key);
    }
    QThreadPool *pool = &m_pool;
    std::ignore = QtConcurrent::run(pool, [files] {
        for (const QString &file : files)
            QFile::remove(file);
    });
}

void ThumbnailLoader::dropAllBut(const QSet<QByteArray> &contents)
{
    QThreadPool *pool = &m_pool;
    std::ignore = QtConcurrent::run(pool, removeOthers, m_folder, contents);
}

void ThumbnailLoader::startNext()
{
    while (!m_waiting.isEmpty() && m_running.size() < mostAtOnce) {
        const Wanted wanted = m_waiting.takeLast();
        const QImage there = find(wanted.key);
        if (!there.isNull())
            emit ready(wanted.key, there);
        else if (const auto failure = m_failures.constFind(wanted.key); failure != m_failures.constEnd())
            emit failed(wanted.key, *failure);
        else
            start(wanted);
    }
}

void ThumbnailLoader::start(const Wanted &wanted)
{
    const CancelFlag flag;
    const ThumbnailKey key = wanted.key;
    m_running.insert(key, flag);
    auto *watcher = new QFutureWatcher<Result<QImage>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key, flag] {
        watcher->deleteLater();
        take(key, flag, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&m_pool, thumbnailOfFile, wanted.path, fileOf(key), key.side, flag));
}

void ThumbnailLoader::take(const ThumbnailKey &key, const CancelFlag &flag, const Result<QImage> &picture)
{
    if (!flag.isCancelled()) { // else it left m_running then, and may be running again by now
        m_running.remove(key);
        if (picture) {
            remember(key, *picture);
            emit ready(key, *picture);
        } else {
            m_failures.insert(key, picture.error());
            emit failed(key, picture.error());
        }
    }
    startNext();
}

void ThumbnailLoader::remember(const ThumbnailKey &key, const QImage &picture)
{
    m_failures.remove(key);
    m_pictures.insert(key, new QImage(picture), std::max(1, int(picture.sizeInBytes() / 1024)));
}

QString ThumbnailLoader::fileOf(const ThumbnailKey &key) const
{
    const QString name = QString::fromLatin1(key.sha256);
    return u"%1/%2/%3-%4"_s.arg(m_folder, name.left(2), name, QString::number(key.side));
}

} // namespace studio
