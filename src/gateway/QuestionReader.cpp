#include "gateway/QuestionReader.h"

#include "core/Json.h"
#include "gateway/ChatQuestion.h"
#include "gateway/GeminiQuestion.h"
#include "gateway/MessagesQuestion.h"
#include "gateway/ResponsesQuestion.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

std::optional<ErrorWords> readFormat(const QJsonObject &body, const PracticeDialect &dialect,
                                     PracticeQuestion &question)
{
    switch (dialect.format) {
    case WireFormat::Chat:
        return readChatQuestion(body, dialect, question);
    case WireFormat::Responses:
        return readResponsesQuestion(body, dialect, question);
    case WireFormat::Messages:
        return readMessagesQuestion(body, dialect, question);
    case WireFormat::Gemini:
        return readGeminiQuestion(body, dialect, question);
    }
    return std::nullopt;
}

} // namespace

std::variant<PracticeQuestion, ErrorWords> readQuestion(const PracticePath &path, const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object)
        return badFieldWords(u"body"_s, u"a JSON object (%1)"_s.arg(object.error().detail));
    const bool isInPath = path.dialect.format == WireFormat::Gemini;
    PracticeQuestion question;
    question.model = isInPath ? path.model : object->value(u"model"_s).toString();
    question.body = *object;
    if (question.model.isEmpty())
        return badFieldWords(u"model"_s, u"a model id"_s);
    if (const auto words = readFormat(*object, path.dialect, question))
        return *words;
    if (isInPath)
        question.isStreaming = path.isStreaming;
    return question;
}

} // namespace studio
