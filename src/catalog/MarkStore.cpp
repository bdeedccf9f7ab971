#include "catalog/MarkStore.h"

#include "core/Json.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int newestSchema = 1;
constexpr qint64 mostBytes = 16 * 1024 * 1024;

QJsonArray arrayOf(const QSet<Target> &targets)
{
    QStringList words;
    for (const Target &target : targets)
        words << target.toString();
    words.sort(); // the same marks are the same file
    return QJsonArray::fromStringList(words);
}

QSet<Target> targetsFrom(const QJsonValue &value)
{
    QSet<Target> targets;
    for (const QJsonValue &each : value.toArray()) {
        if (const auto target = parseTarget(each.toString()))
            targets.insert(*target);
    }
    return targets;
}

QStringList cleaned(const QStringList &tags)
{
    QStringList clean;
    for (const QString &tag : tags) {
        const QString word = tag.simplified().left(MarkStore::mostTagChars);
        if (!word.isEmpty() && !clean.contains(word, Qt::CaseInsensitive) && clean.size() < MarkStore::mostTags)
            clean << word;
    }
    return clean;
}

} // namespace

MarkStore::MarkStore(const QString &path, QObject *parent) : QObject(parent), m_path(path)
{
    read();
}

void MarkStore::read()
{
    if (!QFile::exists(m_path))
        return;
    const auto bytes = readPlainFile(m_path, mostBytes);
    const auto object = bytes ? parseJsonObject(*bytes) : Result<QJsonObject>(bytes.error());
    if (!object || (*object)[u"schema"_s].toInt() != newestSchema) {
        QFile::remove(m_path + ".broken"_L1);
        QFile::rename(m_path, m_path + ".broken"_L1);
        return;
    }
    m_marks.favourites = targetsFrom((*object)[u"favourites"_s]);
    m_marks.hidden = targetsFrom((*object)[u"hidden"_s]);
    const QJsonObject tags = (*object)[u"tags"_s].toObject();
    for (auto each = tags.begin(); each != tags.end(); ++each) {
        QStringList words;
        for (const QJsonValue &word : each.value().toArray())
            words << word.toString();
        const auto target = parseTarget(each.key());
        if (const QStringList clean = cleaned(words); target && !clean.isEmpty())
            m_marks.tags[*target] = clean;
    }
}

void MarkStore::change()
{
    QJsonObject tags;
    for (auto each = m_marks.tags.cbegin(); each != m_marks.tags.cend(); ++each)
        tags[each.key().toString()] = QJsonArray::fromStringList(each.value());
    const QJsonObject object{{u"schema"_s, newestSchema},
                             {u"favourites"_s, arrayOf(m_marks.favourites)},
                             {u"hidden"_s, arrayOf(m_marks.hidden)},
                             {u"tags"_s, tags}};
    const auto written = writeTextFile(m_path, QJsonDocument(object).toJson());
    emit changed();
    if (!written)
        emit failed(written.error());
}

void MarkStore::setFavourite(const Target &target, bool isFavourite)
{
    if (m_marks.favourites.contains(target) == isFavourite)
        return;
    if (isFavourite)
        m_marks.favourites.insert(target);
    else
        m_marks.favourites.remove(target);
    change();
}

void MarkStore::setHidden(const Target &target, bool isHidden)
{
    if (m_marks.hidden.contains(target) == isHidden)
        return;
    if (isHidden)
        m_marks.hidden.insert(target);
    else
        m_marks.hidden.remove(target);
    change();
}

void MarkStore::setTags(const Target &target, const QStringList &tags)
{
    const QStringList clean = cleaned(tags);
    if (m_marks.tags.value(target) == clean)
        return;
    if (clean.isEmpty())
        m_marks.tags.remove(target);
    else
        m_marks.tags[target] = clean;
    change();
}

} // namespace studio
