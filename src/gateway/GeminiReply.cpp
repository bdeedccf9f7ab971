#include "gateway/GeminiReply.h"

#include "gateway/StreamWriter.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

/// Counts grow from chunk to chunk; thoughts are counted apart from the answer.
QJsonObject usageOf(const PracticeExchange &exchange, qint64 thoughts, qint64 words,
                    qint64 pictures = 0)
{
    const qint64 input = exchange.question.promptTokens;
    QJsonObject usage{{u"promptTokenCount"_s, input},
                      {u"candidatesTokenCount"_s, words},
                      {u"totalTokenCount"_s, input + thoughts + words},
                      {u"promptTokensDetails"_s,
                       QJsonArray{QJsonObject{{u"modality"_s, u"TEXT"_s}, {u"tokenCount"_s, input}}}}};
    if (thoughts > 0)
        usage[u"thoughtsTokenCount"_s] = thoughts;
    if (pictures > 0)
        usage[u"candidatesTokensDetails"_s] =
            QJsonArray{QJsonObject{{u"modality"_s, u"IMAGE"_s}, {u"tokenCount"_s, pictures}}};
    return usage;
}

QJsonObject bodyOf(const PracticeExchange &exchange, const QJsonArray &parts, const QJsonObject &usage)
{
    QJsonObject content{{u"role"_s, u"model"_s}};
    if (!parts.isEmpty())
        content[u"parts"_s] = parts;
    return {{u"candidates"_s, QJsonArray{QJsonObject{{u"content"_s, content}, {u"index"_s, 0}}}},
            {u"usageMetadata"_s, usage},
            {u"modelVersion"_s, exchange.model},
            {u"responseId"_s, exchange.mark}};
}

QString finishWord(const PracticeAnswer &answer)
{
    return answer.isCutByLength ? u"MAX_TOKENS"_s : u"STOP"_s;
}

QJsonObject finished(QJsonObject body, const QString &reason)
{
    QJsonObject candidate = body[u"candidates"_s][0].toObject();
    candidate[u"finishReason"_s] = reason;
    body[u"candidates"_s] = QJsonArray{candidate};
    return body;
}

/// Google declines before the first word and without any; WisGate's is a candidate without parts.
QJsonObject refusalBody(const PracticeExchange &exchange)
{
    QJsonObject body = bodyOf(exchange, {}, usageOf(exchange, 0, 0));
    if (exchange.dialect.service == PracticeService::Gemini) {
        body.remove(u"candidates"_s);
        body[u"promptFeedback"_s] = QJsonObject{{u"blockReason"_s, u"PROHIBITED_CONTENT"_s}};
        return body;
    }
    return finished(body, u"SAFETY"_s);
}

QJsonObject thoughtPart(const QString &text)
{
    return {{u"text"_s, text}, {u"thought"_s, true}};
}

QJsonObject picturePart(const PracticePicture &picture)
{
    return {{u"inlineData"_s, QJsonObject{{u"mimeType"_s, QString::fromLatin1(picture.mime)},
                                          {u"data"_s, QString::fromLatin1(picture.bytes.toBase64())}}}};
}

QJsonObject callPart(const PracticeExchange &exchange, const PracticeCall &call)
{
    return {{u"functionCall"_s,
             QJsonObject{{u"id"_s, exchange.callId()}, {u"name"_s, call.name}, {u"args"_s, call.arguments}}}};
}

/// Every chunk is a whole body: an event with the line ends that Google sends, or an element of one array.
class ElementWriter : public StreamWriter
{
public:
    ElementWriter(const PracticeExchange &exchange, bool isArray)
        : StreamWriter(exchange)
        , m_isArray(isArray)
    {
    }

    void element(const QJsonObject &body, std::chrono::milliseconds wait, bool isLast = false)
    {
        if (!m_isArray)
            return piece("data: " + compact(body) + "\r\n\r\n", wait);
        const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Indented).trimmed();
        piece((m_isFirst ? "[" : ",\r\n") + json + (isLast ? "\n]\n" : "\n"), wait);
        m_isFirst = false;
    }

private:
    bool m_isArray;
    bool m_isFirst = true;
};

} // namespace

ServerReply wholeGeminiReply(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    if (answer.isRefusal)
        return wholeReply(exchange, refusalBody(exchange));
    QJsonArray parts;
    if (!answer.reasoning.isEmpty())
        parts += thoughtPart(answer.reasoning.join(QString()));
    if (answer.call)
        parts += callPart(exchange, *answer.call);
    if (!answer.text.isEmpty())
        parts += QJsonObject{{u"text"_s, answer.text.join(QString())}};
    for (const PracticePicture &picture : answer.pictures)
        parts += picturePart(picture);
    const qint64 thoughts = answer.reasoning.size();
    const QJsonObject usage = usageOf(exchange, thoughts, answer.tokens() - thoughts, answer.pictureTokens());
    return wholeReply(exchange, finished(bodyOf(exchange, parts, usage), finishWord(answer)));
}

ServerReply streamedGeminiReply(const PracticeExchange &exchange, const PracticeAnswer &answer, bool isArray)
{
    ElementWriter writer(exchange, isArray);
    const auto reply = [&] {
        return writer.reply(isArray ? "application/json" : "text/event-stream");
    };
    if (answer.isRefusal) {
        writer.element(refusalBody(exchange), StreamWriter::firstPause(), true);
        return reply();
    }
    QList<QJsonObject> parts;
    for (const QString &text : answer.reasoning)
        parts += thoughtPart(text);
    for (const QString &text : answer.text)
        parts += QJsonObject{{u"text"_s, text}};
    for (const PracticePicture &picture : answer.pictures)
        parts += picturePart(picture); // each whole, in one chunk
    const qint64 thoughts = answer.reasoning.size();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QJsonObject usage =
            usageOf(exchange, std::min<qint64>(i + 1, thoughts), std::max<qint64>(0, i + 1 - thoughts));
        writer.element(bodyOf(exchange, {parts[i]}, usage),
                       i == 0 ? StreamWriter::firstPause() : writer.nextPause());
    }
    // A call comes at once, and the last words of an answer are none.
    const QJsonArray last{answer.call ? callPart(exchange, *answer.call)
                                      : QJsonObject{{u"text"_s, QString()}}};
    const QJsonObject usage = usageOf(exchange, thoughts, answer.tokens() - thoughts, answer.pictureTokens());
    const bool isEmpty = answer.tokens() == 0;
    writer.element(finished(bodyOf(exchange, isEmpty ? QJsonArray() : last, usage), finishWord(answer)),
                   writer.nextPause(), true);
    return reply();
}

} // namespace studio
