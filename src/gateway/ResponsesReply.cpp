#include "gateway/ResponsesReply.h"

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
        {u"input_tokens"_s, input},
        {u"input_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}, {u"cache_write_tokens"_s, 0}}},
        {u"output_tokens"_s, output},
        {u"output_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, answer.reasoning.size()}}},
        {u"total_tokens"_s, input + output},
    };
    if (exchange.dialect.isOpenRouter()) {
        usage[u"cost"_s] = wholeCost(exchange, answer);
        usage[u"is_byok"_s] = false;
        usage[u"cost_details"_s] =
            QJsonObject{{u"upstream_inference_cost"_s, QJsonValue::Null},
                        {u"upstream_inference_input_cost"_s, inputCost(exchange)},
                        {u"upstream_inference_output_cost"_s, outputCost(exchange, answer)}};
    }
    return usage;
}

/// What was asked for, repeated; services say null, or what they took in its place.
void repeatQuestion(const PracticeExchange &exchange, QJsonObject &response)
{
    const QJsonObject usual{{u"instructions"_s, QJsonValue::Null},
                            {u"max_output_tokens"_s, QJsonValue::Null},
                            {u"metadata"_s, QJsonObject()},
                            {u"parallel_tool_calls"_s, true},
                            {u"temperature"_s, 1.0},
                            {u"tool_choice"_s, u"auto"_s},
                            {u"tools"_s, QJsonArray()},
                            {u"top_p"_s, 1.0},
                            {u"truncation"_s, u"disabled"_s},
                            {u"user"_s, QJsonValue::Null}};
    for (auto each = usual.begin(); each != usual.end(); ++each) {
        const QJsonValue asked = exchange.question.body[each.key()];
        response[each.key()] = asked.isUndefined() ? QJsonValue(*each) : asked;
    }
    QJsonObject text{{u"format"_s, QJsonObject{{u"type"_s, u"text"_s}}}, {u"verbosity"_s, u"medium"_s}};
    const QJsonObject askedText = exchange.question.body[u"text"_s].toObject();
    for (auto each = askedText.begin(); each != askedText.end(); ++each)
        text[each.key()] = *each;
    response[u"text"_s] = text;
    const QJsonValue reasoning = exchange.question.body[u"reasoning"_s];
    response[u"reasoning"_s] = QJsonObject{{u"effort"_s, reasoning[u"effort"_s].toString(u"medium"_s)},
                                           {u"summary"_s, reasoning[u"summary"_s].toString(u"auto"_s)}};
}

QString responseId(const PracticeExchange &exchange)
{
    return exchange.dialect.isOpenRouter() ? exchange.generationId() : u"resp_practice_"_s + exchange.mark;
}

/// The object that a whole answer is, and that the first and last events of a stream hold.
QJsonObject responseObject(const PracticeExchange &exchange, const QString &status, const QJsonArray &output)
{
    const bool isOver = status != "in_progress"_L1;
    QJsonObject response{
        {u"id"_s, responseId(exchange)},
        {u"object"_s, u"response"_s},
        {u"created_at"_s, practiceCreated},
        {u"status"_s, status},
        {u"background"_s, false},
        {u"completed_at"_s, isOver ? QJsonValue(practiceCreated) : QJsonValue()},
        {u"error"_s, QJsonValue::Null},
        {u"frequency_penalty"_s, 0.0},
        {u"incomplete_details"_s, QJsonValue::Null},
        {u"max_tool_calls"_s, QJsonValue::Null},
        {u"model"_s, exchange.model},
        {u"output"_s, output},
        {u"presence_penalty"_s, 0.0},
        {u"previous_response_id"_s, QJsonValue::Null},
        {u"prompt_cache_key"_s, QJsonValue::Null},
        {u"safety_identifier"_s, QJsonValue::Null},
        {u"service_tier"_s, u"default"_s},
        {u"store"_s, !exchange.dialect.isOpenRouter()},
        {u"top_logprobs"_s, 0},
        {u"usage"_s, QJsonValue::Null},
    };
    repeatQuestion(exchange, response);
    return response;
}

QJsonObject finishedResponse(const PracticeExchange &exchange, const PracticeAnswer &answer,
                             const QJsonArray &output)
{
    const bool isCut = answer.isCutByLength;
    QJsonObject response = responseObject(exchange, isCut ? u"incomplete"_s : u"completed"_s, output);
    response[u"usage"_s] = usageOf(exchange, answer);
    if (isCut)
        response[u"incomplete_details"_s] = QJsonObject{{u"reason"_s, u"max_output_tokens"_s}};
    return response;
}

/// The text of the answer, or of its refusal, as it stands inside a message.
QJsonObject textPart(const PracticeAnswer &answer, const QString &text)
{
    if (answer.isRefusal)
        return {{u"type"_s, u"refusal"_s}, {u"refusal"_s, text}};
    return {{u"type"_s, u"output_text"_s},
            {u"annotations"_s, QJsonArray()},
            {u"logprobs"_s, QJsonArray()},
            {u"text"_s, text}};
}

/// OpenAI tells a summary of the reasoning, OpenRouter the reasoning itself.
QJsonObject reasoningPart(const PracticeExchange &exchange, const QString &text)
{
    const QString type = exchange.dialect.isOpenRouter() ? u"reasoning_text"_s : u"summary_text"_s;
    return {{u"type"_s, type}, {u"text"_s, text}};
}

QJsonObject reasoningItem(const PracticeExchange &exchange, const QString &text)
{
    QJsonArray parts;
    if (!text.isEmpty())
        parts += reasoningPart(exchange, text);
    QJsonObject item{{u"id"_s, u"rs_practice_"_s + exchange.mark},
                     {u"type"_s, u"reasoning"_s},
                     {u"summary"_s, exchange.dialect.isOpenRouter() ? QJsonArray() : parts}};
    if (exchange.dialect.isOpenRouter() && !parts.isEmpty())
        item[u"content"_s] = parts;
    return item;
}

QJsonObject messageItem(const PracticeExchange &exchange, const QString &status, const QJsonArray &content)
{
    return {{u"id"_s, u"msg_practice_"_s + exchange.mark},
            {u"type"_s, u"message"_s},
            {u"role"_s, u"assistant"_s},
            {u"status"_s, status},
            {u"content"_s, content}};
}

QJsonObject callItem(const PracticeExchange &exchange, const PracticeCall &call, const QString &status,
                     const QString &arguments)
{
    return {{u"id"_s, u"fc_practice_"_s + exchange.mark},
            {u"type"_s, u"function_call"_s},
            {u"call_id"_s, exchange.callId()},
            {u"name"_s, call.name},
            {u"status"_s, status},
            {u"arguments"_s, arguments}};
}

/// The bytes come with the item that is finished.
QJsonObject pictureItem(const PracticeExchange &exchange, qsizetype number, const PracticePicture *picture)
{
    QJsonObject item{{u"id"_s, u"ig_practice_%1_%2"_s.arg(exchange.mark).arg(number)},
                     {u"type"_s, u"image_generation_call"_s},
                     {u"status"_s, picture ? u"completed"_s : u"in_progress"_s},
                     {u"output_format"_s, nameOf(exchange.question.order.format)},
                     {u"result"_s, QJsonValue::Null}};
    if (picture)
        item[u"result"_s] = QString::fromLatin1(picture->bytes.toBase64());
    return item;
}

/// Writes numbered events, and keeps the items that are finished.
class TypedWriter : public StreamWriter
{
public:
    TypedWriter(const PracticeExchange &exchange, const PracticeAnswer &answer)
        : StreamWriter(exchange)
        , m_exchange(exchange)
        , m_answer(answer)
    {
    }

    void write();

private:
    void typed(const QString &type, QJsonObject fields, std::chrono::milliseconds wait = 0ms);
    void beginItem(const QJsonObject &item);
    void endItem(const QJsonObject &item);
    void series(const QString &stem, const QStringList &deltas, const QString &wholeName, QJsonObject fields);
    void writeReasoning();
    void writeText();
    void writeCall(const PracticeCall &call);
    void writePicture(qsizetype number);

    const PracticeExchange &m_exchange;
    const PracticeAnswer &m_answer;
    QString m_itemId;
    QJsonArray m_output;
    qint64 m_number = 0;
};

void TypedWriter::typed(const QString &type, QJsonObject fields, std::chrono::milliseconds wait)
{
    fields[u"type"_s] = type;
    fields[u"sequence_number"_s] = m_number++;
    // OpenRouter's events have no name of their own.
    event(compact(fields), wait, m_exchange.dialect.isOpenRouter() ? QByteArray() : type.toLatin1());
}

void TypedWriter::beginItem(const QJsonObject &item)
{
    m_itemId = item[u"id"_s].toString();
    typed(u"response.output_item.added"_s, {{u"output_index"_s, m_output.size()}, {u"item"_s, item}});
}

void TypedWriter::endItem(const QJsonObject &item)
{
    typed(u"response.output_item.done"_s, {{u"output_index"_s, m_output.size()}, {u"item"_s, item}});
    m_output += item;
}

/// "response.output_text.delta" for each delta, then "response.output_text.done" with all of it.
void TypedWriter::series(const QString &stem, const QStringList &deltas, const QString &wholeName,
                         QJsonObject fields)
{
    fields[u"item_id"_s] = m_itemId;
    fields[u"output_index"_s] = m_output.size();
    QJsonObject done = fields;
    for (const QString &delta : deltas) {
        fields[u"delta"_s] = delta;
        typed(stem + u".delta"_s, fields, nextPause());
    }
    done[wholeName] = deltas.join(QString());
    typed(stem + u".done"_s, done);
}

void TypedWriter::writeReasoning()
{
    const bool isOpenRouter = m_exchange.dialect.isOpenRouter();
    const QString index = isOpenRouter ? u"content_index"_s : u"summary_index"_s;
    const QString part = isOpenRouter ? u"response.content_part"_s : u"response.reasoning_summary_part"_s;
    const QString text = isOpenRouter ? u"response.reasoning_text"_s : u"response.reasoning_summary_text"_s;
    const QString whole = m_answer.reasoning.join(QString());
    beginItem(reasoningItem(m_exchange, {}));
    QJsonObject fields{{u"item_id"_s, m_itemId}, {u"output_index"_s, m_output.size()}, {index, 0}};
    fields[u"part"_s] = reasoningPart(m_exchange, {});
    typed(part + u".added"_s, fields);
    series(text, m_answer.reasoning, u"text"_s, {{index, 0}});
    fields[u"part"_s] = reasoningPart(m_exchange, whole);
    typed(part + u".done"_s, fields);
    endItem(reasoningItem(m_exchange, whole));
}

void TypedWriter::writeText()
{
    const QString whole = m_answer.text.join(QString());
    beginItem(messageItem(m_exchange, u"in_progress"_s, {}));
    QJsonObject fields{
        {u"item_id"_s, m_itemId}, {u"output_index"_s, m_output.size()}, {u"content_index"_s, 0}};
    fields[u"part"_s] = textPart(m_answer, {});
    typed(u"response.content_part.added"_s, fields);
    if (m_answer.isRefusal)
        series(u"response.refusal"_s, m_answer.text, u"refusal"_s, {{u"content_index"_s, 0}});
    else
        series(u"response.output_text"_s, m_answer.text, u"text"_s,
               {{u"content_index"_s, 0}, {u"logprobs"_s, QJsonArray()}});
    fields[u"part"_s] = textPart(m_answer, whole);
    typed(u"response.content_part.done"_s, fields);
    endItem(messageItem(m_exchange, m_answer.isCutByLength ? u"incomplete"_s : u"completed"_s,
                        {textPart(m_answer, whole)}));
}

void TypedWriter::writeCall(const PracticeCall &call)
{
    beginItem(callItem(m_exchange, call, u"in_progress"_s, {}));
    series(u"response.function_call_arguments"_s, call.deltas, u"arguments"_s, {{u"name"_s, call.name}});
    endItem(callItem(m_exchange, call, u"completed"_s, call.deltas.join(QString())));
}

void TypedWriter::writePicture(qsizetype number)
{
    const QString stem = u"response.image_generation_call."_s;
    beginItem(pictureItem(m_exchange, number, nullptr));
    const QJsonObject place{{u"item_id"_s, m_itemId}, {u"output_index"_s, m_output.size()}};
    typed(stem + u"in_progress"_s, place);
    typed(stem + u"generating"_s, place, nextPause());
    const QList<PracticePicture> drafts = number == 0 ? m_answer.drafts : QList<PracticePicture>();
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        QJsonObject fields = place;
        fields[u"partial_image_index"_s] = i;
        fields[u"partial_image_b64"_s] = QString::fromLatin1(drafts[i].bytes.toBase64());
        fields[u"output_format"_s] = nameOf(m_exchange.question.order.format);
        typed(stem + u"partial_image"_s, fields, nextPause());
    }
    typed(stem + u"completed"_s, place, nextPause());
    endItem(pictureItem(m_exchange, number, &m_answer.pictures[number]));
}

void TypedWriter::write()
{
    if (m_exchange.dialect.isOpenRouter())
        comment();
    const QJsonObject begun = responseObject(m_exchange, u"in_progress"_s, {});
    typed(u"response.created"_s, {{u"response"_s, begun}}, firstPause());
    typed(u"response.in_progress"_s, {{u"response"_s, begun}});
    if (!m_answer.reasoning.isEmpty())
        writeReasoning();
    if (m_answer.call)
        writeCall(*m_answer.call);
    for (qsizetype i = 0; i < m_answer.pictures.size(); ++i)
        writePicture(i);
    if (!m_answer.text.isEmpty())
        writeText();
    const QString end = m_answer.isCutByLength ? u"response.incomplete"_s : u"response.completed"_s;
    typed(end, {{u"response"_s, finishedResponse(m_exchange, m_answer, m_output)}});
    if (m_exchange.dialect.isOpenRouter())
        event("[DONE]", 0ms);
}

} // namespace

ServerReply wholeResponsesReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    QJsonArray output;
    if (!answer.reasoning.isEmpty())
        output += reasoningItem(exchange, answer.reasoning.join(QString()));
    if (answer.call)
        output += callItem(exchange, *answer.call, u"completed"_s, answer.call->deltas.join(QString()));
    for (qsizetype i = 0; i < answer.pictures.size(); ++i)
        output += pictureItem(exchange, i, &answer.pictures[i]);
    if (!answer.text.isEmpty())
        output += messageItem(exchange, answer.isCutByLength ? u"incomplete"_s : u"completed"_s,
                              {textPart(answer, answer.text.join(QString()))});
    return wholeReply(exchange, finishedResponse(exchange, answer, output));
}

ServerReply streamedResponsesReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    TypedWriter writer(exchange, answer);
    writer.write();
    return writer.reply();
}

} // namespace studio
