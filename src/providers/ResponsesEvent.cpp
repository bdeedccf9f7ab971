#include "providers/ResponsesEvent.h"

#include "providers/ErrorReply.h"
#include "providers/ServerWords.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

int numberIn(const QJsonObject &event, const QString &name)
{
    const int number = event[name].toInt(ResponsesPlace::unknown);
    return number < 0 ? ResponsesPlace::unknown : number;
}

/// The code of a failed response stands in one place and a router's more exact word in another.
QString errorTypeOf(const QJsonObject &event)
{
    const QString type = responseOf(event)[u"error_type"_s].toString();
    return type.isEmpty() ? event[u"error_type"_s].toString() : type;
}

QJsonObject errorObjectOf(const QJsonObject &event)
{
    const QJsonObject response = responseOf(event);
    const QJsonValue said = hasError(response) ? response[u"error"_s] : event[u"error"_s];
    if (said.isString())
        return {{u"message"_s, said}};
    const bool hasPlace = event[u"response"_s].isObject() || isResponse(event);
    return said.isObject() || hasPlace ? said.toObject() : event; // {"type":"error","code":...,"message":...}
}

} // namespace

bool isResponse(const QJsonObject &object)
{
    return object[u"output"_s].isArray() || object[u"object"_s].toString() == "response"_L1;
}

QJsonObject responseOf(const QJsonObject &event)
{
    return event[u"response"_s].isObject() ? event[u"response"_s].toObject() : event;
}

QString itemKeyOf(const QJsonObject &event)
{
    const int index = numberIn(event, u"output_index"_s);
    if (index != ResponsesPlace::unknown)
        return QString::number(index);
    const QString id = event[u"item_id"_s].toString();
    return id.isEmpty() ? event[u"item"_s][u"id"_s].toString() : id;
}

ResponsesPlace placeOf(ResponsesPlace::Kind kind, const QJsonObject &event)
{
    const bool isSummary = kind == ResponsesPlace::Kind::Summary;
    const QString part = isSummary ? u"summary_index"_s : u"content_index"_s;
    return {kind, numberIn(event, u"output_index"_s), numberIn(event, part)};
}

bool hasError(const QJsonObject &response)
{
    return isErrorReply({{u"error"_s, response[u"error"_s]}});
}

Error errorOf(const QJsonObject &event)
{
    QJsonObject object = errorObjectOf(event);
    const bool saysNothing = object.isEmpty();
    const QString type = errorTypeOf(event);
    const QString status = responseOf(event)[u"status"_s].toString();
    if (!type.isEmpty() && !object.contains(u"error_type"_s))
        object[u"error_type"_s] = type;
    Error error = errorFromObject(object);
    if (error.detail.isEmpty() && !(type + status).isEmpty())
        error.detail = shortened(redacted(withoutControls(type.isEmpty() ? u"status: %1"_s.arg(status) : type)), 300);
    if (error.kind == ErrorKind::Unknown && saysNothing)
        error.kind = ErrorKind::ServerFault;
    return error;
}

bool isLengthCode(const QString &code)
{
    return code == "context_length_exceeded"_L1 || code == "max_tokens_exceeded"_L1
        || code == "token_limit_exceeded"_L1 || code == "string_too_long"_L1;
}

} // namespace studio
