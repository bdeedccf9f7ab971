#include "core/Parameter.h"

#include "core/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Type = Parameter::Type;
using Group = Parameter::Group;

constexpr double mostTokens = 10'000'000.0;
constexpr double mostSeed = 2'147'483'647.0;
constexpr double mostWordChars = 200.0;
constexpr double mostJsonChars = 1'000'000.0;

Parameter number(const QString &name, double least, double most, Group group = Group::Text)
{
    return {name, Type::Number, group, least, most};
}

Parameter whole(const QString &name, double least, double most, Group group = Group::Text)
{
    return {name, Type::Whole, group, least, most};
}

Parameter choice(const QString &name, const QStringList &choices, Group group = Group::Text)
{
    return {name, Type::Choice, group, 0.0, 0.0, choices};
}

Parameter flag(const QString &name, Group group)
{
    return {name, Type::Flag, group};
}

Parameter word(const QString &name, Group group)
{
    return {name, Type::Text, group, 0.0, mostWordChars};
}

Parameter list(const QString &name, double most, Group group)
{
    return {name, Type::List, group, 0.0, most};
}

Parameter json(const QString &name, Group group)
{
    return {name, Type::Json, group, 0.0, mostJsonChars};
}

/// Values that some model or company takes and no table can know are texts: sizes, qualities, names.
QList<Parameter> allParameters()
{
    return {
        number(u"temperature"_s, 0.0, 2.0),
        whole(u"max_tokens"_s, 1.0, mostTokens),
        whole(u"seed"_s, 0.0, mostSeed),
        number(u"top_p"_s, 0.0, 1.0),
        whole(u"top_k"_s, 0.0, 100'000.0),
        number(u"min_p"_s, 0.0, 1.0),
        number(u"frequency_penalty"_s, -2.0, 2.0),
        number(u"presence_penalty"_s, -2.0, 2.0),
        number(u"repetition_penalty"_s, 0.0, 2.0),
        list(u"stop"_s, 16.0, Group::Text),
        choice(u"reasoning_effort"_s, {u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s}),
        whole(u"reasoning_tokens"_s, 0.0, mostTokens),
        choice(u"verbosity"_s, {u"low"_s, u"medium"_s, u"high"_s}),
        choice(u"answer_format"_s, {u"text"_s, u"json"_s}),
        json(u"answer_schema"_s, Group::Text),
        json(u"tools"_s, Group::Text),
        word(u"tool_choice"_s, Group::Text),

        word(u"size"_s, Group::Picture),
        word(u"aspect_ratio"_s, Group::Picture),
        word(u"resolution"_s, Group::Picture),
        whole(u"count"_s, 1.0, 10.0, Group::Picture),
        word(u"quality"_s, Group::Picture),
        choice(u"background"_s, {u"auto"_s, u"opaque"_s, u"transparent"_s}, Group::Picture),
        word(u"output_format"_s, Group::Picture),
        whole(u"output_compression"_s, 0.0, 100.0, Group::Picture),
        word(u"style"_s, Group::Picture),
        word(u"input_fidelity"_s, Group::Picture),
        word(u"moderation"_s, Group::Picture),

        number(u"seconds"_s, 1.0, 600.0, Group::Video),
        whole(u"frame_rate"_s, 1.0, 120.0, Group::Video),
        flag(u"sound"_s, Group::Video),
        flag(u"watermark"_s, Group::Video),
        flag(u"fixed_camera"_s, Group::Video),

        list(u"models"_s, 2.0, Group::Routing),
        list(u"provider.order"_s, 50.0, Group::Routing),
        list(u"provider.only"_s, 50.0, Group::Routing),
        list(u"provider.ignore"_s, 50.0, Group::Routing),
        list(u"provider.quantizations"_s, 20.0, Group::Routing),
        flag(u"provider.allow_fallbacks"_s, Group::Routing),
        flag(u"provider.require_parameters"_s, Group::Routing),
        flag(u"provider.zdr"_s, Group::Routing),
        choice(u"provider.data_collection"_s, {u"allow"_s, u"deny"_s}, Group::Routing),
        choice(u"provider.sort"_s, {u"price"_s, u"throughput"_s, u"latency"_s, u"exacto"_s}, Group::Routing),
        number(u"provider.max_price.prompt"_s, 0.0, 1'000'000.0, Group::Routing),
        number(u"provider.max_price.completion"_s, 0.0, 1'000'000.0, Group::Routing),
        number(u"provider.max_price.request"_s, 0.0, 1'000'000.0, Group::Routing),
        number(u"provider.max_price.image"_s, 0.0, 1'000'000.0, Group::Routing),
        number(u"provider.preferred_max_latency"_s, 0.0, 3'600.0, Group::Routing),
        number(u"provider.preferred_min_throughput"_s, 0.0, 1'000'000.0, Group::Routing),

        json(u"extra"_s, Group::Extra),
    };
}

Error takes(const Parameter &parameter, const QString &what)
{
    return {ErrorKind::Rejected, u"%1 takes %2"_s.arg(parameter.name, what)};
}

Error takesNumber(const Parameter &parameter)
{
    return takes(parameter, u"a %1 from %2 to %3"_s.arg(parameter.type == Type::Whole ? u"whole number"_s : u"number"_s)
                                .arg(parameter.least)
                                .arg(parameter.most, 0, 'f', 0));
}

bool isOneWord(const QString &text)
{
    return !text.trimmed().isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

Result<QJsonValue> numberFrom(const Parameter &parameter, QStringView text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok); // C locale: "0.7" everywhere
    const bool isInRange = ok && value >= parameter.least && value <= parameter.most;
    if (!isInRange || (parameter.type == Type::Whole && value != std::floor(value)))
        return takesNumber(parameter);
    return parameter.type == Type::Whole ? QJsonValue(qint64(value)) : QJsonValue(value);
}

/// The value with its type; what does not belong there is Rejected.
Result<QJsonValue> checked(const Parameter &parameter, const QJsonValue &value)
{
    switch (parameter.type) {
    case Type::Number:
    case Type::Whole:
        return value.isDouble() ? numberFrom(parameter, QString::number(value.toDouble(), 'g', 17))
                                : Result<QJsonValue>(takesNumber(parameter));
    case Type::Flag:
        return value.isBool() ? Result<QJsonValue>(value) : takes(parameter, u"true or false"_s);
    case Type::Choice:
        return value.isString() && parameter.choices.contains(value.toString())
            ? Result<QJsonValue>(value)
            : takes(parameter, u"one of: %1"_s.arg(parameter.choices.join(u", "_s)));
    case Type::Text:
        return isOneWord(value.toString()) && value.toString().size() <= qsizetype(parameter.most)
            ? Result<QJsonValue>(value)
            : takes(parameter, u"at most %1 printable characters"_s.arg(parameter.most));
    case Type::List: {
        const QJsonArray items = value.toArray();
        const bool isFine = !items.isEmpty() && items.size() <= qsizetype(parameter.most)
            && std::all_of(items.begin(), items.end(), [](const QJsonValue &item) {
                   return !item.toString().isEmpty() && item.toString().size() <= qsizetype(mostWordChars);
               });
        return isFine ? Result<QJsonValue>(value)
                      : takes(parameter, u"1 to %1 texts with commas between them"_s.arg(parameter.most));
    }
    case Type::Json:
        return value.isObject() || value.isArray() ? Result<QJsonValue>(value)
                                                   : takes(parameter, u"a JSON object or list"_s);
    }
    Q_UNREACHABLE();
}

Result<QJsonValue> jsonFrom(const Parameter &parameter, QStringView text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &problem);
    if (document.isNull() || text.size() > qsizetype(parameter.most))
        return takes(parameter, u"a JSON object or list (%1)"_s.arg(problem.errorString()));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QJsonArray itemsOf(QStringView text)
{
    QJsonArray items;
    for (const QStringView item : text.split(u',')) {
        if (!item.trimmed().isEmpty())
            items << item.trimmed().toString();
    }
    return items;
}

} // namespace

std::span<const Parameter> parameters()
{
    static const QList<Parameter> all = allParameters();
    return all;
}

const Parameter *parameterNamed(QStringView name)
{
    const std::span<const Parameter> all = parameters();
    const auto found = std::find_if(all.begin(), all.end(), [name](const Parameter &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Result<QJsonValue> parseSetting(const QString &name, QStringView text)
{
    const Parameter *parameter = parameterNamed(name);
    if (!parameter)
        return Error{ErrorKind::Rejected, u"there is no setting \"%1\""_s.arg(name)};
    switch (parameter->type) {
    case Type::Number:
    case Type::Whole:
        return numberFrom(*parameter, text);
    case Type::Flag:
        if (text.trimmed() == "true"_L1 || text.trimmed() == "false"_L1)
            return QJsonValue(text.trimmed() == "true"_L1);
        return takes(*parameter, u"true or false"_s);
    case Type::Choice:
    case Type::Text:
        return checked(*parameter, text.trimmed().toString());
    case Type::List:
        return checked(*parameter, itemsOf(text));
    case Type::Json:
        return jsonFrom(*parameter, text);
    }
    Q_UNREACHABLE();
}

QString settingText(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (!value.isArray())
        return value.toString();
    QStringList items;
    for (const QJsonValue &item : value.toArray()) {
        if (!item.isString()) // a list of tools
            return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
        items << item.toString();
    }
    return items.join(u", "_s);
}

Result<void> checkSettings(const QJsonObject &settings)
{
    for (auto each = settings.begin(); each != settings.end(); ++each) {
        const Parameter *parameter = parameterNamed(each.key());
        if (!parameter)
            return Error{ErrorKind::Rejected, u"there is no setting \"%1\""_s.arg(each.key())};
        if (auto fine = checked(*parameter, *each); !fine)
            return fine.error();
    }
    return {};
}

} // namespace studio
