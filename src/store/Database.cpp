#include "store/Database.h"

#include "store/Folders.h"
#include "store/Schema.h"
#include "store/Sql.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlError>
#include <QUuid>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr auto inMemory = ":memory:"_L1;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

// Reading every page takes 0.2 s for this much; the window must not wait longer. What lies in larger files
// is still checked by SQLite as it is read.
constexpr qint64 mostCheckedBytes = 64 * 1024 * 1024;

constexpr std::array sidecars{"-wal"_L1, "-shm"_L1, "-journal"_L1};

Error failure(const QString &path, const QString &what)
{
    return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, what)};
}

/// What SQLite would overwrite or take for less than it was: see its file format, section 1.3.
bool isDamaged(const QString &path)
{
    const bool hasLog = QFileInfo(path + sidecars[0]).size() > 0;
    QFile file(path);
    if (!file.exists())
        return hasLog;
    if (!file.open(QIODevice::ReadOnly))
        return false; // SQLite will say why
    const QByteArray header = file.read(20);
    if (header.size() < 20 || !header.startsWith(QByteArray("SQLite format 3\0", 16)))
        return true;
    const int stated = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 pageSize = stated == 1 ? 65536 : stated;
    const bool isKnownFormat = header[18] == header[19] && (header[18] == 1 || header[18] == 2);
    // The end of a file that was cut within a page would read as zeros; with a log the file may be behind.
    const bool isCut = pageSize < 512 || file.size() < pageSize || (!hasLog && file.size() % pageSize != 0);
    return !isKnownFormat || isCut;
}

/// Moves a file and what belongs to it out of the way; gives its new path.
Result<QString> moveAside(const QString &path)
{
    const QString base = u"%1.broken-%2"_s.arg(path, QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s));
    QString target = base;
    for (int number = 2; QFileInfo::exists(target) || QFileInfo::exists(target + sidecars[0]); ++number)
        target = u"%1-%2"_s.arg(base).arg(number);
    if (QFileInfo::exists(path) && !QFile::rename(path, target))
        return failure(path, u"cannot be renamed"_s);
    for (const QLatin1StringView sidecar : sidecars) {
        if (QFileInfo::exists(path + sidecar) && !QFile::rename(path + sidecar, target + sidecar))
            return failure(path + sidecar, u"cannot be renamed"_s);
    }
    return target;
}

/// Made before SQLite makes it, so that it is private from its first byte; its sidecars follow it.
Result<void> makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return failure(path, file.errorString());
    if (file.exists() && file.permissions() != (ownerOnly | QFile::ReadUser | QFile::WriteUser))
        file.setPermissions(ownerOnly);
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &path)
{
    std::unique_ptr<Database> database(new Database);
    Result<void> opened;
    if (path == inMemory) {
        opened = database->connectTo(path);
        if (opened)
            opened = database->prepare(SchemaFit::Fresh);
    } else {
        opened = database->openFile(path);
    }
    if (!opened)
        return opened.error();
    return database;
}

Database::~Database()
{
    disconnect();
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_connectionName);
}

Result<void> Database::openFile(const QString &path)
{
    if (!makePrivateFolder(QFileInfo(path).absolutePath()))
        return failure(path, u"its folder cannot be made"_s);
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile())
        return failure(path, u"not a regular file"_s);

    // Two programs that start at once must not both find the file missing or broken.
    QLockFile lock(path + ".lock"_L1);
    if (!lock.tryLock(std::chrono::seconds(2)) && lock.error() == QLockFile::LockFailedError)
        return failure(path, u"another program is just opening it"_s);

    for (bool isSecondTry : {false, true}) {
        if (isDamaged(path)) {
            auto moved = moveAside(path);
            if (!moved)
                return moved.error();
            m_setAside = *moved;
        }
        const bool isFresh = !QFileInfo::exists(path);
        if (auto made = makePrivateFile(path); !made)
            return made;
        if (auto connected = connectTo(path); !connected)
            return connected;
        const auto fit = isFresh ? SchemaFit::Fresh
                                 : examineSchema(connection(), QFileInfo(path).size() <= mostCheckedBytes);
        if (!fit)
            return failure(path, fit.error().detail);
        if (*fit != SchemaFit::Broken) {
            m_isReadOnly = *fit == SchemaFit::Newer || !QFileInfo(path).isWritable();
            return prepare(*fit);
        }
        disconnect();
        if (isSecondTry)
            break;
        auto moved = moveAside(path);
        if (!moved)
            return moved.error();
        m_setAside = *moved;
    }
    return failure(path, u"cannot be read, even when new"_s);
}

Result<void> Database::connectTo(const QString &path)
{
    m_connectionName = QUuid::createUuid().toString();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    database.setDatabaseName(path);
    // Short, because the window waits with us.
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=250"_s);
    if (!database.open())
        return failure(path, database.lastError().text().trimmed());
    return {};
}

Result<void> Database::prepare(SchemaFit fit)
{
    QStringList pragmas{u"PRAGMA trusted_schema = OFF"_s, u"PRAGMA cell_size_check = ON"_s,
                        u"PRAGMA foreign_keys = ON"_s};
    if (m_isReadOnly)
        pragmas << u"PRAGMA query_only = ON"_s;
    else
        pragmas << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA synchronous = NORMAL"_s << u"PRAGMA cache_size = -512"_s;
    for (const QString &pragma : std::as_const(pragmas)) {
        if (auto outcome = runSql(connection(), pragma); !outcome)
            return outcome.error();
    }
    if (m_isReadOnly)
        return {};
    switch (fit) {
    case SchemaFit::Fresh:
        return createSchema(connection());
    case SchemaFit::Older:
        return upgradeSchema(connection());
    case SchemaFit::Ours:
    case SchemaFit::Newer:
    case SchemaFit::Broken:
        return {};
    }
    Q_UNREACHABLE();
}

void Database::disconnect()
{
    if (m_connectionName.isEmpty())
        return;
    connection().close();
    QSqlDatabase::removeDatabase(std::exchange(m_connectionName, {}));
}

} // namespace studio
