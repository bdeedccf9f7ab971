#pragma once

#include "core/RunEvent.h"

#include <QJsonObject>
#include <QStringList>

#include <compare>

namespace studio
{

/// Which text of an answer something belongs to: the item of the output and the part of that item.
struct ResponsesPlace
{
    enum class Kind { Text, Refusal, Reasoning, Summary };

    static constexpr int unknown = -1;

    Kind kind = Kind::Text;
    int item = unknown;
    int part = unknown;

    bool isReasoning() const { return kind == Kind::Reasoning || kind == Kind::Summary; }
    auto operator<=>(const ResponsesPlace &) const = default;
};

struct ResponsesText
{
    ResponsesPlace place;
    QString text;
};

/// What one item of a response's output brings, whatever shape the server gave it. What tools on the server's
/// side did is no part of the answer.
struct ResponsesItem
{
    QList<ResponsesText> texts = {};
    std::optional<ToolCalled> call = {};
    std::optional<Media> picture = {};
    QStringList oddities = {}; ///< What had to be left out.
};

ResponsesItem responsesItemOf(const QJsonObject &item, int index);

/// A content part of that kind and its text; nothing for parts of another kind.
std::optional<ResponsesText> responsesTextOf(const QJsonObject &part, int item, int number);

/// A picture as text: base64, or an address. Nothing when it is neither.
std::optional<Media> responsesPictureOf(const QString &text, const QString &format);

} // namespace studio
