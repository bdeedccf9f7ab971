#include "gateway/MessagesReply.h"

#include "gateway/StreamWriter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

const QString signature = u"cHJhY3RpY2Ugb3V0cHV0"_s; // base64 of "practice output"

QJsonObject usageOf(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    QJsonObject usage{
        {u"input_tokens"_s, exchange.question.promptTokens},
        {u"output_tokens"_s, answer.tokens()},
        {u"output_tokens_details"_s, QJsonObject{{u"thinking_tokens"_s, answer.reasoning.size()}}},
        {u"cache_creation_input_tokens"_s, 0},
        {u"cache_read_input_tokens"_s, 0},
        {u"server_tool_use"_s, QJsonValue::Null},
    };
    if (exchange.dialect.isOpenRouter()) {
        usage[u"cost"_s] = wholeCost(exchange, answer);
        usage[u"is_byok"_s] = false;
    }
    return usage;
}

/// What only a whole message says of its usage; the last event of a stream has the counts alone.
QJsonObject fullUsageOf(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    QJsonObject usage = usageOf(exchange, answer);
    usage[u"cache_creation"_s] =
        QJsonObject{{u"ephemeral_5m_input_tokens"_s, 0}, {u"ephemeral_1h_input_tokens"_s, 0}};
    usage[u"inference_geo"_s] = QJsonValue::Null;
    usage[u"service_tier"_s] = u"standard"_s;
    usage[u"speed"_s] = u"standard"_s;
    return usage;
}

/// How the answer ended, in a message or in the event that changes it.
QJsonObject endOf(const PracticeAnswer &answer)
{
    QJsonObject end{{u"container"_s, QJsonValue::Null},
                    {u"stop_reason"_s, u"end_turn"_s},
                    {u"stop_sequence"_s, QJsonValue::Null},
                    {u"stop_details"_s, QJsonValue::Null}};
    if (answer.isCutByLength)
        end[u"stop_reason"_s] = u"max_tokens"_s;
    else if (answer.call)
        end[u"stop_reason"_s] = u"tool_use"_s;
    if (answer.isRefusal) {
        end[u"stop_reason"_s] = u"refusal"_s;
        end[u"stop_details"_s] = QJsonObject{{u"type"_s, u"refusal"_s},
                                             {u"category"_s, QJsonValue::Null},
                                             {u"explanation"_s, u"Practice fault: the model declines"_s}};
    }
    return end;
}

/// The message before its first word.
QJsonObject emptyMessage(const PracticeExchange &exchange)
{
    QJsonObject message{{u"id"_s, u"msg_practice_"_s + exchange.mark},
                        {u"type"_s, u"message"_s},
                        {u"role"_s, u"assistant"_s},
                        {u"model"_s, exchange.model},
                        {u"content"_s, QJsonArray()},
                        {u"container"_s, QJsonValue::Null},
                        {u"stop_reason"_s, QJsonValue::Null},
                        {u"stop_sequence"_s, QJsonValue::Null},
                        {u"stop_details"_s, QJsonValue::Null},
                        {u"usage"_s, fullUsageOf(exchange, {})}};
    if (exchange.dialect.isOpenRouter())
        message[u"provider"_s] = u"Practice"_s;
    return message;
}

QJsonObject thinkingBlock(const QString &text, const QString &signedBy)
{
    return {{u"type"_s, u"thinking"_s}, {u"thinking"_s, text}, {u"signature"_s, signedBy}};
}

QJsonObject textBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}, {u"citations"_s, QJsonValue::Null}};
}

QJsonObject callBlock(const PracticeExchange &exchange, const PracticeCall &call, const QJsonObject &input)
{
    return {{u"type"_s, u"tool_use"_s},
            {u"id"_s, exchange.callId()},
            {u"name"_s, call.name},
            {u"input"_s, input},
            {u"caller"_s, QJsonObject{{u"type"_s, u"direct"_s}}}};
}

/// Writes one content block after the other.
class BlockWriter : public StreamWriter
{
public:
    using StreamWriter::StreamWriter;

    void typed(const QByteArray &type, QJsonObject fields, std::chrono::milliseconds wait = 0ms)
    {
        fields[u"type"_s] = QString::fromLatin1(type);
        event(compact(fields), wait, type);
    }

    void begin(const QJsonObject &block)
    {
        typed("content_block_start", {{u"index"_s, m_index}, {u"content_block"_s, block}});
        if (m_index == 0)
            typed("ping", {});
    }

    void deltas(const QString &type, const QString &field, const QStringList &deltas)
    {
        for (const QString &delta : deltas) {
            const QJsonObject fields{{u"type"_s, type}, {field, delta}};
            typed("content_block_delta", {{u"index"_s, m_index}, {u"delta"_s, fields}}, nextPause());
        }
    }

    void end() { typed("content_block_stop", {{u"index"_s, m_index++}}); }

private:
    int m_index = 0;
};

void writeBlocks(const PracticeExchange &exchange, const PracticeAnswer &answer, BlockWriter &writer)
{
    if (!answer.reasoning.isEmpty()) {
        writer.begin(thinkingBlock({}, {}));
        writer.deltas(u"thinking_delta"_s, u"thinking"_s, answer.reasoning);
        writer.deltas(u"signature_delta"_s, u"signature"_s, {signature});
        writer.end();
    }
    if (answer.call) {
        writer.begin(callBlock(exchange, *answer.call, {}));
        writer.deltas(u"input_json_delta"_s, u"partial_json"_s, QStringList{QString()} + answer.call->deltas);
        writer.end();
    }
    if (!answer.text.isEmpty()) {
        writer.begin(textBlock({}));
        writer.deltas(u"text_delta"_s, u"text"_s, answer.text);
        writer.end();
    }
}

} // namespace

ServerReply wholeMessagesReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    QJsonArray content;
    if (!answer.reasoning.isEmpty())
        content += thinkingBlock(answer.reasoning.join(QString()), signature);
    if (answer.call)
        content += callBlock(exchange, *answer.call, answer.call->arguments);
    if (!answer.text.isEmpty())
        content += textBlock(answer.text.join(QString()));
    QJsonObject message = emptyMessage(exchange);
    message[u"content"_s] = content;
    message[u"usage"_s] = fullUsageOf(exchange, answer);
    const QJsonObject end = endOf(answer);
    for (auto each = end.begin(); each != end.end(); ++each)
        message[each.key()] = *each;
    return wholeReply(exchange, message);
}

ServerReply streamedMessagesReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    BlockWriter writer(exchange);
    if (exchange.dialect.isOpenRouter())
        writer.comment();
    writer.typed("message_start", {{u"message"_s, emptyMessage(exchange)}}, StreamWriter::firstPause());
    writeBlocks(exchange, answer, writer);
    writer.typed("message_delta", {{u"delta"_s, endOf(answer)}, {u"usage"_s, usageOf(exchange, answer)}});
    writer.typed("message_stop", {});
    return writer.reply();
}

} // namespace studio
