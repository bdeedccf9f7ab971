#include "store/RunJournal.h"

#include "core/Json.h"
#include "store/Database.h"
#include "store/ProcessName.h"
#include "store/ResultRows.h"
#include "store/Sql.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Q_LOGGING_CATEGORY(journal, "studio.store.journal")

constexpr auto seqOfRun = "(SELECT seq FROM runs WHERE id = ?)"_L1;

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// A run without what lies in tables of its own.
QString documentOf(RunRecord record)
{
    record.text.clear();
    record.reasoning.clear();
    record.recipe = {};
    return compact(toJson(record));
}

/// What can be written of a growing text: the second half of a character may come with the next delta.
QString wholeCharacters(const QString &text, bool isOver)
{
    return !isOver && !text.isEmpty() && text.back().isHighSurrogate() ? text.chopped(1) : text;
}

/// UTF-8 from a place on; never null, which SQL takes for NULL.
QByteArray bytesFrom(const QString &text, qsizetype place)
{
    return place < text.size() ? QStringView(text).sliced(place).toUtf8() : QByteArray("");
}

Result<RunRecord> readRun(const QSqlDatabase &database, qint64 seq)
{
    auto row = runSql(database, u"SELECT runs.document, requests.document FROM runs "
                                "JOIN requests USING (seq) WHERE seq = ?"_s, {seq});
    auto pieces = runSql(database, u"SELECT text, reasoning FROM pieces WHERE seq = ? ORDER BY number"_s, {seq});
    if (!row || !pieces)
        return row ? pieces.error() : row.error();
    if (!row->next())
        return Error{ErrorKind::Rejected, u"its request is gone"_s};

    auto object = parseJsonObject(row->value(0).toString().toUtf8());
    auto request = parseJsonObject(row->value(1).toString().toUtf8());
    if (!object || !request)
        return object ? request.error() : object.error();
    object->insert(u"request"_s, *request);
    auto record = runRecordFromJson(*object);
    while (record && pieces->next()) {
        record->text += QString::fromUtf8(pieces->value(0).toByteArray());
        record->reasoning += QString::fromUtf8(pieces->value(1).toByteArray());
    }
    return record;
}

} // namespace

RunJournal::RunJournal(Database &database)
    : m_database(database)
{
}

Result<void> RunJournal::begin(const RunRecord &record)
{
    Written written{{}, {}, documentOf(record)};
    SqlTransaction transaction(m_database.connection());
    transaction.run(u"INSERT INTO runs (id, trial_id, column_number, is_over, owner, document) "
                    "VALUES (?, ?, ?, ?, ?, ?)"_s,
                    {record.id, record.trialId.isNull() ? u""_s : record.trialId, record.column,
                     isSettled(record), processName(), written.document});
    transaction.run(u"INSERT INTO requests (seq, document) VALUES (%1, ?)"_s.arg(seqOfRun),
                    {record.id, compact(toJson(record.recipe))});
    keepAsked(transaction, record);
    keepResults(transaction, m_database.connection(), record);
    const Result<void> begun = transaction.commit();
    if (!begun)
        return begun;
    m_unflushed = record.id;
    m_written.insert(record.id, written);
    return record.text.isEmpty() && record.reasoning.isEmpty() ? begun : update(record);
}

Result<void> RunJournal::update(const RunRecord &record)
{
    const bool isEnd = isSettled(record);
    const Written now{wholeCharacters(record.text, isEnd), wholeCharacters(record.reasoning, isEnd),
                      documentOf(record)};
    const auto known = m_written.constFind(record.id);
    const bool isKnown = known != m_written.cend();
    const Written before = isKnown ? *known : Written();
    const bool isGrown = isKnown && now.text.startsWith(before.text) && now.reasoning.startsWith(before.reasoning);
    const qsizetype textPlace = isGrown ? before.text.size() : 0;
    const qsizetype reasoningPlace = isGrown ? before.reasoning.size() : 0;

    if (isGrown && now == before && !isEnd)
        return {};
    if (record.job)
        m_unflushed = record.id;

    SqlTransaction transaction(m_database.connection());
    if (!isKnown || now.document != before.document || isEnd)
        transaction.change(u"UPDATE runs SET is_over = ?, document = ? WHERE id = ?"_s,
                           {isEnd, now.document, record.id});
    if (!isGrown)
        transaction.run(u"DELETE FROM pieces WHERE seq = %1"_s.arg(seqOfRun), {record.id});
    if (now.text.size() > textPlace || now.reasoning.size() > reasoningPlace)
        transaction.run(u"INSERT INTO pieces (seq, text, reasoning) VALUES (%1, ?, ?)"_s.arg(seqOfRun),
                        {record.id, bytesFrom(now.text, textPlace), bytesFrom(now.reasoning, reasoningPlace)});
    keepResults(transaction, m_database.connection(), record);
    if (auto committed = transaction.commit(); !committed)
        return committed;
    if (isEnd)
        m_written.remove(record.id);
    else
        m_written.insert(record.id, now);
    return {};
}

Result<void> RunJournal::confirm(const QString &id, const Confirmation &confirmation)
{
    SqlTransaction transaction(m_database.connection());
    transaction.change(u"UPDATE runs SET document = json_set(document, '$.confirmed', json(?)) WHERE id = ? AND is_over = 1"_s,
                       {compact(toJson(confirmation)), id});
    return transaction.commit();
}

Result<void> RunJournal::flush()
{
    const QString id = std::exchange(m_unflushed, {});
    if (id.isEmpty())
        return {};
    // In WAL mode only FULL waits for the disk, with a commit that writes something and with all before it.
    if (auto outcome = runSql(m_database.connection(), u"PRAGMA synchronous = FULL"_s); !outcome)
        return outcome.error();
    SqlTransaction transaction(m_database.connection());
    transaction.run(u"UPDATE runs SET is_over = is_over WHERE id = ?"_s, {id});
    const Result<void> flushed = transaction.commit();
    std::ignore = runSql(m_database.connection(), u"PRAGMA synchronous = NORMAL"_s);
    return flushed;
}

Result<QList<RunRecord>> RunJournal::latest(const QString &trialId) const
{
    return read(u"SELECT max(seq) FROM runs WHERE trial_id = ? GROUP BY column_number ORDER BY column_number"_s,
                {trialId});
}

Result<QList<RunRecord>> RunJournal::runs(const QString &trialId) const
{
    return read(u"SELECT seq FROM runs WHERE trial_id = ? ORDER BY seq DESC"_s, {trialId});
}

Result<QHash<Target, double>> RunJournal::usualTimes() const
{
    auto rows = runSql(m_database.connection(), u"SELECT document FROM runs WHERE is_over = 1 ORDER BY seq DESC LIMIT 300"_s);
    if (!rows)
        return rows.error();
    QHash<Target, QList<double>> seconds;
    while (rows->next()) {
        const auto object = parseJsonObject(rows->value(0).toString().toUtf8());
        if (!object || (*object)[u"state"_s].toString() != nameOf(RunState::Done) || !(*object)[u"duration_ms"_s].isDouble())
            continue;
        const Target target{(*object)[u"provider"_s].toString(), (*object)[u"model"_s].toString()};
        seconds[target] << (*object)[u"duration_ms"_s].toDouble() / 1000;
    }
    QHash<Target, double> usual;
    for (auto each = seconds.begin(); each != seconds.end(); ++each) {
        std::sort(each->begin(), each->end());
        usual[each.key()] = each->at(each->size() / 2);
    }
    return usual;
}

Result<QList<RunRecord>> RunJournal::read(const QString &statement, const QVariantList &values) const
{
    auto numbers = runSql(m_database.connection(), statement, values);
    if (!numbers)
        return numbers.error();
    QList<RunRecord> found;
    while (numbers->next()) {
        auto record = readRun(m_database.connection(), numbers->value(0).toLongLong());
        if (record)
            found << *std::move(record);
        else if (record.error().kind == ErrorKind::StorageFailed)
            return record.error();
        else // One damaged row must not hide the others.
            qCWarning(journal) << "skipped run" << numbers->value(0).toLongLong() << record.error().detail;
    }
    return found;
}

/// Those that are not over and that no other program which is alive works on.
Result<QList<qint64>> RunJournal::leftBehind() const
{
    auto rows = runSql(m_database.connection(), u"SELECT seq, owner FROM runs WHERE is_over = 0 ORDER BY seq"_s);
    if (!rows)
        return rows.error();
    QList<qint64> left;
    while (rows->next()) {
        const QString owner = rows->value(1).toString();
        if (owner == processName() || !isAlive(owner))
            left << rows->value(0).toLongLong();
    }
    return left;
}

Result<int> RunJournal::markInterrupted()
{
    auto left = leftBehind();
    if (!left || left->isEmpty()) // a database that can only be read has nothing to mark
        return left ? Result<int>(0) : left.error();
    SqlTransaction transaction(m_database.connection());
    left = leftBehind(); // once more: a run may have been taken over by another program meanwhile
    if (!left)
        return left.error();
    int count = 0;
    for (const qint64 seq : *left) {
        transaction.run(u"UPDATE runs SET is_over = 1 WHERE seq = ?"_s, {seq});
        auto record = readRun(m_database.connection(), seq);
        count += record && record->goesOn && isOver(record->state) ? 0 : 1;
        if (!record)
            continue; // Nobody can show it, so it need not say why it ended.
        if (!record->goesOn || !isOver(record->state)) {
            record->state = RunState::Interrupted;
            record->error = Error{ErrorKind::Interrupted};
        }
        record->goesOn = canBeFetched(*record); // who waited for the id of a stopped job has ended
        transaction.run(u"UPDATE runs SET is_over = ?, document = ? WHERE seq = ?"_s,
                        {isSettled(*record), documentOf(*record), seq});
        m_written.remove(record->id);
    }
    if (auto committed = transaction.commit(); !committed)
        return committed.error();
    return count;
}

Result<QList<RunRecord>> RunJournal::awaited() const
{
    const auto left = leftBehind();
    if (!left)
        return left.error();
    QList<RunRecord> found;
    for (const qint64 seq : *left) {
        auto record = readRun(m_database.connection(), seq);
        if (record && isOver(record->state) && record->goesOn && canBeFetched(*record))
            found << *std::move(record);
    }
    return found;
}

Result<bool> RunJournal::takeOver(const QString &id)
{
    auto row = runSql(m_database.connection(), u"SELECT owner, is_over FROM runs WHERE id = ?"_s, {id});
    if (!row)
        return row.error();
    if (!row->next())
        return false;
    const QString owner = row->value(0).toString();
    const bool isOthers = owner != processName() && row->value(1).toInt() == 0 && isAlive(owner);
    row->finish();
    if (isOthers)
        return false;
    // Another program may have been faster by a moment.
    auto taken = runSql(m_database.connection(), u"UPDATE runs SET owner = ?, is_over = 0 WHERE id = ? AND owner = ?"_s,
                        {processName(), id, owner});
    if (!taken)
        return taken.error();
    return taken->numRowsAffected() == 1;
}

Result<std::optional<std::chrono::milliseconds>> RunJournal::usualTime(const Target &target) const
{
    auto rows = runSql(m_database.connection(),
                       u"SELECT json_extract(document, '$.duration_ms') FROM "
                       "(SELECT seq, document FROM runs WHERE is_over = 1 ORDER BY seq DESC LIMIT 2000) "
                       "WHERE json_extract(document, '$.provider') = ? AND json_extract(document, '$.model') = ? "
                       "AND json_extract(document, '$.state') = 'done' "
                       "AND json_extract(document, '$.duration_ms') IS NOT NULL ORDER BY seq DESC LIMIT 20"_s,
                       {target.provider, target.model});
    if (!rows)
        return rows.error();
    QList<qint64> times;
    while (rows->next())
        times << rows->value(0).toLongLong();
    if (times.isEmpty())
        return std::optional<std::chrono::milliseconds>();
    std::sort(times.begin(), times.end());
    return std::optional(std::chrono::milliseconds(times[times.size() / 2]));
}

} // namespace studio
