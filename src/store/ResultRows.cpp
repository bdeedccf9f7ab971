#include "store/ResultRows.h"

#include "core/Json.h"
#include "store/Sql.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr auto seqOfRun = "(SELECT seq FROM runs WHERE id = ?)"_L1;

qint64 rowsOf(const QSqlDatabase &database, const QString &runId)
{
    auto row = runSql(database, u"SELECT count(*) FROM results WHERE seq = %1"_s.arg(seqOfRun), {runId});
    return row && row->next() ? row->value(0).toLongLong() : 0;
}

/// What people look for. The trial is read where it lies, because it may hold pictures.
QString wordsOf(const QSqlDatabase &database, const RunRecord &record)
{
    QStringList words{record.target.toString()};
    auto row = runSql(database, u"SELECT json_extract(document, '$.title'), json_extract(document, '$.prompt.text'), "
                                "json_extract(document, '$.prompt.instructions'), "
                                "json_extract(document, '$.prompt.blanks') FROM asked JOIN asked_by ON asked = number "
                                "WHERE seq = %1"_s.arg(seqOfRun), {record.id});
    if (row && row->next()) {
        words << row->value(0).toString() << row->value(1).toString() << row->value(2).toString();
        if (const auto blanks = parseJsonObject(row->value(3).toString().toUtf8())) {
            for (const QJsonValue &blank : *blanks)
                words << blank.toString();
        }
    }
    return foldedWords(words.join(u'\n'));
}

} // namespace

void keepAsked(SqlTransaction &transaction, const RunRecord &record)
{
    if (record.trialId.isEmpty())
        return;
    transaction.run(u"INSERT INTO asked (trial_id, changed, document) SELECT id, changed, document FROM trials "
                    "WHERE id = ? AND NOT EXISTS (SELECT 1 FROM asked WHERE trial_id = trials.id "
                    "AND asked.changed = trials.changed)"_s, {record.trialId});
    transaction.run(u"INSERT INTO asked_by (seq, asked) SELECT %1, number FROM asked JOIN trials "
                    "ON trials.id = asked.trial_id AND trials.changed = asked.changed WHERE trials.id = ?"_s.arg(seqOfRun),
                    {record.id, record.trialId});
}

void keepResults(SqlTransaction &transaction, const QSqlDatabase &database, const RunRecord &record)
{
    if (record.media.isEmpty() || rowsOf(database, record.id) >= record.media.size())
        return;
    const QString words = wordsOf(database, record);
    const QDateTime made = record.started.isValid() ? record.started : QDateTime::currentDateTimeUtc();
    for (qsizetype place = 0; place < record.media.size(); ++place) {
        const KeptMedia &file = record.media[place];
        transaction.run(u"INSERT OR IGNORE INTO results (seq, place, kind, mime, sha256, bytes, made, trial_id, provider, "
                        "model, is_practice, words) VALUES (%1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(seqOfRun),
                        {record.id, place, QString(nameOf(file.kind)), QString::fromLatin1(file.mime),
                         QString::fromLatin1(file.sha256), file.size, made.toMSecsSinceEpoch(),
                         record.trialId.isNull() ? u""_s : record.trialId, record.target.provider, record.target.model,
                         record.isPractice, words});
    }
}

QString foldedWords(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C).toCaseFolded();
}

} // namespace studio
