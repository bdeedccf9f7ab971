#include "gateway/StreamFaults.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ServerReply::Piece event(const QByteArray &name, const QByteArray &data)
{
    return {(name.isEmpty() ? QByteArray() : "event: " + name + '\n') + "data: " + data + "\n\n"};
}

/// Gemini without alt=sse: one JSON array in pieces.
bool isArray(const ServerReply &stream)
{
    return !stream.pieces.isEmpty() && stream.pieces.first().bytes.startsWith('[');
}

QJsonObject dataOf(const ServerReply::Piece &piece)
{
    const qsizetype at = piece.bytes.indexOf("data: ");
    return at < 0 ? QJsonObject() : QJsonDocument::fromJson(piece.bytes.sliced(at + 6)).object();
}

QJsonObject failedResponse(QJsonObject response, const PracticeDialect &dialect, const ErrorWords &words)
{
    response[u"status"_s] = u"failed"_s;
    response[u"output"_s] = QJsonArray();
    response[u"completed_at"_s] = QJsonValue::Null;
    response[u"usage"_s] = QJsonValue::Null;
    response[u"error"_s] = QJsonObject{{u"code"_s, u"server_error"_s}, {u"message"_s, words.message}};
    if (dialect.isOpenRouter())
        response[u"error_type"_s] = words.routerType;
    return response;
}

/// OpenAI says it twice: as an error, and as the end of the response. OpenRouter says only that it ended,
/// WisGate passes a bare error on.
QList<ServerReply::Piece> failedEvents(const ServerReply &stream, const PracticeDialect &dialect,
                                       const ErrorWords &words)
{
    qint64 number = 0;
    QJsonObject response;
    for (const ServerReply::Piece &piece : stream.pieces) {
        const QJsonObject data = dataOf(piece);
        if (data.contains(u"sequence_number"_s))
            number = data[u"sequence_number"_s].toInteger() + 1;
        if (data.contains(u"response"_s))
            response = data[u"response"_s].toObject();
    }
    QJsonObject error{{u"type"_s, u"error"_s}, {u"sequence_number"_s, number}};
    if (dialect.service == PracticeService::WisGate) {
        error[u"code"_s] = words.code;
        error[u"message"_s] = words.message;
        error[u"param"_s] = QJsonValue::Null;
        return {event("error", compact(error))};
    }
    error[u"error"_s] = errorObject(dialect, words);
    const bool isOpenRouter = dialect.isOpenRouter();
    const QJsonObject failed{{u"type"_s, u"response.failed"_s},
                             {u"sequence_number"_s, isOpenRouter ? number : number + 1},
                             {u"response"_s, failedResponse(response, dialect, words)}};
    if (isOpenRouter)
        return {event({}, compact(failed))};
    return {event("error", compact(error)), event("response.failed", compact(failed))};
}

QJsonObject chatFailure(const PracticeDialect &dialect, const ErrorWords &words)
{
    QJsonObject body = errorBody(dialect, words);
    if (dialect.isOpenRouter()) {
        const QJsonObject choice{{u"index"_s, 0},
                                 {u"delta"_s, QJsonObject{{u"content"_s, QString()}}},
                                 {u"finish_reason"_s, u"error"_s}};
        body[u"object"_s] = u"chat.completion.chunk"_s;
        body[u"choices"_s] = QJsonArray{choice};
    }
    return body;
}

} // namespace

ServerReply::Piece brokenPiece(const ServerReply &stream, const PracticeDialect &dialect)
{
    switch (dialect.format) {
    case WireFormat::Chat:
        return event({}, R"({"choices":[{"index":0,"delta":{"content":"bro)");
    case WireFormat::Responses:
        return event(dialect.isOpenRouter() ? "" : "response.output_text.delta",
                     R"({"type":"response.output_text.delta","delta":"bro)");
    case WireFormat::Messages:
        return event("content_block_delta",
                     R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"bro)");
    case WireFormat::Gemini:
        break;
    }
    const QByteArray broken = R"({"candidates":[{"content":{"parts":[{"text":"bro)";
    return isArray(stream) ? ServerReply::Piece{",\r\n" + broken + '\n'} : event({}, broken);
}

QList<ServerReply::Piece> failurePieces(const ServerReply &stream, const PracticeDialect &dialect,
                                        const ErrorWords &words)
{
    switch (dialect.format) {
    case WireFormat::Chat:
        if (!stream.pieces.isEmpty() && stream.pieces.first().bytes.startsWith("event: image_")) {
            QJsonObject body = errorBody(dialect, words);
            body[u"type"_s] = u"error"_s;
            return {event("error", compact(body))};
        }
        return {event({}, compact(chatFailure(dialect, words)))};
    case WireFormat::Responses:
        return failedEvents(stream, dialect, words);
    case WireFormat::Messages:
        return {event("error", compact(errorBody(dialect, words)))};
    case WireFormat::Gemini:
        break;
    }
    const QByteArray body = compact(errorBody(dialect, words));
    return {isArray(stream) ? ServerReply::Piece{",\r\n" + body + "\n]\n"} : event({}, body)};
}

ServerReply failedReply(const ServerReply &reply, const PracticeDialect &dialect, const ErrorWords &words)
{
    if (dialect.format != WireFormat::Responses || dialect.service == PracticeService::WisGate)
        return jsonReply(200, errorBody(dialect, words));
    const QJsonObject response = QJsonDocument::fromJson(reply.pieces.last().bytes).object();
    return jsonReply(200, failedResponse(response, dialect, words));
}

} // namespace studio
