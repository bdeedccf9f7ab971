#include "providers/CreditReply.h"

#include "core/Json.h"
#include "providers/ListFields.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostWordChars = 20;

/// Bills are JSON numbers; some servers write them as texts.
std::optional<Money> moneyFrom(const QJsonValue &value)
{
    return value.isDouble() ? Money::fromJsonNumber(value.toDouble()) : Money::parse(value.toString());
}

std::optional<bool> flagFrom(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

Credit fromOpenRouter(const QJsonObject &data)
{
    Credit credit;
    credit.used = moneyFrom(data[u"usage"_s]);
    credit.limit = moneyFrom(data[u"limit"_s]);
    credit.limitLeft = moneyFrom(data[u"limit_remaining"_s]);
    if (credit.limit)
        credit.isLimited = true;
    else if (data[u"limit"_s].isNull())
        credit.isLimited = false;
    credit.limitEvery = cleanText(data[u"limit_reset"_s], mostWordChars);
    credit.isFreeTier = flagFrom(data[u"is_free_tier"_s]);
    credit.isManagementKey = flagFrom(data[u"is_management_key"_s]);
    credit.endsAt = QDateTime::fromString(data[u"expires_at"_s].toString(), Qt::ISODate);
    const QJsonValue rate = data[u"rate_limit"_s]; // -1 where there is none any more
    if (const auto requests = countFrom(rate[u"requests"_s]); requests && *requests > 0) {
        credit.requests = requests;
        credit.requestsEvery = cleanText(rate[u"interval"_s], mostWordChars);
    }
    return credit;
}

Credit fromWisGate(const QJsonObject &reply)
{
    Credit credit;
    credit.left = moneyFrom(reply[u"available_balance"_s]);
    credit.cash = moneyFrom(reply[u"cash_balance"_s]);
    credit.packages = moneyFrom(reply[u"package_balance"_s]);
    if (const auto isUnlimited = flagFrom(reply[u"is_token_unlimited_quota"_s]))
        credit.isLimited = !*isUnlimited;
    if (credit.isLimited == true) // without a limit the figure means nothing
        credit.limitLeft = moneyFrom(reply[u"token_balance"_s]);
    return credit;
}

} // namespace

Credit creditFrom(const QJsonObject &reply)
{
    return reply.contains(u"available_balance"_s) ? fromWisGate(reply) : fromOpenRouter(reply[u"data"_s].toObject());
}

void addAccountCredit(Credit &credit, const QJsonObject &reply)
{
    const QJsonValue data = reply[u"data"_s];
    const auto bought = moneyFrom(data[u"total_credits"_s]);
    const auto used = moneyFrom(data[u"total_usage"_s]);
    if (bought && used)
        credit.left = bought->minus(*used);
}

} // namespace studio
