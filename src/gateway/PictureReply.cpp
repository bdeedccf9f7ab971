#include "gateway/PictureReply.h"

#include "gateway/PictureSize.h"
#include "gateway/StreamWriter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds stagePause = 400ms;
constexpr qint64 tokensPerReference = 258;

PracticeAnswer answerOf(const QList<MadePicture> &pictures)
{
    PracticeAnswer answer;
    answer.pictures = filesOf(pictures);
    return answer;
}

QJsonObject openAiUsage(qint64 words, qint64 references, qint64 output)
{
    return {{u"input_tokens"_s, words + references},
            {u"input_tokens_details"_s, QJsonObject{{u"text_tokens"_s, words}, {u"image_tokens"_s, references}}},
            {u"output_tokens"_s, output},
            {u"output_tokens_details"_s, QJsonObject{{u"image_tokens"_s, output}, {u"text_tokens"_s, 0}}},
            {u"total_tokens"_s, words + references + output}};
}

QJsonObject usageOf(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const qint64 words = exchange.question.promptTokens;
    const qint64 references = tokensPerReference * exchange.question.order.references.size();
    const qint64 output = answer.pictureTokens();
    if (!exchange.dialect.isOpenRouter())
        return openAiUsage(words, references, output);
    return {{u"prompt_tokens"_s, words + references},
            {u"completion_tokens"_s, output},
            {u"total_tokens"_s, words + references + output},
            {u"cost"_s, wholeCost(exchange, answer)},
            {u"is_byok"_s, false},
            {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}}},
            {u"completion_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, 0}, {u"image_tokens"_s, output}}}};
}

QString base64(const PracticePicture &picture)
{
    return QString::fromLatin1(picture.bytes.toBase64());
}

/// What was made, as OpenAI says it beside the pictures. The format is the one of the file, or a fault's.
void addFacts(const PracticeExchange &exchange, const PracticePicture &picture, QJsonObject &object)
{
    const PictureOrder &order = exchange.question.order;
    object[u"size"_s] = sizeText(order.size);
    object[u"quality"_s] = nameOf(order.detail);
    object[u"background"_s] = order.isTransparent ? u"transparent"_s : u"opaque"_s;
    object[u"output_format"_s] = QString::fromLatin1(picture.mime.sliced(picture.mime.indexOf('/') + 1));
}

QJsonObject entryOf(const PracticeExchange &exchange, const MadePicture &picture)
{
    if (!picture.link.isEmpty())
        return {{u"url"_s, QString::fromLatin1(picture.link)}};
    QJsonObject entry{{u"b64_json"_s, base64(picture.file)}};
    if (exchange.dialect.isOpenRouter())
        entry[u"media_type"_s] = QString::fromLatin1(picture.file.mime);
    return entry;
}

/// Who made it: OpenRouter says so in a header, and nowhere in the body.
ServerReply named(const PracticeExchange &exchange, ServerReply reply)
{
    if (exchange.dialect.isOpenRouter())
        reply.setHeader("X-Provider-Name", "Practice");
    return reply;
}

/// Writes events as the service does: with a name, or without.
class StageWriter : public StreamWriter
{
public:
    StageWriter(const PracticeExchange &exchange, bool isEdit)
        : StreamWriter(exchange)
        , m_exchange(exchange)
        , m_stem(isEdit && !exchange.dialect.isOpenRouter() ? u"image_edit."_s : u"image_generation."_s)
    {
    }

    void draft(const PracticePicture &picture, qsizetype index)
    {
        QJsonObject fields{{u"b64_json"_s, base64(picture)}, {u"partial_image_index"_s, index}};
        write(u"partial_image"_s, fields, picture);
    }

    void completed(const PracticePicture &picture, const QJsonObject &usage)
    {
        write(u"completed"_s, {{u"b64_json"_s, base64(picture)}, {u"usage"_s, usage}}, picture);
    }

private:
    void write(const QString &name, QJsonObject fields, const PracticePicture &picture)
    {
        const QString type = m_stem + name;
        fields[u"type"_s] = type;
        if (m_exchange.dialect.isOpenRouter()) {
            fields[u"media_type"_s] = QString::fromLatin1(picture.mime);
            fields[u"created"_s] = practiceCreated;
            return event(compact(fields), stagePause);
        }
        fields[u"created_at"_s] = practiceCreated;
        addFacts(m_exchange, picture, fields);
        event(compact(fields), stagePause, type.toLatin1());
    }

    const PracticeExchange &m_exchange;
    QString m_stem;
};

} // namespace

ServerReply wholePicturesReply(const PracticeExchange &exchange, const QList<MadePicture> &pictures)
{
    QJsonArray entries;
    for (const MadePicture &picture : pictures)
        entries += entryOf(exchange, picture);
    QJsonObject body{{u"created"_s, practiceCreated}, {u"data"_s, entries}};
    body[u"usage"_s] = usageOf(exchange, answerOf(pictures));
    if (!exchange.dialect.isOpenRouter() && !pictures.isEmpty())
        addFacts(exchange, pictures.first().file, body);
    return named(exchange, wholeReply(exchange, body));
}

ServerReply streamedPicturesReply(const PracticeExchange &exchange, const QList<MadePicture> &pictures, bool isEdit)
{
    StageWriter writer(exchange, isEdit);
    if (exchange.dialect.isOpenRouter())
        writer.comment();
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        for (qsizetype stage = 0; stage < pictures[i].drafts.size(); ++stage)
            writer.draft(pictures[i].drafts[stage], stage);
        // What all of them cost stands at the last one.
        const bool isLast = i + 1 == pictures.size();
        writer.completed(pictures[i].file, usageOf(exchange, isLast ? answerOf(pictures) : PracticeAnswer()));
    }
    if (exchange.dialect.isOpenRouter())
        writer.event("[DONE]", 0ms);
    return named(exchange, writer.reply());
}

ErrorWords declinedWords()
{
    return {400, u"Practice fault: your request was rejected by the safety system"_s, u"image_generation_user_error"_s,
            u"moderation_blocked"_s, u"content_policy_violation"_s};
}

QString dataAddress(const PracticePicture &picture)
{
    return u"data:%1;base64,%2"_s.arg(QLatin1StringView(picture.mime), base64(picture));
}

} // namespace studio
