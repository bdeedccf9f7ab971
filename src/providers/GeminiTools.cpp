#include "providers/GeminiTools.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "parameters" of chat formats are a JSON schema; Gemini's field of that name takes a dialect of its own.
/// "strict" has no counterpart.
QJsonObject declarationOf(const QJsonObject &function)
{
    QJsonObject declaration{{u"name"_s, function[u"name"_s]}};
    if (function.contains(u"description"_s))
        declaration[u"description"_s] = function[u"description"_s];
    if (function.contains(u"parameters"_s))
        declaration[u"parametersJsonSchema"_s] = function[u"parameters"_s];
    return declaration;
}

} // namespace

Result<QJsonArray> geminiToolsFrom(const QJsonValue &tools)
{
    QJsonArray declarations;
    QJsonArray own;
    for (const QJsonValue &tool : tools.isObject() ? QJsonArray{tools} : tools.toArray()) {
        const QString type = tool[u"type"_s].toString();
        if (tool[u"function"_s].isObject())
            declarations << declarationOf(tool[u"function"_s].toObject());
        else if (tool.isObject() && type.isEmpty())
            own << tool;
        else
            return Error{ErrorKind::Rejected, u"tools: Gemini has no tool of the type \"%1\""_s.arg(type)};
    }
    if (!declarations.isEmpty())
        own.prepend(QJsonObject{{u"functionDeclarations"_s, declarations}});
    return own;
}

QJsonObject geminiToolChoice(const QString &choice)
{
    const QString mode = u"mode"_s;
    if (choice == "auto"_L1)
        return {{mode, u"AUTO"_s}};
    if (choice == "none"_L1)
        return {{mode, u"NONE"_s}};
    if (choice == "required"_L1)
        return {{mode, u"ANY"_s}};
    return {{mode, u"ANY"_s}, {u"allowedFunctionNames"_s, QJsonArray{choice}}};
}

} // namespace studio
