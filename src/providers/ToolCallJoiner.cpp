#include "providers/ToolCallJoiner.h"

#include "core/Json.h"
#include "core/Limits.h"
#include "providers/ServerWords.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr size_t mostCalls = 1000;

/// Arguments are JSON as a text; some servers send the JSON itself.
QString argumentsText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toString();
}

QJsonValue firstSet(const QJsonObject &object, QLatin1StringView name, QLatin1StringView otherName)
{
    const QJsonValue value = object[name];
    return value.isUndefined() || value.isNull() ? object[otherName] : value;
}

QString visible(const QString &text)
{
    TextJoiner joiner;
    return joiner.feed(text) + joiner.rest();
}

} // namespace

std::optional<ToolPiece> toolPieceFrom(const QJsonValue &entry)
{
    if (!entry.isObject())
        return std::nullopt;
    const QJsonObject call = entry.toObject();
    const QJsonValue inner = firstSet(call, "function"_L1, "custom"_L1);
    const QJsonObject function = inner.isObject() ? inner.toObject() : call;
    return ToolPiece{countFrom(call[u"index"_s]), call[u"id"_s].toString(), function[u"name"_s].toString(),
                     argumentsText(firstSet(function, "arguments"_L1, "input"_L1))};
}

bool ToolCallJoiner::feed(const ToolPiece &piece)
{
    m_chars += piece.id.size() + piece.name.size() + piece.arguments.size();
    if (m_calls.size() > mostCalls || m_chars > mostCallChars)
        return false;
    Call &call = callFor(piece);
    if (call.id.isEmpty())
        call.id = piece.id;
    if (call.name.isEmpty())
        call.name = piece.name;
    const bool isRepeated = piece.arguments == call.arguments && piece.arguments.startsWith(u'{')
        && piece.arguments.endsWith(u'}');
    if (!isRepeated)
        call.arguments += piece.arguments;
    if (!call.id.isEmpty())
        m_byId.insert(call.id, size_t(&call - m_calls.data()));
    return true;
}

ToolCallJoiner::Call &ToolCallJoiner::callFor(const ToolPiece &piece)
{
    if (piece.index) {
        const auto known = m_byIndex.find(*piece.index);
        return known != m_byIndex.end() && belongs(piece, m_calls[known->second]) ? m_calls[known->second] : begin(piece);
    }
    if (const auto known = m_byId.constFind(piece.id); known != m_byId.constEnd())
        return m_calls[*known];
    return !m_calls.empty() && belongs(piece, m_calls.back()) ? m_calls.back() : begin(piece);
}

ToolCallJoiner::Call &ToolCallJoiner::begin(const ToolPiece &piece)
{
    if (piece.index)
        m_byIndex[*piece.index] = m_calls.size();
    return m_calls.emplace_back();
}

bool ToolCallJoiner::belongs(const ToolPiece &piece, const Call &call)
{
    if (!piece.id.isEmpty() && piece.id == call.id)
        return true;
    const bool isOtherId = !piece.id.isEmpty() && !call.id.isEmpty();
    const bool isNamedAgain = !piece.name.isEmpty() && !call.name.isEmpty();
    const bool isOtherName = isNamedAgain && piece.name != call.name;
    const bool beginsAnew = isNamedAgain && call.arguments.endsWith(u'}') && piece.arguments.startsWith(u'{')
        && piece.arguments != call.arguments;
    return !isOtherId && !isOtherName && !beginsAnew;
}

QList<ToolCalled> ToolCallJoiner::calls() const
{
    QList<ToolCalled> all;
    for (const Call &call : m_calls)
        all << ToolCalled{withoutControls(call.id), withoutControls(call.name), visible(call.arguments)};
    return all;
}

} // namespace studio
