#include "core/Json.h"

#include "core/Limits.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool isTooDeep(QByteArrayView text)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > mostJsonDepth)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

Result<QJsonDocument> parseDocument(QByteArrayView text)
{
    if (isTooDeep(text))
        return Error{ErrorKind::Garbled, u"JSON nested deeper than %1 levels"_s.arg(mostJsonDepth)};
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorKind::Garbled, u"%1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset)};
    return document;
}

} // namespace

Result<QJsonObject> parseJsonObject(QByteArrayView text)
{
    const auto document = parseDocument(text);
    if (!document)
        return document.error();
    if (!document->isObject())
        return Error{ErrorKind::Garbled, u"expected a JSON object"_s};
    return document->object();
}

Result<QJsonArray> parseJsonArray(QByteArrayView text)
{
    const auto document = parseDocument(text);
    if (!document)
        return document.error();
    if (!document->isArray())
        return Error{ErrorKind::Garbled, u"expected a JSON list"_s};
    return document->array();
}

std::optional<qint64> countFrom(const QJsonValue &value)
{
    constexpr qint64 none = -1;
    const qint64 count = value.toInteger(none); // gives the default for text and for fractions
    return count >= 0 ? std::optional(count) : std::nullopt;
}

} // namespace studio
