#include "catalog/ExportLog.h"

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

constexpr qsizetype mostEntries = 2000;
constexpr qint64 mostBytes = 4 * 1024 * 1024;
constexpr int newestSchema = 1;

} // namespace

ExportLog::ExportLog(const QString &path) : m_path(path)
{
    read();
}

void ExportLog::read()
{
    const auto bytes = readPlainFile(m_path, mostBytes);
    const auto object = bytes ? parseJsonObject(*bytes) : Result<QJsonObject>(bytes.error());
    if (!object || (*object)[u"schema"_s].toInt() != newestSchema)
        return;
    for (const QJsonValue &each : (*object)[u"exports"_s].toArray()) {
        const Entry entry{each[u"trial"_s].toString(),
                          {each[u"provider"_s].toString(), each[u"model"_s].toString()},
                          QDateTime::fromString(each[u"taken"_s].toString(), Qt::ISODateWithMs).toUTC()};
        if (!entry.trial.isEmpty() && !entry.target.model.isEmpty() && entry.taken.isValid() && m_entries.size() < mostEntries)
            m_entries << entry;
    }
}

void ExportLog::write() const
{
    QJsonArray exports;
    for (const Entry &entry : m_entries) {
        exports << QJsonObject{{u"trial"_s, entry.trial},
                               {u"provider"_s, entry.target.provider},
                               {u"model"_s, entry.target.model},
                               {u"taken"_s, entry.taken.toString(Qt::ISODateWithMs)}};
    }
    const QJsonObject object{{u"schema"_s, newestSchema}, {u"exports"_s, exports}};
    std::ignore = writeTextFile(m_path, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QDateTime ExportLog::taken(const QString &trial, const Target &target) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.trial == trial && entry.target == target;
    });
    return found != m_entries.end() ? found->taken : QDateTime();
}

void ExportLog::add(const QString &trial, const Target &target, const QDateTime &when)
{
    m_entries.removeIf([&](const Entry &entry) { return entry.trial == trial && entry.target == target; });
    m_entries.prepend({trial, target, when});
    if (m_entries.size() > mostEntries)
        m_entries.resize(mostEntries);
    write();
}

} // namespace studio
