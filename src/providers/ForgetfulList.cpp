#include "providers/ForgetfulList.h"

#include "providers/ErrorReply.h"
#include "providers/ListFields.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr qsizetype mostNameChars = 200;
}

Result<ForgetfulTags> parseForgetfulList(const QByteArray &json)
{
    const auto reply = parseReplyObject(json);
    if (!reply)
        return Error{ErrorKind::NotAnApi, reply.error().detail};
    const QJsonValue list = (*reply)[u"data"_s];
    if (!list.isArray() && isErrorReply(*reply))
        return errorFromReply(200, {}, json);
    if (!list.isArray())
        return Error{ErrorKind::Garbled, u"the answer has no list of endpoints"_s};
    ForgetfulTags tags;
    for (const QJsonValue &each : list.toArray()) {
        const QString model = cleanText(each[u"model_id"_s], mostNameChars);
        const QString tag = cleanText(each[u"tag"_s], mostNameChars);
        if (!model.isEmpty() && !tag.isEmpty())
            tags[model] << tag;
    }
    if (tags.isEmpty())
        return Error{ErrorKind::Garbled, u"the list names no endpoint"_s};
    return tags;
}

} // namespace studio
