#pragma once

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
    bool hasOther = false;     ///< Tool calls, pictures or sound: content that is not shown as text.
    QStringList oddities = {}; ///< What had to be left out.
};

ChatContent chatContentOf(const QJsonObject &message);

} // namespace studio
