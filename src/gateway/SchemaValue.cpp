#include "gateway/SchemaValue.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostLevels = 16;

QJsonObject objectFor(const QJsonObject &schema, int level);

/// Google writes types in capitals; a list of types may begin with any of them.
QString typeOf(const QJsonObject &schema)
{
    const QJsonValue type = schema[u"type"_s];
    const QString name = type.isArray() ? type[0].toString() : type.toString();
    if (name.isEmpty())
        return schema.contains(u"properties"_s) ? u"object"_s : u"string"_s;
    return name.toLower();
}

QJsonValue valueFor(const QJsonObject &schema, int level)
{
    if (schema.contains(u"const"_s))
        return schema[u"const"_s];
    if (const QJsonArray choices = schema[u"enum"_s].toArray(); !choices.isEmpty())
        return choices.first();
    if (schema.contains(u"default"_s))
        return schema[u"default"_s];
    for (const QString &name : {u"anyOf"_s, u"oneOf"_s}) {
        if (schema[name][0].isObject() && level < mostLevels)
            return valueFor(schema[name][0].toObject(), level + 1);
    }
    const QString type = typeOf(schema);
    const double least = schema[u"minimum"_s].toDouble();
    if (type == "integer"_L1)
        return static_cast<qint64>(std::ceil(std::clamp(least, -1e15, 1e15)));
    if (type == "number"_L1)
        return least;
    if (type == "boolean"_L1)
        return true;
    if (type == "null"_L1)
        return QJsonValue::Null;
    if (type == "array"_L1)
        return level < mostLevels ? QJsonArray{valueFor(schema[u"items"_s].toObject(), level + 1)}
                                  : QJsonArray();
    if (type == "object"_L1)
        return objectFor(schema, level + 1);
    return u"practice output"_s;
}

QJsonObject objectFor(const QJsonObject &schema, int level)
{
    QJsonObject object;
    const QJsonObject properties = schema[u"properties"_s].toObject();
    for (auto each = properties.begin(); each != properties.end() && level < mostLevels; ++each)
        object[each.key()] = valueFor(each->toObject(), level);
    return object;
}

} // namespace

QJsonValue practiceValue(const QJsonObject &schema)
{
    return valueFor(schema, 0);
}

} // namespace studio
