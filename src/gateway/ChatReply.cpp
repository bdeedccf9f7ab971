#include "gateway/ChatReply.h"

#include "gateway/PictureReply.h"
#include "gateway/StreamWriter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

QJsonObject usageOf(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const qint64 input = exchange.question.promptTokens;
    const qint64 output = answer.tokens();
    QJsonObject usage{
        {u"prompt_tokens"_s, input},
        {u"completion_tokens"_s, output},
        {u"total_tokens"_s, input + output},
        {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}}},
        {u"completion_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, answer.reasoning.size()},
                                                     {u"image_tokens"_s, answer.pictureTokens()}}},
    };
    if (exchange.dialect.isOpenRouter()) {
        usage[u"cost"_s] = wholeCost(exchange, answer);
        usage[u"is_byok"_s] = false;
    }
    return usage;
}

QString finishWord(const PracticeAnswer &answer)
{
    if (answer.call)
        return u"tool_calls"_s;
    return answer.isCutByLength ? u"length"_s : u"stop"_s;
}

QJsonObject envelope(const PracticeExchange &exchange, const QString &object)
{
    QJsonObject body{{u"id"_s, exchange.generationId()},
                     {u"object"_s, object},
                     {u"created"_s, practiceCreated},
                     {u"model"_s, exchange.model}};
    if (exchange.dialect.isOpenRouter())
        body[u"provider"_s] = u"Practice"_s;
    return body;
}

QJsonObject choiceOf(const PracticeExchange &exchange, const QString &key, const QJsonObject &content,
                     const QJsonValue &finish)
{
    QJsonObject choice{
        {u"index"_s, 0}, {key, content}, {u"finish_reason"_s, finish}, {u"logprobs"_s, QJsonValue()}};
    if (exchange.dialect.isOpenRouter())
        choice[u"native_finish_reason"_s] = finish;
    return choice;
}

/// Reasoning stands in a field of its own; where depends on the service.
void putReasoning(const PracticeExchange &exchange, const QString &text, QJsonObject &content)
{
    if (!exchange.dialect.isOpenRouter()) {
        content[u"reasoning_content"_s] = text;
        return;
    }
    content[u"reasoning"_s] = text;
    content[u"reasoning_details"_s] = QJsonArray{QJsonObject{
        {u"type"_s, u"reasoning.text"_s}, {u"text"_s, text}, {u"index"_s, 0}, {u"format"_s, QJsonValue()}}};
}

QJsonArray imagesOf(const PracticeAnswer &answer)
{
    QJsonArray images;
    for (const PracticePicture &picture : answer.pictures)
        images += QJsonObject{{u"type"_s, u"image_url"_s},
                              {u"index"_s, images.size()},
                              {u"image_url"_s, QJsonObject{{u"url"_s, dataAddress(picture)}}}};
    return images;
}

QJsonObject callObject(const PracticeExchange &exchange, const PracticeCall &call, const QString &arguments)
{
    return {{u"id"_s, exchange.callId()},
            {u"type"_s, u"function"_s},
            {u"function"_s, QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, arguments}}}};
}

/// Writes the chunks of one stream.
class ChunkWriter : public StreamWriter
{
public:
    explicit ChunkWriter(const PracticeExchange &exchange)
        : StreamWriter(exchange)
        , m_exchange(exchange)
    {
    }

    void delta(const QJsonObject &delta, const QJsonValue &finish, std::chrono::milliseconds wait)
    {
        QJsonObject chunk = envelope(m_exchange, u"chat.completion.chunk"_s);
        chunk[u"choices"_s] = QJsonArray{choiceOf(m_exchange, u"delta"_s, delta, finish)};
        if (m_exchange.question.wantsUsage && !m_exchange.dialect.isOpenRouter())
            chunk[u"usage"_s] = QJsonValue::Null;
        event(compact(chunk), wait);
    }

    void usage(const QJsonObject &usage)
    {
        QJsonObject chunk = envelope(m_exchange, u"chat.completion.chunk"_s);
        QJsonArray choices;
        if (m_exchange.dialect.isOpenRouter()) {
            const QJsonObject nothing{{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}};
            choices += choiceOf(m_exchange, u"delta"_s, nothing, QJsonValue());
        }
        chunk[u"choices"_s] = choices;
        chunk[u"usage"_s] = usage;
        event(compact(chunk), 0ms);
    }

private:
    const PracticeExchange &m_exchange;
};

void writeCall(const PracticeExchange &exchange, const PracticeCall &call, ChunkWriter &writer)
{
    QJsonObject first = callObject(exchange, call, QString());
    first[u"index"_s] = 0;
    writer.delta({{u"tool_calls"_s, QJsonArray{first}}}, QJsonValue(), writer.nextPause());
    for (const QString &text : call.deltas) {
        const QJsonObject more{{u"index"_s, 0}, {u"function"_s, QJsonObject{{u"arguments"_s, text}}}};
        writer.delta({{u"tool_calls"_s, QJsonArray{more}}}, QJsonValue(), writer.nextPause());
    }
}

void writeDeltas(const PracticeExchange &exchange, const PracticeAnswer &answer, ChunkWriter &writer)
{
    const bool isOpenRouter = exchange.dialect.isOpenRouter();
    for (const QString &text : answer.reasoning) {
        QJsonObject delta;
        putReasoning(exchange, text, delta);
        if (isOpenRouter)
            delta[u"content"_s] = QString();
        writer.delta(delta, QJsonValue(), writer.nextPause());
    }
    if (isOpenRouter && !answer.reasoning.isEmpty())
        writer.comment();
    const QString field = answer.isRefusal ? u"refusal"_s : u"content"_s;
    for (const QString &text : answer.text)
        writer.delta({{field, text}}, QJsonValue(), writer.nextPause());
    if (answer.call)
        writeCall(exchange, *answer.call, writer);
    if (!answer.pictures.isEmpty())
        writer.delta({{u"content"_s, QString()}, {u"images"_s, imagesOf(answer)}}, QJsonValue(), writer.nextPause());
}

} // namespace

ServerReply wholeChatReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const QString text = answer.text.join(QString());
    const bool hasContent = !answer.isRefusal && !answer.call;
    QJsonObject message{{u"role"_s, u"assistant"_s},
                        {u"content"_s, hasContent ? QJsonValue(text) : QJsonValue()},
                        {u"refusal"_s, answer.isRefusal ? QJsonValue(text) : QJsonValue()}};
    if (!answer.reasoning.isEmpty())
        putReasoning(exchange, answer.reasoning.join(QString()), message);
    if (!answer.pictures.isEmpty())
        message[u"images"_s] = imagesOf(answer);
    if (answer.call)
        message[u"tool_calls"_s] =
            QJsonArray{callObject(exchange, *answer.call, answer.call->deltas.join(QString()))};
    QJsonObject body = envelope(exchange, u"chat.completion"_s);
    body[u"choices"_s] = QJsonArray{choiceOf(exchange, u"message"_s, message, finishWord(answer))};
    body[u"usage"_s] = usageOf(exchange, answer);
    body[u"system_fingerprint"_s] = QJsonValue::Null;
    return wholeReply(exchange, body);
}

ServerReply streamedChatReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const bool isOpenRouter = exchange.dialect.isOpenRouter();
    ChunkWriter writer(exchange);
    if (isOpenRouter) {
        writer.comment();
        writer.comment();
    }
    writer.delta({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, QJsonValue(),
                 StreamWriter::firstPause());
    writeDeltas(exchange, answer, writer);
    QJsonObject last;
    if (isOpenRouter)
        last[u"content"_s] = QString();
    writer.delta(last, finishWord(answer), 0ms);
    if (isOpenRouter || exchange.question.wantsUsage)
        writer.usage(usageOf(exchange, answer));
    writer.event("[DONE]", 0ms);
    return writer.reply();
}

} // namespace studio
