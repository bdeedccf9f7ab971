#pragma once

#include "core/Media.h"
#include "providers/ToolCallJoiner.h"

#include <QJsonObject>
#include <QStringList>

namespace studio
{

/// What one "delta" or "message" object brings, whatever shape the server gave it.
struct ChatContent
{
    QString text = {};
    QString reasoning = {};
    QString refusal = {};
    QList<Media> media = {};
    QString sound = {};          ///< Base64; in a stream a piece of it.
    QList<ToolPiece> calls = {};
    QStringList oddities = {};   ///< What had to be left out.

    /// True when nothing but text and reasoning is in it.
    bool isPlain() const;
};

ChatContent chatContentOf(const QJsonObject &message);

} // namespace studio
