#include "providers/DeltaScanner.h"

#include "providers/ChatContent.h"
#include "providers/ServerWords.h"
#include "providers/UsageReader.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int longestPause = 64;
constexpr qsizetype mostLearntBytes = 16 * 1024; // a form that long would save nothing

bool isTextOrNothing(const QJsonValue &value)
{
    return value.isString() || value.isNull() || value.isUndefined();
}

QJsonObject choiceOf(const QJsonObject &chunk)
{
    return chunk[u"choices"_s][0].toObject();
}

/// True when reading it once more with other texts would do nothing but add those texts.
bool bringsOnlyText(const QJsonObject &chunk)
{
    const QJsonObject choice = choiceOf(chunk);
    const QJsonValue index = choice[u"index"_s];
    const QJsonObject delta = choice[u"delta"_s].toObject();
    const ChatContent content = chatContentOf(delta);
    const bool isOurs = index.isUndefined() || index.isNull() || index.toDouble(-1.0) == 0.0;
    const bool isEnd = !choice[u"finish_reason"_s].toString().isEmpty()
        || !choice[u"native_finish_reason"_s].toString().isEmpty() || !choice[u"error"_s].toObject().isEmpty();
    const bool isPlain = choice[u"delta"_s].isObject() && isTextOrNothing(delta[u"content"_s])
        && isTextOrNothing(delta[u"reasoning"_s]) && isTextOrNothing(delta[u"reasoning_content"_s])
        && !delta[u"audio"_s].isObject() && !choice[u"message"_s].isObject() && content.isPlain();
    return chunk[u"choices"_s].toArray().size() == 1 && isOurs && !isEnd && isPlain && !isErrorReply(chunk)
        && !usageFrom(chunk[u"usage"_s].toObject());
}

qsizetype pastSpace(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\t'))
        ++at;
    return at;
}

/// Behind the opening quote of the text of that name; -1 when there is none.
qsizetype textNamed(QLatin1StringView name, QByteArrayView event, qsizetype from)
{
    const QByteArray key = '"' + QByteArray(name.data(), name.size()) + '"';
    for (qsizetype at = event.indexOf(key, from); at >= 0; at = event.indexOf(key, at + 1)) {
        const qsizetype colon = pastSpace(event, at + key.size());
        if (colon >= event.size() || event[colon] != ':')
            continue;
        const qsizetype quote = pastSpace(event, colon + 1);
        if (quote < event.size() && event[quote] == '"')
            return quote + 1;
    }
    return -1;
}

QString probe(qsizetype number)
{
    return u"probe %1"_s.arg(number);
}

} // namespace

bool DeltaScanner::read(QByteArrayView event)
{
    if (m_holes.empty())
        return false;
    for (Hole &hole : m_holes) {
        if (!event.startsWith(hole.before))
            return false;
        event = event.sliced(hole.before.size());
        const auto size = hole.value.read(event);
        if (!size)
            return false;
        event = event.sliced(*size);
    }
    if (event != m_rest || (m_hasDetails && reasoning().isEmpty()))
        return false;
    m_pause = 1;
    return true;
}

QStringView DeltaScanner::reasoning() const
{
    const QStringView reasoning = textOf(Field::Reasoning);
    return reasoning.isEmpty() ? textOf(Field::ReasoningContent) : reasoning;
}

QStringView DeltaScanner::textOf(Field field) const
{
    for (const Hole &hole : m_holes) {
        if (hole.field == field)
            return hole.value.text();
    }
    return {};
}

void DeltaScanner::learn(QByteArrayView event, const QJsonObject &chunk)
{
    if (--m_untilLearning > 0)
        return;
    m_untilLearning = m_pause;
    m_pause = std::min(2 * m_pause, longestPause);
    forget();
    const bool isObject = event.startsWith('{') && event.endsWith('}');
    if (isObject && event.size() <= mostLearntBytes && bringsOnlyText(chunk))
        cut(event, chunk);
}

void DeltaScanner::cut(QByteArrayView event, const QJsonObject &chunk)
{
    const QList<Place> places = placesIn(event, chunk);
    if (places.isEmpty() || !areProven(places, event, chunk))
        return;
    qsizetype at = 0;
    for (const Place &place : places) {
        m_holes.push_back({place.spot.field, event.sliced(at, place.begin - at).toByteArray()});
        at = place.end;
    }
    m_rest = event.sliced(at).toByteArray();
    m_hasDetails = !choiceOf(chunk)[u"delta"_s][u"reasoning_details"_s].toArray().isEmpty();
}

/// In the order of the bytes; nothing when a text that there is cannot be found.
QList<DeltaScanner::Place> DeltaScanner::placesIn(QByteArrayView event, const QJsonObject &chunk)
{
    // Some servers number their events, and some put in padding of random length, so that nobody on the way can
    // tell an answer by its sizes.
    static constexpr std::array<Spot, 7> spots{{
        {Field::Content, "content"_L1, "delta"_L1},
        {Field::Reasoning, "reasoning"_L1, "delta"_L1},
        {Field::ReasoningContent, "reasoning_content"_L1, "delta"_L1},
        {Field::Details, "text"_L1, "reasoning_details"_L1},
        {Field::Padding, "id"_L1, {}},
        {Field::Padding, "obfuscation"_L1, {}},
        {Field::Padding, "p"_L1, {}},
    }};
    QList<Place> places;
    for (const Spot &spot : spots) {
        if (!valueAt(spot, chunk).isString())
            continue;
        const auto place = placeOf(spot, event);
        if (!place)
            return {};
        places << *place;
    }
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) { return a.begin < b.begin; });
    const auto overlap = std::adjacent_find(places.begin(), places.end(),
                                            [](const Place &a, const Place &b) { return a.end >= b.begin; });
    return overlap == places.end() ? places : QList<Place>();
}

/// Where the text seems to be. Names may stand twice and in other objects: areProven() tells.
std::optional<DeltaScanner::Place> DeltaScanner::placeOf(const Spot &spot, QByteArrayView event)
{
    const qsizetype from = spot.behind.isEmpty() ? 0 : event.indexOf('"' + QByteArray(spot.behind.data()) + '"');
    const qsizetype begin = from < 0 ? -1 : textNamed(spot.name, event, from);
    if (begin < 0)
        return std::nullopt;
    const auto size = JsonStringReader().read(event.sliced(begin));
    return size ? std::optional(Place{spot, begin, begin + *size}) : std::nullopt;
}

QJsonValue DeltaScanner::valueAt(const Spot &spot, const QJsonObject &chunk)
{
    if (spot.field == Field::Padding)
        return chunk[spot.name];
    const QJsonValue delta = choiceOf(chunk)[u"delta"_s];
    return spot.field == Field::Details ? delta[spot.behind][0][spot.name] : delta[spot.name];
}

/// The chunk with another text in that place.
QJsonObject DeltaScanner::changed(const Spot &spot, const QString &value, QJsonObject chunk)
{
    if (spot.field == Field::Padding) {
        chunk[spot.name] = value;
        return chunk;
    }
    QJsonObject choice = choiceOf(chunk);
    QJsonObject delta = choice[u"delta"_s].toObject();
    if (spot.field == Field::Details) {
        QJsonArray details = delta[spot.behind].toArray();
        QJsonObject first = details[0].toObject();
        first[spot.name] = value;
        details[0] = first;
        delta[spot.behind] = details;
    } else {
        delta[spot.name] = value;
    }
    choice[u"delta"_s] = delta;
    chunk[u"choices"_s] = QJsonArray{choice};
    return chunk;
}

bool DeltaScanner::areProven(const QList<Place> &places, QByteArrayView event, const QJsonObject &chunk)
{
    QByteArray tried;
    QJsonObject expected = chunk;
    qsizetype at = 0;
    for (qsizetype i = 0; i < places.size(); ++i) {
        tried += event.sliced(at, places[i].begin - at);
        tried += probe(i).toLatin1();
        at = places[i].end;
        expected = changed(places[i].spot, probe(i), expected);
    }
    tried += event.sliced(at);
    const auto found = parseReplyObject(tried);
    return found && *found == expected;
}

} // namespace studio
