#pragma once

#include "gateway/PracticeExchange.h"

#include <QElapsedTimer>
#include <QHash>

namespace studio
{

/// What OpenRouter keeps of its answers and tells later: who answered, what it counted, what it charged.
/// Remembers the newest thousand. As at OpenRouter, an answer is not there at once.
class Generations
{
public:
    void remember(const PracticeExchange &exchange, const PracticeAnswer &answer);

    /// 404 for an id that is unknown, or too new: younger than a second times the factor.
    ServerReply reply(const QString &id, const PracticeDialect &dialect, double factor) const;

private:
    struct Generation
    {
        QJsonObject data;
        QElapsedTimer age;
    };

    QHash<QString, Generation> m_kept;
    QStringList m_order; ///< Oldest first.
};

} // namespace studio
