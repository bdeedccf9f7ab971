#include "gateway/PracticeDialect.h"

#include "gateway/RecordedRequest.h"

using namespace Qt::StringLiterals;

namespace studio
{

PracticePath practicePath(const RecordedRequest &request)
{
    static const std::pair<QByteArray, PracticeDialect> prefixes[] = {
        {"/openrouter/api/v1", PracticeDialect::OpenRouter},
        {"/wisgate/v1", PracticeDialect::WisGate},
        {"/openai/v1", PracticeDialect::OpenAi},
    };
    const QByteArray path = request.path();
    for (const auto &[prefix, dialect] : prefixes) {
        if (path.startsWith(prefix + '/'))
            return {dialect, path.sliced(prefix.size())};
    }
    return {};
}

QJsonObject errorObject(PracticeDialect dialect, const ErrorWords &words)
{
    switch (dialect) {
    case PracticeDialect::OpenRouter: {
        const QJsonObject metadata{{u"error_type"_s, words.routerType}, {u"provider_name"_s, u"Practice"_s}};
        return {{u"code"_s, words.status}, {u"message"_s, words.message}, {u"metadata"_s, metadata}};
    }
    case PracticeDialect::WisGate:
    case PracticeDialect::OpenAi:
        return {{u"message"_s, words.message},
                {u"type"_s, words.type},
                {u"param"_s, QJsonValue::Null},
                {u"code"_s, words.code.isEmpty() ? QJsonValue() : QJsonValue(words.code)}};
    }
    return {};
}

ServerReply errorReply(PracticeDialect dialect, const ErrorWords &words)
{
    return jsonReply(words.status, {{u"error"_s, errorObject(dialect, words)}});
}

ErrorWords notFoundWords(const QString &model)
{
    return {404, u"The practice gateway has no model \"%1\""_s.arg(model), u"invalid_request_error"_s,
            u"model_not_found"_s, u"not_found"_s};
}

ErrorWords badFieldWords(const QString &field, const QString &expected)
{
    return {400, u"%1: expected %2"_s.arg(field, expected), u"invalid_request_error"_s, u"invalid_format"_s,
            u"invalid_request"_s};
}

} // namespace studio
