#include "gateway/ChatReply.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds firstPause = 180ms;
constexpr std::chrono::milliseconds wholePause = 450ms;
constexpr int slowestExtra = 15; ///< Deltas come 15 to 30 ms apart.

const QByteArray processing = ": OPENROUTER PROCESSING\n\n";
const QByteArray padding = "\n         \n";

double dollars(qint64 nanoDollars)
{
    return static_cast<double>(nanoDollars) / 1e9;
}

QJsonObject usageOf(const ChatExchange &exchange, const PracticeAnswer &answer)
{
    const qint64 output = answer.tokens();
    QJsonObject usage{
        {u"prompt_tokens"_s, exchange.promptTokens},
        {u"completion_tokens"_s, output},
        {u"total_tokens"_s, exchange.promptTokens + output},
        {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}}},
        {u"completion_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, answer.reasoning.size()}}},
    };
    if (exchange.dialect == PracticeDialect::OpenRouter) {
        const qint64 input = exchange.promptTokens * exchange.priced->inputNanoDollars;
        usage[u"cost"_s] = dollars(input + output * exchange.priced->outputNanoDollars);
        usage[u"is_byok"_s] = false;
    }
    return usage;
}

QString finishWord(const PracticeAnswer &answer)
{
    return answer.isCutByLength ? u"length"_s : u"stop"_s;
}

QJsonObject envelope(const ChatExchange &exchange, const QString &object)
{
    QJsonObject body{{u"id"_s, exchange.id},
                     {u"object"_s, object},
                     {u"created"_s, practiceCreated},
                     {u"model"_s, exchange.model}};
    if (exchange.dialect == PracticeDialect::OpenRouter)
        body[u"provider"_s] = u"Practice"_s;
    return body;
}

QJsonObject choiceOf(const ChatExchange &exchange, const QString &key, const QJsonObject &content,
                     const QJsonValue &finish)
{
    QJsonObject choice{
        {u"index"_s, 0}, {key, content}, {u"finish_reason"_s, finish}, {u"logprobs"_s, QJsonValue()}};
    if (exchange.dialect == PracticeDialect::OpenRouter)
        choice[u"native_finish_reason"_s] = finish;
    return choice;
}

/// Reasoning stands in a field of its own; where depends on the service.
void putReasoning(const ChatExchange &exchange, const QString &text, QJsonObject &content)
{
    if (exchange.dialect != PracticeDialect::OpenRouter) {
        content[u"reasoning_content"_s] = text;
        return;
    }
    content[u"reasoning"_s] = text;
    content[u"reasoning_details"_s] = QJsonArray{QJsonObject{
        {u"type"_s, u"reasoning.text"_s}, {u"text"_s, text}, {u"index"_s, 0}, {u"format"_s, QJsonValue()}}};
}

/// Writes the events of one stream.
class EventWriter
{
public:
    explicit EventWriter(const ChatExchange &exchange)
        : m_exchange(exchange)
        , m_pace(steadyHash(exchange.id.toUtf8()))
    {
    }

    void comment() { m_pieces += {processing, 60ms}; }

    void delta(const QJsonObject &delta, const QJsonValue &finish, std::chrono::milliseconds wait)
    {
        QJsonObject chunk = envelope(m_exchange, u"chat.completion.chunk"_s);
        chunk[u"choices"_s] = QJsonArray{choiceOf(m_exchange, u"delta"_s, delta, finish)};
        if (m_exchange.wantsUsage && m_exchange.dialect != PracticeDialect::OpenRouter)
            chunk[u"usage"_s] = QJsonValue::Null;
        event(QJsonDocument(chunk).toJson(QJsonDocument::Compact), wait);
    }

    void usage(const QJsonObject &usage)
    {
        QJsonObject chunk = envelope(m_exchange, u"chat.completion.chunk"_s);
        QJsonArray choices;
        if (m_exchange.dialect == PracticeDialect::OpenRouter) {
            const QJsonObject nothing{{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}};
            choices += choiceOf(m_exchange, u"delta"_s, nothing, QJsonValue());
        }
        chunk[u"choices"_s] = choices;
        chunk[u"usage"_s] = usage;
        event(QJsonDocument(chunk).toJson(QJsonDocument::Compact), 0ms);
    }

    void event(const QByteArray &data, std::chrono::milliseconds wait)
    {
        m_pieces += {"data: " + data + "\n\n", wait};
    }

    /// Uneven as real services are, and yet always the same.
    std::chrono::milliseconds nextPause()
    {
        m_pace = m_pace * 6364136223846793005ULL + 1442695040888963407ULL;
        return 15ms + std::chrono::milliseconds((m_pace >> 33) % (slowestExtra + 1));
    }

    QList<ServerReply::Piece> pieces() const { return m_pieces; }

private:
    const ChatExchange &m_exchange;
    QList<ServerReply::Piece> m_pieces;
    quint64 m_pace;
};

void writeDeltas(const ChatExchange &exchange, const PracticeAnswer &answer, EventWriter &writer)
{
    const bool isOpenRouter = exchange.dialect == PracticeDialect::OpenRouter;
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
}

void addIdHeader(const ChatExchange &exchange, ServerReply &reply)
{
    const bool isOpenRouter = exchange.dialect == PracticeDialect::OpenRouter;
    reply.setHeader(isOpenRouter ? "X-Generation-Id" : "x-request-id", exchange.id.toLatin1());
}

} // namespace

ServerReply wholeChatReply(const ChatExchange &exchange, const PracticeAnswer &answer)
{
    const QString text = answer.text.join(QString());
    QJsonObject message{{u"role"_s, u"assistant"_s},
                        {u"content"_s, answer.isRefusal ? QJsonValue() : QJsonValue(text)},
                        {u"refusal"_s, answer.isRefusal ? QJsonValue(text) : QJsonValue()}};
    if (!answer.reasoning.isEmpty())
        putReasoning(exchange, answer.reasoning.join(QString()), message);
    QJsonObject body = envelope(exchange, u"chat.completion"_s);
    body[u"choices"_s] = QJsonArray{choiceOf(exchange, u"message"_s, message, finishWord(answer))};
    body[u"usage"_s] = usageOf(exchange, answer);
    ServerReply reply = jsonReply(200, body);
    reply.pieces.first().wait = wholePause;
    // OpenRouter sends its headers early and keeps the connection alive with white space.
    if (exchange.dialect == PracticeDialect::OpenRouter) {
        reply.isChunked = true;
        reply.pieces.prepend({padding, 60ms});
        reply.pieces.prepend({padding, 60ms});
    }
    addIdHeader(exchange, reply);
    return reply;
}

ServerReply streamedChatReply(const ChatExchange &exchange, const PracticeAnswer &answer)
{
    const bool isOpenRouter = exchange.dialect == PracticeDialect::OpenRouter;
    EventWriter writer(exchange);
    if (isOpenRouter) {
        writer.comment();
        writer.comment();
    }
    writer.delta({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, QJsonValue(), firstPause);
    writeDeltas(exchange, answer, writer);
    QJsonObject last;
    if (isOpenRouter)
        last[u"content"_s] = QString();
    writer.delta(last, finishWord(answer), 0ms);
    if (isOpenRouter || exchange.wantsUsage)
        writer.usage(usageOf(exchange, answer));
    writer.event("[DONE]", 0ms);

    ServerReply reply;
    reply.headers = {{"Content-Type", "text/event-stream"}};
    reply.isChunked = true;
    reply.pieces = writer.pieces();
    addIdHeader(exchange, reply);
    return reply;
}

} // namespace studio
