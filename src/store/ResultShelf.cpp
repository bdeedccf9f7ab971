#include "store/ResultShelf.h"

#include "core/Json.h"
#include "store/Database.h"
#include "store/ResultRows.h"
#include "store/Sql.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

KeptMedia mediaAt(const QSqlQuery &row, int column)
{
    const QByteArray mime = row.value(column).toString().toLatin1();
    return {mediaKindOf(mime), mime, contentName(row.value(column + 1).toString()), row.value(column + 2).toLongLong()};
}

struct Condition
{
    QStringList parts{u"is_hidden = 0"_s};
    QVariantList values = {};

    void add(const QString &part, const QVariantList &more)
    {
        parts << part;
        values += more;
    }
};

Condition conditionOf(const ResultFilter &filter)
{
    Condition condition;
    if (filter.kind)
        condition.add(u"kind = ?"_s, {QString(nameOf(*filter.kind))});
    if (filter.target)
        condition.add(u"provider = ? AND model = ?"_s, {filter.target->provider, filter.target->model});
    if (!filter.trialId.isEmpty())
        condition.add(u"results.trial_id = ?"_s, {filter.trialId});
    if (filter.leastRating > 0)
        condition.add(u"rating >= ?"_s, {filter.leastRating});
    if (filter.from.isValid())
        condition.add(u"made >= ?"_s, {filter.from.startOfDay().toMSecsSinceEpoch()});
    if (filter.to.isValid())
        condition.add(u"made < ?"_s, {filter.to.addDays(1).startOfDay().toMSecsSinceEpoch()});
    constexpr qsizetype most = 20; // more words would only take time
    const QStringList words = foldedWords(filter.words).simplified().split(u' ', Qt::SkipEmptyParts).mid(0, most);
    for (const QString &word : words)
        condition.add(u"(instr(words, ?) > 0 OR instr(folded, ?) > 0)"_s, {word, word});
    return condition;
}

Error notKept()
{
    return Error{ErrorKind::Rejected, u"its prompt was not kept"_s};
}

Error noSuchFile()
{
    return Error{ErrorKind::Rejected, u"no such file"_s};
}

Result<Trial> trialFrom(const QByteArray &document)
{
    const auto object = parseJsonObject(document);
    return object ? trialFromJson(*object) : object.error();
}

/// Stands where a run's request is not read.
QByteArray anyRequest()
{
    return R"({"method":"POST","base":"http://localhost","path":"/"})";
}

Result<RunRecord> runFrom(const QByteArray &document, const QByteArray &request)
{
    auto object = parseJsonObject(document);
    const auto sent = parseJsonObject(request);
    if (!object || !sent)
        return object ? sent.error() : object.error();
    object->insert(u"request"_s, *sent);
    return runRecordFromJson(*object);
}

} // namespace

Result<QJsonObject> historyOf(const MadeHow &how, const KeptMedia &media)
{
    const auto run = runFrom(how.run, how.request);
    if (!run)
        return run.error();
    const auto trial = how.trial.isEmpty() ? Result<Trial>(Trial()) : trialFrom(how.trial);
    if (!trial)
        return trial.error();
    return describedHistory(fileHistory(*run, *trial, media), how.description);
}

ResultShelf::ResultShelf(Database &database) : m_database(database) {}

Result<QList<MadeFile>> ResultShelf::find(const ResultFilter &filter) const
{
    const Condition condition = conditionOf(filter);
    auto rows = runSql(m_database.connection(),
                       u"SELECT number, id, results.trial_id, provider, model, mime, sha256, bytes, made, rating, "
                       "is_practice, text FROM results JOIN runs USING (seq) LEFT JOIN descriptions USING (number) WHERE %1 ORDER BY number %2"_s
                           .arg(condition.parts.join(u" AND "_s), filter.isOldestFirst ? u"ASC"_s : u"DESC"_s),
                       condition.values);
    if (!rows)
        return rows.error();
    QList<MadeFile> found;
    while (rows->next()) {
        found << MadeFile{rows->value(0).toLongLong(), rows->value(1).toString(), rows->value(2).toString(),
                          {rows->value(3).toString(), rows->value(4).toString()}, mediaAt(*rows, 5),
                          QDateTime::fromMSecsSinceEpoch(rows->value(8).toLongLong(), Qt::UTC),
                          rows->value(9).toInt(), rows->value(10).toBool(), rows->value(11).toString()};
    }
    return found;
}

Result<int> ResultShelf::count() const
{
    auto row = runSql(m_database.connection(), u"SELECT count(*) FROM results WHERE is_hidden = 0"_s);
    if (!row)
        return row.error();
    return row->next() ? row->value(0).toInt() : 0;
}

Result<QList<Target>> ResultShelf::targets() const
{
    auto rows = runSql(m_database.connection(), u"SELECT DISTINCT provider, model FROM results WHERE is_hidden = 0 "
                                                "ORDER BY model, provider"_s);
    if (!rows)
        return rows.error();
    QList<Target> targets;
    while (rows->next())
        targets << Target{rows->value(0).toString(), rows->value(1).toString()};
    return targets;
}

Result<QStringList> ResultShelf::trialIds() const
{
    auto rows = runSql(m_database.connection(), u"SELECT trial_id FROM results WHERE is_hidden = 0 AND trial_id <> '' "
                                                "GROUP BY trial_id ORDER BY max(number) DESC"_s);
    if (!rows)
        return rows.error();
    QStringList ids;
    while (rows->next())
        ids << rows->value(0).toString();
    return ids;
}

Result<Prompt> ResultShelf::prompt(qint64 number) const
{
    auto row = runSql(m_database.connection(),
                      u"SELECT json_remove(json_extract(asked.document, '$.prompt'), '$.attachments') FROM results "
                      "JOIN asked_by USING (seq) JOIN asked ON asked.number = asked_by.asked WHERE results.number = ?"_s,
                      {number});
    if (!row)
        return row.error();
    if (!row->next())
        return notKept();
    const auto object = parseJsonObject(row->value(0).toString().toUtf8());
    return object ? promptFromJson(*object) : object.error();
}

Result<RunRecord> ResultShelf::summary(qint64 number) const
{
    auto row = runSql(m_database.connection(),
                      u"SELECT runs.document FROM results JOIN runs USING (seq) WHERE number = ?"_s, {number});
    if (!row)
        return row.error();
    if (!row->next())
        return noSuchFile();
    return runFrom(row->value(0).toString().toUtf8(), anyRequest());
}

Result<MadeHow> ResultShelf::how(qint64 number) const
{
    auto row = runSql(m_database.connection(),
                      u"SELECT CAST(runs.document AS BLOB), CAST(requests.document AS BLOB), CAST(asked.document AS BLOB), text "
                      "FROM results JOIN runs USING (seq) LEFT JOIN descriptions ON descriptions.number = results.number JOIN requests USING (seq) LEFT JOIN asked_by USING (seq) "
                      "LEFT JOIN asked ON asked.number = asked_by.asked WHERE results.number = ?"_s, {number});
    if (!row)
        return row.error();
    if (!row->next())
        return noSuchFile();
    return MadeHow{row->value(0).toByteArray(), row->value(1).toByteArray(), row->value(2).toByteArray(),
                   row->value(3).toString()};
}

Result<Trial> ResultShelf::asked(qint64 number) const
{
    auto row = runSql(m_database.connection(),
                      u"SELECT CAST(asked.document AS BLOB) FROM results JOIN asked_by USING (seq) "
                      "JOIN asked ON asked.number = asked_by.asked WHERE results.number = ?"_s, {number});
    if (!row)
        return row.error();
    if (!row->next())
        return notKept();
    return trialFrom(row->value(0).toByteArray());
}

Result<void> ResultShelf::rate(const QList<qint64> &numbers, int rating)
{
    SqlTransaction transaction(m_database.connection());
    for (const qint64 number : numbers)
        transaction.change(u"UPDATE results SET rating = ? WHERE number = ?"_s, {qBound(0, rating, mostRating), number});
    return transaction.commit();
}

Result<void> ResultShelf::describe(qint64 number, const QString &text)
{
    const QString kept = keptDescription(text);
    SqlTransaction transaction(m_database.connection());
    if (kept.isEmpty())
        transaction.run(u"DELETE FROM descriptions WHERE number = ?"_s, {number});
    else
        transaction.change(u"INSERT OR REPLACE INTO descriptions (number, text, folded) VALUES (?, ?, ?)"_s,
                           {number, kept, foldedWords(kept)});
    return transaction.commit();
}

Result<void> ResultShelf::describe(const FileDescription &description)
{
    const QString kept = keptDescription(description.text);
    if (kept.isEmpty())
        return {};
    SqlTransaction transaction(m_database.connection());
    transaction.run(u"INSERT OR IGNORE INTO descriptions (number, text, folded) SELECT number, ?, ? FROM results "
                    "WHERE sha256 = ? AND is_hidden = 0"_s,
                    {kept, foldedWords(kept), QString::fromLatin1(description.sha256)});
    return transaction.commit();
}

Result<QList<KeptMedia>> ResultShelf::remove(const QList<qint64> &numbers)
{
    SqlTransaction transaction(m_database.connection());
    QList<KeptMedia> lonely;
    for (const qint64 number : numbers) {
        transaction.change(u"UPDATE results SET is_hidden = 1 WHERE number = ?"_s, {number});
        transaction.run(u"DELETE FROM descriptions WHERE number = ?"_s, {number});
        auto row = runSql(m_database.connection(),
                          u"SELECT mime, sha256, bytes FROM results AS gone WHERE number = ? AND NOT EXISTS "
                          "(SELECT 1 FROM results WHERE sha256 = gone.sha256 AND is_hidden = 0)"_s, {number});
        if (!row)
            return row.error();
        if (row->next())
            lonely << mediaAt(*row, 0);
    }
    const auto removed = transaction.commit();
    if (!removed)
        return removed.error();
    return lonely;
}

Result<QList<KeptMedia>> ResultShelf::removed() const
{
    auto rows = runSql(m_database.connection(),
                       u"SELECT DISTINCT mime, sha256, bytes FROM results AS gone WHERE is_hidden = 1 AND NOT EXISTS "
                       "(SELECT 1 FROM results WHERE sha256 = gone.sha256 AND is_hidden = 0)"_s);
    if (!rows)
        return rows.error();
    QList<KeptMedia> removed;
    while (rows->next())
        removed << mediaAt(*rows, 0);
    return removed;
}

Result<QSet<QByteArray>> ResultShelf::contents() const
{
    auto rows = runSql(m_database.connection(), u"SELECT DISTINCT sha256 FROM results WHERE is_hidden = 0"_s);
    if (!rows)
        return rows.error();
    QSet<QByteArray> contents;
    while (rows->next())
        contents << rows->value(0).toString().toLatin1();
    return contents;
}

} // namespace studio
