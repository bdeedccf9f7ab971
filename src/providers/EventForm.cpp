#include "providers/EventForm.h"

#include "core/Json.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int longestPause = 64;
constexpr qsizetype mostLearntBytes = 16 * 1024; // a form that long would save nothing
constexpr qsizetype mostDigits = 15;             // exact in a double as well

/// The first name of a path, and what is behind it.
std::pair<QString, QLatin1StringView> split(QLatin1StringView path)
{
    const qsizetype dot = path.indexOf('.'_L1);
    return dot < 0 ? std::pair(QString(path), QLatin1StringView())
                   : std::pair(QString(path.first(dot)), path.sliced(dot + 1));
}

QJsonValue valueAt(const QJsonValue &value, QLatin1StringView path)
{
    if (path.isEmpty())
        return value;
    const auto [name, rest] = split(path);
    return valueAt(value.isArray() ? value[name.toInt()] : value[name], rest);
}

/// The value with another one at that path.
QJsonValue changed(const QJsonValue &value, QLatin1StringView path, const QJsonValue &other)
{
    if (path.isEmpty())
        return other;
    const auto [name, rest] = split(path);
    if (value.isArray()) {
        QJsonArray list = value.toArray();
        list[name.toInt()] = changed(list[name.toInt()], rest, other);
        return list;
    }
    QJsonObject object = value.toObject();
    object[name] = changed(object[name], rest, other);
    return object;
}

QJsonValue probe(EventForm::Kind kind, std::size_t number)
{
    return kind == EventForm::Kind::Text ? QJsonValue(u"probe %1"_s.arg(number)) : QJsonValue(qint64(10'000 + number));
}

qsizetype pastSpace(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n'))
        ++at;
    return at;
}

/// Where the value of that name seems to begin; -1 when there is none.
qsizetype valueNamed(const QString &name, QByteArrayView event, qsizetype from)
{
    const QByteArray key = '"' + name.toLatin1() + '"';
    for (qsizetype at = event.indexOf(key, from); at >= 0; at = event.indexOf(key, at + 1)) {
        const qsizetype colon = pastSpace(event, at + key.size());
        if (colon < event.size() && event[colon] == ':')
            return pastSpace(event, colon + 1);
    }
    return -1;
}

/// How many bytes the whole number takes, as JSON writes it; nothing where there is none.
std::optional<qsizetype> readCount(QByteArrayView bytes, qint64 &count)
{
    const auto end = std::find_if_not(bytes.begin(), bytes.end(), [](char c) { return c >= '0' && c <= '9'; });
    const qsizetype size = end - bytes.begin();
    if (size == 0 || size > mostDigits || (size > 1 && bytes.front() == '0'))
        return std::nullopt;
    count = 0;
    for (const char c : bytes.first(size))
        count = count * 10 + (c - '0');
    return size;
}

} // namespace

bool EventForm::read(QByteArrayView event)
{
    if (m_holes.empty())
        return false;
    for (Hole &hole : m_holes) {
        if (!event.startsWith(hole.before))
            return false;
        event = event.sliced(hole.before.size());
        const auto size = readHole(hole, event);
        if (!size)
            return false;
        event = event.sliced(*size);
    }
    if (event != m_rest)
        return false;
    m_pause = 1;
    return true;
}

std::optional<qsizetype> EventForm::readHole(Hole &hole, QByteArrayView bytes) const
{
    switch (m_spots[hole.spot].kind) {
    case Kind::Text:
        return hole.text.read(bytes);
    case Kind::Count:
        return readCount(bytes, hole.count);
    }
    Q_UNREACHABLE();
}

QStringView EventForm::text(std::size_t spot) const
{
    const Hole *hole = holeOf(spot);
    return hole ? hole->text.text() : QStringView();
}

std::optional<qint64> EventForm::count(std::size_t spot) const
{
    const Hole *hole = holeOf(spot);
    return hole ? std::optional(hole->count) : std::nullopt;
}

const EventForm::Hole *EventForm::holeOf(std::size_t spot) const
{
    const auto found = std::find_if(m_holes.begin(), m_holes.end(), [spot](const Hole &hole) { return hole.spot == spot; });
    return found == m_holes.end() ? nullptr : &*found;
}

bool EventForm::learn(QByteArrayView event, const QJsonObject &object)
{
    if (--m_untilLearning > 0)
        return false;
    m_untilLearning = m_pause;
    m_pause = std::min(2 * m_pause, longestPause);
    forget();
    if (!event.startsWith('{') || !event.endsWith('}') || event.size() > mostLearntBytes)
        return false;
    const std::vector<Place> places = placesIn(event, object);
    if (places.empty() || !areProven(places, event, object))
        return false;
    qsizetype at = 0;
    for (const Place &place : places) {
        m_holes.push_back({place.spot, event.sliced(at, place.begin - at).toByteArray()});
        at = place.end;
    }
    m_rest = event.sliced(at).toByteArray();
    return true;
}

/// In the order of the bytes; empty when a value that there is cannot be found.
std::vector<EventForm::Place> EventForm::placesIn(QByteArrayView event, const QJsonObject &object) const
{
    std::vector<Place> places;
    for (std::size_t spot = 0; spot < m_spots.size(); ++spot) {
        const QJsonValue value = valueAt(object, m_spots[spot].path);
        if (m_spots[spot].kind == Kind::Text ? !value.isString() : !countFrom(value))
            continue;
        const auto place = placeOf(spot, event);
        if (!place)
            return {};
        places.push_back(*place);
    }
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) { return a.begin < b.begin; });
    const auto overlap = std::adjacent_find(places.begin(), places.end(),
                                            [](const Place &a, const Place &b) { return a.end >= b.begin; });
    return overlap == places.end() ? places : std::vector<Place>();
}

/// Where the value seems to be. Names may stand twice and in other objects: areProven() tells.
std::optional<EventForm::Place> EventForm::placeOf(std::size_t spot, QByteArrayView event) const
{
    qsizetype begin = 0;
    for (auto [name, rest] = split(m_spots[spot].path); !name.isEmpty(); std::tie(name, rest) = split(rest)) {
        if (name != "0"_L1)
            begin = valueNamed(name, event, begin);
        if (begin < 0 || begin >= event.size())
            return std::nullopt;
    }
    if (m_spots[spot].kind == Kind::Text && event[begin++] != '"')
        return std::nullopt;
    Hole hole{spot, {}};
    const auto size = readHole(hole, event.sliced(begin));
    return size ? std::optional(Place{spot, begin, begin + *size}) : std::nullopt;
}

bool EventForm::areProven(const std::vector<Place> &places, QByteArrayView event, const QJsonObject &object) const
{
    QByteArray tried;
    QJsonValue expected = object;
    qsizetype at = 0;
    for (const Place &place : places) {
        const QJsonValue value = probe(m_spots[place.spot].kind, place.spot);
        tried += event.sliced(at, place.begin - at);
        tried += value.toVariant().toString().toLatin1();
        at = place.end;
        expected = changed(expected, m_spots[place.spot].path, value);
    }
    tried += event.sliced(at);
    const auto found = parseJsonObject(tried);
    return found && QJsonValue(*found) == expected;
}

} // namespace studio
