#include "store/TrialStore.h"

#include "core/Json.h"
#include "store/Database.h"
#include "store/Sql.h"

#include <QJsonDocument>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Q_LOGGING_CATEGORY(trials, "studio.store.trials")

Result<Trial> trialFromText(const QByteArray &document)
{
    auto object = parseJsonObject(document);
    if (!object)
        return object.error();
    return trialFromJson(*object);
}

Error noSuchTrial()
{
    return Error{ErrorKind::Rejected, u"no such trial"_s};
}

} // namespace

QByteArray trialDocument(const Trial &trial)
{
    return QJsonDocument(toJson(trial)).toJson(QJsonDocument::Compact);
}

TrialStore::TrialStore(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

Result<QList<Trial>> TrialStore::all() const
{
    auto rows = runSql(m_database.connection(), u"SELECT id, CAST(document AS BLOB) FROM trials WHERE deleted_at IS NULL "
                                                "ORDER BY pinned DESC, changed DESC"_s);
    if (!rows)
        return rows.error();
    QList<Trial> found;
    while (rows->next()) {
        // One row that a newer program wrote, or that is damaged, must not hide the others.
        if (auto trial = trialFromText(rows->value(1).toByteArray()))
            found << *std::move(trial);
        else
            qCWarning(trials) << "skipped trial" << rows->value(0).toString() << trial.error().detail;
    }
    return found;
}

Result<Trial> TrialStore::trial(const QString &id) const
{
    auto rows = runSql(m_database.connection(),
                       u"SELECT CAST(document AS BLOB) FROM trials WHERE id = ? AND deleted_at IS NULL"_s, {id});
    if (!rows)
        return rows.error();
    if (!rows->next())
        return noSuchTrial();
    return trialFromText(rows->value(0).toByteArray());
}

Result<void> TrialStore::save(const Trial &trial)
{
    return save(trial, trialDocument(trial));
}

Result<void> TrialStore::save(const Trial &trial, const QByteArray &document)
{
    // As bytes: a QString would be made here, and made to UTF-8 again there.
    const auto stored = runSql(m_database.connection(),
                               u"INSERT INTO trials (id, pinned, changed, document) "
                               "VALUES (?, ?, (SELECT coalesce(max(changed), 0) + 1 FROM trials), CAST(? AS TEXT)) "
                               "ON CONFLICT (id) DO UPDATE SET pinned = excluded.pinned, changed = excluded.changed, "
                               "document = excluded.document, deleted_at = NULL "
                               "WHERE document <> excluded.document OR deleted_at IS NOT NULL"_s,
                               {trial.id, trial.isPinned, document});
    if (!stored)
        return stored.error();
    emit saved(trial);
    return {};
}

Result<void> TrialStore::remove(const QString &id)
{
    const auto now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const auto row = runSql(m_database.connection(),
                            u"UPDATE trials SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL"_s, {now, id});
    if (!row)
        return row.error();
    if (row->numRowsAffected() == 0)
        return noSuchTrial();
    emit removed(id);
    return {};
}

Result<void> TrialStore::restore(const QString &id)
{
    const auto row = runSql(m_database.connection(),
                            u"UPDATE trials SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"_s, {id});
    if (!row)
        return row.error();
    if (row->numRowsAffected() == 0)
        return noSuchTrial();
    const auto back = trial(id);
    if (!back)
        return back.error();
    emit saved(*back);
    return {};
}

} // namespace studio
