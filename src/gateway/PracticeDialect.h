#pragma once

#include "gateway/ServerReply.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace studio
{

struct RecordedRequest;

/// Whose wire format the practice gateway speaks in one exchange.
enum class PracticeDialect
{
    OpenRouter,
    WisGate,
    OpenAi
};

/// Where a request goes: the dialect of its prefix and what stands behind it ("/chat/completions").
struct PracticePath
{
    PracticeDialect dialect = PracticeDialect::OpenAi;
    QByteArray rest; ///< Empty when the prefix is none of ours.
};

PracticePath practicePath(const RecordedRequest &request);

/// What a failure is called, once for all dialects.
struct ErrorWords
{
    int status = 500;
    QString message = {};
    QString type = {};       ///< OpenAI and WisGate: "rate_limit_error".
    QString code = {};       ///< OpenAI and WisGate: "rate_limit_exceeded"; empty gives null.
    QString routerType = {}; ///< OpenRouter's metadata.error_type.
};

/// The body of an error in that dialect, also of one inside a stream.
QJsonObject errorObject(PracticeDialect dialect, const ErrorWords &words);
ServerReply errorReply(PracticeDialect dialect, const ErrorWords &words);

ErrorWords notFoundWords(const QString &model);
ErrorWords badFieldWords(const QString &field, const QString &expected);

} // namespace studio
