#pragma once

#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"

#include <QJsonArray>

#include <memory>

namespace studio
{

/// One wire format at one service: how a question is put, and where the words of the answer are.
struct Asking
{
    enum Format
    {
        Chat,
        Responses,
        Messages,
        Gemini
    };

    QByteArray prefix;
    Format format;

    QByteArray path(const QByteArray &model, bool isStreaming) const
    {
        switch (format) {
        case Chat:
            return prefix + "/chat/completions";
        case Responses:
            return prefix + "/responses";
        case Messages:
            return prefix + "/messages";
        case Gemini:
            return prefix + "/models/" + model +
                   (isStreaming ? ":streamGenerateContent?alt=sse" : ":generateContent");
        }
        return {};
    }

    /// The same question in each format; more fields begin with a comma.
    QByteArray body(const QByteArray &model, bool isStreaming, const QByteArray &more = {}) const
    {
        const QByteArray prompt = "Write a friendly product text for a ceramic mug";
        const QByteArray stream = isStreaming ? R"(,"stream":true)" : "";
        const QByteArray head = R"({"model":")" + model + '"' + stream + more + ',';
        switch (format) {
        case Chat:
            return head + R"("messages":[{"role":"system","content":"Be kind."},{"role":"user","content":")" +
                   prompt + R"("}]})";
        case Responses:
            return head + R"("instructions":"Be kind.","input":")" + prompt + R"("})";
        case Messages:
            return head + R"("max_tokens":4096,"system":"Be kind.","messages":[{"role":"user","content":")" +
                   prompt + R"("}]})";
        case Gemini:
            return R"({"systemInstruction":{"parts":[{"text":"Be kind."}]},"contents":[{"parts":[{"text":")" +
                   prompt + R"("}]}])" + more + '}';
        }
        return {};
    }

    QByteArray request(const QUrl &url, const QByteArray &key, const QByteArray &model, bool isStreaming,
                       const QByteArray &more = {}) const
    {
        const QByteArray wire =
            postRequest(url, key, path(model, isStreaming), body(model, isStreaming, more));
        return QByteArray(wire).replace("\r\nContent-Type",
                                        "\r\nanthropic-version: 2023-06-01\r\nContent-Type");
    }

    std::unique_ptr<RawClient> ask(const PracticeGateway &gateway, const QUrl &url, const QByteArray &model,
                                   bool isStreaming, const QByteArray &more = {}) const
    {
        return std::make_unique<RawClient>(url, request(url, gateway.key(), model, isStreaming, more));
    }

    /// The text, the reasoning or the arguments of calls in one event or whole body.
    QString words(const QJsonObject &body, const QString &kind) const
    {
        switch (format) {
        case Chat:
            return chatWords(body[QStringLiteral("choices")][0], kind);
        case Responses:
            return responsesWords(body, kind);
        case Messages:
            return messagesWords(body, kind);
        case Gemini:
            return geminiWords(body, kind);
        }
        return {};
    }

    QString streamedWords(const QByteArray &stream, const QString &kind) const
    {
        QString all;
        for (const QByteArray &event : eventsOf(stream))
            all += words(QJsonDocument::fromJson(event).object(), kind);
        return all;
    }

private:
    static QString chatWords(const QJsonValue &choice, const QString &kind)
    {
        QJsonObject said = choice[QStringLiteral("delta")].toObject();
        if (said.isEmpty())
            said = choice[QStringLiteral("message")].toObject();
        if (kind == QStringLiteral("text"))
            return said[QStringLiteral("content")].toString();
        if (kind == QStringLiteral("call"))
            return said[QStringLiteral("tool_calls")][0][QStringLiteral("function")]
                       [QStringLiteral("arguments")]
                           .toString();
        return said[QStringLiteral("reasoning")].toString() +
               said[QStringLiteral("reasoning_content")].toString();
    }

    static QString responsesWords(const QJsonObject &body, const QString &kind)
    {
        const QString event = body[QStringLiteral("type")].toString();
        if (event.endsWith(QStringLiteral("text.delta")))
            return event.contains(QStringLiteral("reasoning")) == (kind == QStringLiteral("reasoning")) &&
                           kind != QStringLiteral("call")
                       ? body[QStringLiteral("delta")].toString()
                       : QString();
        if (event == QStringLiteral("response.function_call_arguments.delta") &&
            kind == QStringLiteral("call"))
            return body[QStringLiteral("delta")].toString();
        QString all;
        for (const QJsonValue &item : body[QStringLiteral("output")].toArray()) {
            const QString type = item[QStringLiteral("type")].toString();
            if (type == QStringLiteral("function_call") && kind == QStringLiteral("call"))
                all += item[QStringLiteral("arguments")].toString();
            if ((type == QStringLiteral("reasoning") && kind == QStringLiteral("reasoning")) ||
                (type == QStringLiteral("message") && kind == QStringLiteral("text")))
                all += item[QStringLiteral("content")][0][QStringLiteral("text")].toString() +
                       item[QStringLiteral("summary")][0][QStringLiteral("text")].toString();
        }
        return all;
    }

    static QString messagesWords(const QJsonObject &body, const QString &kind)
    {
        const QJsonValue delta = body[QStringLiteral("delta")];
        QJsonArray blocks = body[QStringLiteral("content")].toArray();
        if (body[QStringLiteral("type")] == QStringLiteral("content_block_delta"))
            blocks = {delta};
        QString all;
        for (const QJsonValue &block : blocks) {
            if (kind == QStringLiteral("text"))
                all += block[QStringLiteral("text")].toString();
            else if (kind == QStringLiteral("reasoning"))
                all += block[QStringLiteral("thinking")].toString();
            else if (block[QStringLiteral("input")].isObject())
                all += QString::fromUtf8(
                    QJsonDocument(block[QStringLiteral("input")].toObject()).toJson(QJsonDocument::Compact));
            else
                all += block[QStringLiteral("partial_json")].toString();
        }
        return all;
    }

    static QString geminiWords(const QJsonObject &body, const QString &kind)
    {
        QString all;
        const QJsonValue content = body[QStringLiteral("candidates")][0][QStringLiteral("content")];
        for (const QJsonValue &part : content[QStringLiteral("parts")].toArray()) {
            const bool isThought = part[QStringLiteral("thought")].toBool();
            if (kind == QStringLiteral("call") && part[QStringLiteral("functionCall")].isObject())
                all += QString::fromUtf8(
                    QJsonDocument(part[QStringLiteral("functionCall")][QStringLiteral("args")].toObject())
                        .toJson(QJsonDocument::Compact));
            else if (isThought == (kind == QStringLiteral("reasoning")) && kind != QStringLiteral("call"))
                all += part[QStringLiteral("text")].toString();
        }
        return all;
    }
};

/// Every format at every service.
inline QList<std::pair<const char *, Asking>> everyAsking()
{
    return {{"chat at openai", {"/openai/v1", Asking::Chat}},
            {"chat at wisgate", {"/wisgate/v1", Asking::Chat}},
            {"chat at openrouter", {"/openrouter/api/v1", Asking::Chat}},
            {"responses at openai", {"/openai/v1", Asking::Responses}},
            {"responses at wisgate", {"/wisgate/v1", Asking::Responses}},
            {"responses at openrouter", {"/openrouter/api/v1", Asking::Responses}},
            {"messages at anthropic", {"/anthropic/v1", Asking::Messages}},
            {"messages at wisgate", {"/wisgate/v1", Asking::Messages}},
            {"messages at openrouter", {"/openrouter/api/v1", Asking::Messages}},
            {"gemini at gemini", {"/gemini/v1beta", Asking::Gemini}},
            {"gemini at wisgate", {"/wisgate/v1beta", Asking::Gemini}}};
}

} // namespace studio

Q_DECLARE_METATYPE(studio::Asking)
