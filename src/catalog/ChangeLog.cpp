#include "catalog/ChangeLog.h"

#include "core/Json.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostOfOne = 1000;
constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr int newestSchema = 1;

} // namespace

ChangeLog::ChangeLog(const QString &path) : m_path(path)
{
    read();
}

void ChangeLog::read()
{
    const auto bytes = readPlainFile(m_path, mostBytes);
    const auto object = bytes ? parseJsonObject(*bytes) : Result<QJsonObject>(bytes.error());
    if (!object || (*object)[u"schema"_s].toInt() != newestSchema)
        return;
    for (const QJsonValue &each : (*object)[u"changes"_s].toArray()) {
        if (const auto change = modelChangeFromJson(each.toObject()))
            m_changes << *change;
    }
    m_unseen = std::clamp<qsizetype>((*object)[u"unseen"_s].toInt(), 0, m_changes.size());
}

void ChangeLog::write() const
{
    QJsonArray changes;
    for (const ModelChange &change : m_changes)
        changes << toJson(change);
    const QJsonObject object{{u"schema"_s, newestSchema}, {u"unseen"_s, m_unseen}, {u"changes"_s, changes}};
    std::ignore = writeTextFile(m_path, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QList<ModelChange> ChangeLog::changesOf(const Target &target) const
{
    QList<ModelChange> changes;
    std::copy_if(m_changes.begin(), m_changes.end(), std::back_inserter(changes),
                 [&target](const ModelChange &change) { return change.target == target; });
    return changes;
}

QList<ModelChange> ChangeLog::unseen() const
{
    return m_changes.first(m_unseen);
}

void ChangeLog::add(const QList<ModelChange> &changes, const QDateTime &seen)
{
    if (changes.isEmpty())
        return;
    QList<ModelChange> all = changes;
    for (ModelChange &change : all)
        change.seen = seen;
    m_unseen += all.size();
    all += m_changes;
    QHash<QString, qsizetype> counts;
    qsizetype dropped = 0;
    m_changes.clear();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (++counts[all[i].target.provider] <= mostOfOne)
            m_changes << all[i];
        else if (i < m_unseen)
            ++dropped;
    }
    m_unseen -= dropped;
    write();
}

void ChangeLog::markSeen()
{
    if (std::exchange(m_unseen, 0) > 0)
        write();
}

void ChangeLog::forget(const QString &provider)
{
    const auto isOf = [&provider](const ModelChange &change) { return change.target.provider == provider; };
    const auto unseen = std::count_if(m_changes.begin(), m_changes.begin() + m_unseen, isOf);
    if (m_changes.removeIf(isOf) == 0)
        return;
    m_unseen -= unseen;
    write();
}

} // namespace studio
