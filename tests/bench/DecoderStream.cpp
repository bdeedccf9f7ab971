#include "DecoderStream.h"

#include "AnswerText.h"

#include "providers/ChatDecoder.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype longLine = 1024 * 1024;

const QByteArray chatEvent =
    R"({"id":"gen-1780944558-O2fI07WXeyJ2LTlGlXdy","object":"chat.completion.chunk","created":1780944558,)"
    R"("model":"company/model-4.5-20251001","provider":"A Company","choices":[{"index":0,"delta":)"
    R"({"content":"{text}","role":"assistant"},"finish_reason":null,"native_finish_reason":null}]})";

/// The text as it stands between two quotes.
QByteArray quoted(std::string_view text)
{
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(text.data(), qsizetype(text.size()))})
                                .toJson(QJsonDocument::Compact);
    return list.sliced(2, list.size() - 4);
}

/// What comes before the first text.
QByteArray beginning(const QString &way)
{
    if (way == "messages"_L1)
        return "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
               "\"role\":\"assistant\",\"model\":\"model-4.5\",\"content\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
               "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
               "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";
    return {};
}

/// One event; in some ways more of it changes than its text.
QByteArray event(const QString &way, const QByteArray &words, int number)
{
    QByteArray json = chatEvent;
    QByteArray name;
    if (way == "padded"_L1)
        json.insert(json.size() - 1, R"(,"obfuscation":")" + QByteArray(number % 16, 'x') + '"');
    if (way == "reasoning"_L1)
        json.replace(R"("content":"{text}")", R"("content":"","reasoning":"{text}","reasoning_details":)"
                                              R"([{"type":"reasoning.text","text":"{text}","index":0}])");
    if (way == "numbered"_L1)
        json.replace("1780944558-", QByteArray::number(number) + '-');
    if (way == "changing"_L1)
        json.replace("1780944558,", QByteArray::number(number + 1) + ',');
    if (way == "responses"_L1) {
        name = "response.output_text.delta";
        json = R"({"type":"response.output_text.delta","sequence_number":)" + QByteArray::number(number) +
               R"(,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c50b8b0ad4e5","output_index":0,"content_index":0,)"
               R"("delta":"{text}","logprobs":[]})";
    }
    if (way == "messages"_L1) {
        name = "content_block_delta";
        json = R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{text}"}})";
    }
    if (way == "gemini"_L1)
        json = R"({"candidates":[{"content":{"parts":[{"text":"{text}"}],"role":"model"},"index":0}],"usageMetadata":)"
               R"({"promptTokenCount":9,"candidatesTokenCount":)" + QByteArray::number(number + 1) +
               R"(,"totalTokenCount":)" + QByteArray::number(number + 10) +
               R"(},"modelVersion":"gemini-3-pro","responseId":"mZ3vaPCFGrWJ1MkPx8Kp2A4"})";
    const QByteArray end = way == "crlf"_L1 ? "\r\n" : "\n";
    return (name.isEmpty() ? QByteArray() : "event: " + name + end) + "data: " + json.replace("{text}", words) + end + end;
}

std::unique_ptr<Decoder> decoderOf(const QString &way)
{
    if (way == "parsed"_L1)
        return std::make_unique<ChatDecoder>(ChatDecoder::Reading::Whole);
    const QString name = way == "responses"_L1 ? u"openai-responses"_s
        : way == "messages"_L1                 ? u"anthropic-messages"_s
        : way == "gemini"_L1                   ? u"gemini"_s
                                               : u"openai-chat"_s;
    const Dialect *dialect = dialectNamed(name);
    return dialect ? dialect->decoder({}) : nullptr;
}

} // namespace

DecoderStream decoderStream(const QString &way, qsizetype size, int deltaSize)
{
    DecoderStream stream;
    stream.decoder = decoderOf(way);
    stream.bytes = beginning(way);
    stream.bytes.reserve(size + 2 * longLine);
    if (way == "bytes"_L1 || way == "long"_L1)
        stream.readSize = way == "bytes"_L1 ? 1 : 1024;
    const std::string text = answerText(200'000);
    std::size_t at = 0;
    for (int number = 0; stream.bytes.size() < size; ++number) {
        QByteArray words;
        do {
            const std::size_t bytes = bytesOf(text, at, std::size_t(deltaSize));
            const std::string_view piece = std::string_view(text).substr(at, bytes);
            words += quoted(piece);
            stream.letters += QString::fromUtf8(piece.data(), qsizetype(piece.size())).size();
            at = at + bytes < text.size() ? at + bytes : 0;
        } while (way == "long"_L1 && words.size() < longLine);
        stream.bytes += event(way, words, number);
        ++stream.events;
        if (way == "single"_L1)
            stream.ends << stream.bytes.size();
    }
    return stream;
}

} // namespace studio
