#include "Mutator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostBytes = 64 * 1024;
constexpr int mostDepth = 12;

/// What has a meaning to some reader.
constexpr std::array<QByteArrayView, 24> words{
    "\n\n",     "\r\n",    "\r",       "data: ",   "event: error\n", "data: [DONE]\n\n", ": ",       "\xEF\xBB\xBF",
    "\"",       "\\",      "\\ud83d",  "\\ude00",  "\\u0000",        "\\u202e",          "null",     "[",
    "]",        "{",       "}",        "<html>",   "<think>",        "</think>",         "\xFF\xFE", "HTTP/1.1 500\n\n",
};

/// A JSON text inside an input.
struct Place
{
    qsizetype begin;
    qsizetype end;
};

/// From the first brace of each line to its end, and from the first brace of all to the end of the input.
QList<Place> placesIn(const QByteArray &input)
{
    QList<Place> places;
    for (qsizetype at = 0; at < input.size();) {
        const qsizetype found = input.indexOf('\n', at);
        const qsizetype end = found < 0 ? input.size() : found;
        const auto brace = std::find_if(input.begin() + at, input.begin() + end, [](char c) { return c == '{' || c == '['; });
        const qsizetype begin = brace - input.begin();
        if (begin < end && places.isEmpty())
            places << Place{begin, input.size()};
        if (begin < end)
            places << Place{begin, end};
        at = end + 1;
    }
    return places;
}

QJsonValue valueOf(const QJsonDocument &document)
{
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QByteArray textOf(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson(QJsonDocument::Compact);
}

QJsonValue nested(int levels)
{
    QJsonValue value = 1;
    for (int i = 0; i < levels; ++i)
        value = i % 2 == 0 ? QJsonValue(QJsonArray{value}) : QJsonValue(QJsonObject{{u"error"_s, value}});
    return value;
}

} // namespace

qsizetype Mutator::below(qsizetype bound)
{
    return bound > 0 ? qsizetype(m_random() % quint64(bound)) : 0;
}

QByteArray Mutator::mutated(QByteArray input)
{
    for (qsizetype steps = 1 + below(4); steps > 0; --steps) {
        const qsizetype kind = below(8);
        if (kind < 4)
            input = withChangedJson(input);
        else
            input = kind == 4 ? spliced(input) : withChangedBytes(input);
    }
    return input.first(std::min(input.size(), mostBytes));
}

QByteArray Mutator::withChangedBytes(QByteArray bytes)
{
    const qsizetype at = below(bytes.size());
    const qsizetype size = 1 + below(std::min<qsizetype>(bytes.size() - at, 200));
    switch (below(6)) {
    case 0: return bytes.isEmpty() ? bytes : bytes.replace(at, 1, QByteArray(1, char(bytes[at] ^ (1 << below(8)))));
    case 1: return bytes.isEmpty() ? bytes : bytes.replace(at, 1, QByteArray(1, char(below(256))));
    case 2: return bytes.remove(at, size);
    case 3: return bytes.insert(at, bytes.mid(at, size).repeated(1 + below(5)));
    case 4: return bytes.first(at);
    default: return bytes.insert(at, words[std::size_t(below(qsizetype(words.size())))].toByteArray());
    }
}

/// The beginning of one input and the end of another, cut at line ends as often as not.
QByteArray Mutator::spliced(const QByteArray &input)
{
    if (m_stock.isEmpty())
        return input;
    const QByteArray &other = m_stock[below(m_stock.size())];
    qsizetype end = below(input.size() + 1);
    qsizetype begin = below(other.size() + 1);
    if (below(2) == 0) {
        end = input.indexOf('\n', end) + 1;
        begin = other.indexOf('\n', begin) + 1;
    }
    return input.first(end) + other.sliced(begin);
}

QByteArray Mutator::withChangedJson(const QByteArray &input)
{
    const QList<Place> places = placesIn(input);
    for (int attempt = 0; attempt < 4 && !places.isEmpty(); ++attempt) {
        const Place place = places[below(places.size())];
        const auto document = QJsonDocument::fromJson(input.sliced(place.begin, place.end - place.begin));
        if (!document.isNull())
            return input.first(place.begin) + textOf(changed(valueOf(document), 0)) + input.sliced(place.end);
    }
    return input;
}

/// Goes down into a child, or puts something else in the place of the value.
QJsonValue Mutator::changed(const QJsonValue &value, int depth)
{
    if (value.isObject() && (depth == 0 || below(5) > 0))
        return changedObject(value.toObject(), depth);
    if (value.isArray() && (depth == 0 || below(5) > 0))
        return changedArray(value.toArray(), depth);
    return below(3) == 0 ? grafted() : stranger(depth);
}

QJsonValue Mutator::changedObject(QJsonObject object, int depth)
{
    const QStringList names = object.keys();
    if (names.isEmpty() || depth > mostDepth)
        return stranger(depth);
    const QString name = names[below(names.size())];
    const QJsonValue value = object[name];
    const QString other = names[below(names.size())];
    switch (below(10)) {
    case 0: object.remove(name); break;
    case 1: object[other] = value; break;
    case 2: object[u"error"_s] = stranger(depth); break;
    case 3: object[name.toUpper()] = object.take(name); break;
    default: object[name] = changed(value, depth + 1); break;
    }
    return object;
}

QJsonValue Mutator::changedArray(QJsonArray array, int depth)
{
    if (array.isEmpty() || depth > mostDepth)
        return QJsonArray{stranger(depth)};
    const qsizetype at = below(array.size());
    switch (below(8)) {
    case 0: array.removeAt(at); break;
    case 1: array.insert(at, array.at(at)); break;
    case 2: array.insert(at, grafted()); break;
    default: array[at] = changed(array.at(at), depth + 1); break;
    }
    return array;
}

/// A value that no reader asked for.
QJsonValue Mutator::stranger(int depth)
{
    switch (below(28)) {
    case 0: return true;
    case 1: return false;
    case 2: return 0;
    case 3: return -1;
    case 4: return 7.5;
    case 5: return 1e300;
    case 6: return qint64(9007199254740993);
    case 7: return 500;
    case 8: return u""_s;
    case 9: return u"ZZZ"_s;
    case 10: return QString(u'\0');
    case 11: return QString(QChar(0xD83D));
    case 12: return QString(QChar(0xDE00)) + u"x"_s;
    case 13: return u"a\u202E\n\u0007b\u2028"_s;
    case 14: return u"long "_s.repeated(400);
    case 15: return u"https://files.example/a.png"_s;
    case 16: return u"javascript:alert(1)"_s;
    case 17: return u"data:image/png;base64,iVBORw0KGgo="_s;
    case 18: return u"<think>"_s;
    case 19: return u"completed"_s;
    case 20: return QJsonArray{};
    case 21: return QJsonArray{1, u"ZZZ"_s};
    case 22: return QJsonObject{};
    case 23: return QJsonObject{{u"ZZZ"_s, u"ZZZ"_s}};
    case 24: return QJsonObject{{u"message"_s, u"ZZZ"_s}, {u"code"_s, 503}};
    case 25: return depth < 2 ? nested(int(below(300))) : QJsonValue();
    default: return QJsonValue::Null;
    }
}

/// A value out of another input.
QJsonValue Mutator::grafted()
{
    if (m_stock.isEmpty())
        return QJsonValue::Null;
    const QByteArray &other = m_stock[below(m_stock.size())];
    const QList<Place> places = placesIn(other);
    if (places.isEmpty())
        return QJsonValue::Null;
    const Place place = places[below(places.size())];
    QJsonValue value = valueOf(QJsonDocument::fromJson(other.sliced(place.begin, place.end - place.begin)));
    for (qsizetype steps = below(8); steps > 0; --steps) {
        const QJsonObject object = value.toObject();
        const QStringList names = object.keys();
        const QJsonArray array = value.toArray();
        if (!names.isEmpty())
            value = object[names[below(names.size())]];
        else if (!array.isEmpty())
            value = array.at(below(array.size()));
    }
    return value;
}

} // namespace studio
