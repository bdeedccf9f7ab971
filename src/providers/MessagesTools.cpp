#include "providers/MessagesTools.h"

#include "core/Limits.h"
#include "providers/ServerWords.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNameChars = 200;

QString nameFrom(const QJsonValue &value)
{
    return shortened(withoutControls(value.toString()), mostNameChars);
}

/// A value as JSON text. A text is what the model wrote already.
QString jsonText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toString();
}

} // namespace

std::optional<ToolCalled> MessagesTools::open(int index, const QJsonValue &block)
{
    const std::optional<ToolCalled> before = close(index);
    OpenCall next{{nameFrom(block[u"id"_s]), nameFrom(block[u"name"_s]), {}}, jsonText(block[u"input"_s])};
    m_chars += next.call.id.size() + next.call.name.size() + next.input.size();
    m_calls.insert(index, next);
    m_sawAny = true;
    return before;
}

void MessagesTools::grow(int index, const QString &piece)
{
    const auto found = m_calls.find(index);
    if (found == m_calls.end())
        return;
    found->call.arguments += piece;
    m_chars += piece.size();
}

std::optional<ToolCalled> MessagesTools::close(int index)
{
    if (!m_calls.contains(index))
        return std::nullopt;
    const OpenCall open = m_calls.take(index);
    TextJoiner joiner;
    const QString arguments = joiner.feed(open.call.arguments.isEmpty() ? open.input : open.call.arguments);
    return ToolCalled{open.call.id, open.call.name, arguments + joiner.rest()};
}

QList<ToolCalled> MessagesTools::closeAll()
{
    QList<ToolCalled> all;
    for (const int index : m_calls.keys())
        all << *close(index);
    return all;
}

bool MessagesTools::isTooMuch() const
{
    return m_chars > mostCallChars;
}

} // namespace studio
