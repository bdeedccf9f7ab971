#include "providers/JsonFields.h"

#include "core/Json.h"
#include "providers/ServerWords.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNameChars = 60;   // of an unknown field, in a complaint
constexpr qsizetype mostPlaceChars = 200; // names may be of any length
constexpr qsizetype mostCureChars = 400;  // and some cures repeat what was written

/// How many letters differ, at most: Levenshtein's distance.
qsizetype distance(QStringView a, QStringView b)
{
    QList<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const bool isSame = a[i].toCaseFolded() == b[j].toCaseFolded();
            const qsizetype changed = diagonal + (isSame ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.last();
}

} // namespace

JsonFields::JsonFields(const QJsonObject &object, const JsonFields &outer, const QString &place, const QString &kind)
    : m_object(object), m_findings(outer.m_findings), m_place(outer.m_place + place + u'.'),
      m_kind(outer.m_kind + kind + u'.')
{
}

QJsonValue JsonFields::value(const QString &field)
{
    if (!m_known.contains(field)) {
        m_known << field;
        m_findings->fields << m_kind + field;
    }
    return m_object.value(field);
}

bool JsonFields::has(const QString &field)
{
    return !value(field).isUndefined();
}

QString JsonFields::text(const QString &field, const QString &fallback)
{
    const QJsonValue found = value(field);
    if (found.isUndefined())
        return fallback;
    const QString text = found.toString(fallback);
    if (!found.isString())
        complain(field, u"a text"_s);
    else if (withoutLoneSurrogates(text) != text) // it would not be read back as it was written
        complain(field, u"a text of whole characters"_s);
    return text;
}

bool JsonFields::flag(const QString &field, bool fallback)
{
    const QJsonValue found = value(field);
    if (!found.isUndefined() && !found.isBool())
        complain(field, u"true or false"_s);
    return found.toBool(fallback);
}

QString JsonFields::matching(const QString &field, const QString &pattern, const QString &whatItMustBe,
                             const QString &fallback)
{
    const QString found = text(field, fallback);
    if (!matchesWhole(found, pattern))
        complain(field, whatItMustBe);
    return found;
}

QString JsonFields::choice(const QString &field, const QStringList &allowed, const QString &fallback)
{
    const QString found = text(field, fallback);
    if (has(field) && !allowed.contains(found))
        complain(field, u"one of: %1"_s.arg(allowed.join(", "_L1)));
    return found;
}

std::optional<std::chrono::milliseconds> JsonFields::time(const QString &field, double leastSeconds, double mostSeconds)
{
    if (!has(field))
        return std::nullopt;
    const double seconds = value(field).toDouble(-1.0);
    if (seconds >= leastSeconds && seconds <= mostSeconds)
        return std::chrono::milliseconds(qint64(seconds * 1000.0 + 0.5));
    complain(field, u"seconds, from %1 to %2"_s.arg(leastSeconds).arg(mostSeconds));
    return std::nullopt;
}

std::optional<qint64> JsonFields::count(const QString &field, qint64 least, qint64 most)
{
    if (!has(field))
        return std::nullopt;
    const auto found = countFrom(value(field));
    if (found && *found >= least && *found <= most)
        return found;
    complain(field, u"a whole number from %1 to %2"_s.arg(least).arg(most));
    return std::nullopt;
}

QStringList JsonFields::texts(const QString &field, const QString &pattern, const QString &whatItMustBe)
{
    const QJsonValue found = value(field);
    if (!found.isUndefined() && !found.isArray())
        complain(field, u"a list of texts"_s);
    QStringList texts;
    for (const QJsonValue &each : found.toArray()) {
        if (!each.isString() || !matchesWhole(each.toString(), pattern))
            complain(u"%1[%2]"_s.arg(field).arg(texts.size()), whatItMustBe);
        texts << each.toString();
    }
    return texts;
}

QJsonObject JsonFields::object(const QString &field)
{
    const QJsonValue found = value(field);
    if (!found.isUndefined() && !found.isObject())
        complain(field, u"an object: { … }"_s);
    return found.toObject();
}

std::optional<JsonFields> JsonFields::inner(const QString &field)
{
    const QJsonObject found = object(field);
    return has(field) ? std::optional(JsonFields(found, *this, field, field)) : std::nullopt;
}

QList<JsonFields> JsonFields::list(const QString &field)
{
    const QJsonValue found = value(field);
    if (!found.isUndefined() && !found.isArray())
        complain(field, u"a list of objects: [{ … }]"_s);
    QList<JsonFields> inner;
    for (const QJsonValue &each : found.toArray()) {
        const QString place = u"%1[%2]"_s.arg(field).arg(inner.size());
        if (!each.isObject())
            complain(place, u"an object: { … }"_s);
        inner << JsonFields(each.toObject(), *this, place, field + "[]"_L1);
    }
    return inner;
}

void JsonFields::complain(const QString &field, const QString &whatItMustBe)
{
    if (m_findings->complaint)
        return;
    const QString shown = shortened(withoutControls(m_place + field), mostPlaceChars);
    const QString cure = shortened(withoutControls(whatItMustBe), mostCureChars);
    m_findings->complaint = Error{ErrorKind::Rejected, u"%1: expected %2"_s.arg(shown, cure)};
}

void JsonFields::refuseOthers()
{
    const QStringList names = m_object.keys();
    for (const QString &name : names) {
        if (m_known.contains(name) || m_findings->unknown)
            continue;
        const QString near = nearestName(name, m_known);
        const QString cure = near.isEmpty() ? u"one of the fields: %1"_s.arg(m_known.join(", "_L1))
                                            : u"no such field; \"%1\" is near"_s.arg(near);
        const QString shown = shortened(withoutControls(name), mostNameChars);
        m_findings->unknown = Error{ErrorKind::Rejected, u"%1%2: expected %3"_s.arg(m_place, shown, cure)};
    }
}

bool matchesWhole(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

QString nearestName(const QString &name, const QStringList &known)
{
    const QString asked = name.first(std::min(name.size(), mostNameChars));
    qsizetype least = std::max<qsizetype>(2, asked.size() / 3) + 1; // beyond that it is another word
    QString nearest;
    for (const QString &each : known) {
        if (const qsizetype letters = distance(asked, each); letters < least) {
            least = letters;
            nearest = each;
        }
    }
    return nearest;
}

} // namespace studio
