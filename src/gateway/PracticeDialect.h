#pragma once

#include "gateway/ServerReply.h"

#include <QJsonObject>
#include <QString>

namespace studio
{

/// Which service the practice gateway stands in for.
enum class PracticeService
{
    OpenRouter,
    WisGate,
    OpenAi,
    Anthropic,
    Gemini
};

/// How a question and its answer are written.
enum class WireFormat
{
    Chat,
    Responses,
    Messages,
    Gemini
};

/// How one exchange is spoken: two services may differ within the same format.
struct PracticeDialect
{
    PracticeService service = PracticeService::OpenAi;
    WireFormat format = WireFormat::Chat;

    bool isOpenRouter() const { return service == PracticeService::OpenRouter; }
};

/// What a failure is called, once for all dialects.
struct ErrorWords
{
    int status = 500;
    QString message = {};
    QString type = {};                       ///< OpenAI and WisGate: "rate_limit_error".
    QString code = {};                       ///< OpenAI and WisGate: "rate_limit_exceeded"; empty gives null.
    QString routerType = {};                 ///< OpenRouter's error_type.
    std::chrono::milliseconds retryAfter{0}; ///< 0: no hint.
};

/// What Anthropic and Google call a failure with that status: "overloaded_error", "UNAVAILABLE".
QString anthropicType(int status);
QString googleStatus(int status);

/// An error as it stands inside a body of that dialect, and the whole body.
QJsonObject errorObject(const PracticeDialect &dialect, const ErrorWords &words);
QJsonObject errorBody(const PracticeDialect &dialect, const ErrorWords &words);

/// With the hint how long to wait where the dialect has it.
ServerReply errorReply(const PracticeDialect &dialect, const ErrorWords &words);

/// What the service says to a key that is not the right one.
ServerReply wrongKeyReply(const PracticeDialect &dialect);

ErrorWords notFoundWords(const QString &model);
ErrorWords badFieldWords(const QString &field, const QString &expected);

} // namespace studio
