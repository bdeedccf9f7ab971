#include "core/Confirmation.h"

#include "core/Json.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

std::optional<std::chrono::milliseconds> timeFrom(const QJsonValue &value)
{
    const auto count = countFrom(value);
    return count ? std::optional(std::chrono::milliseconds(*count)) : std::nullopt;
}

std::optional<bool> flagFrom(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

} // namespace

QJsonObject toJson(const Confirmation &confirmation)
{
    QJsonObject object{{u"usage"_s, toJsonWithCosts(confirmation.usage)}};
    const auto put = [&object](const QString &field, const QJsonValue &value) { object[field] = value; };
    if (!confirmation.model.isEmpty())
        put(u"model"_s, confirmation.model);
    if (!confirmation.company.isEmpty())
        put(u"company"_s, confirmation.company);
    if (!confirmation.word.isEmpty())
        put(u"finish_word"_s, confirmation.word);
    if (confirmation.firstWord)
        put(u"first_word_ms"_s, qint64(confirmation.firstWord->count()));
    if (confirmation.duration)
        put(u"duration_ms"_s, qint64(confirmation.duration->count()));
    if (confirmation.isCancelled)
        put(u"cancelled"_s, *confirmation.isCancelled);
    if (confirmation.isByBalance)
        put(u"by_balance"_s, true);
    if (confirmation.isOnOwnKey)
        put(u"own_key"_s, *confirmation.isOnOwnKey);
    return object;
}

Confirmation confirmationFromJson(const QJsonObject &object)
{
    return {usageFromJson(object[u"usage"_s].toObject()),
            object[u"model"_s].toString(),
            object[u"company"_s].toString(),
            object[u"finish_word"_s].toString(),
            timeFrom(object[u"first_word_ms"_s]),
            timeFrom(object[u"duration_ms"_s]),
            flagFrom(object[u"cancelled"_s]),
            object[u"by_balance"_s].toBool(),
            flagFrom(object[u"own_key"_s])};
}

} // namespace studio
