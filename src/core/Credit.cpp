#include "core/Credit.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

QJsonObject toJson(const Credit &credit)
{
    QJsonObject object;
    const auto putMoney = [&object](const QString &field, const std::optional<Money> &amount) {
        if (amount)
            object[field] = amount->toString();
    };
    const auto putFlag = [&object](const QString &field, std::optional<bool> flag) {
        if (flag)
            object[field] = *flag;
    };
    const auto putWord = [&object](const QString &field, const QString &word) {
        if (!word.isEmpty())
            object[field] = word;
    };
    putMoney(u"left_usd"_s, credit.left);
    putMoney(u"cash_usd"_s, credit.cash);
    putMoney(u"packages_usd"_s, credit.packages);
    if (credit.isForOtherKeys)
        object[u"left_is_for_other_keys"_s] = true;
    putMoney(u"used_usd"_s, credit.used);
    putFlag(u"limited"_s, credit.isLimited);
    putMoney(u"limit_usd"_s, credit.limit);
    putMoney(u"limit_left_usd"_s, credit.limitLeft);
    putWord(u"limit_every"_s, credit.limitEvery);
    putFlag(u"free_tier"_s, credit.isFreeTier);
    putFlag(u"management_key"_s, credit.isManagementKey);
    if (credit.requests)
        object[u"requests"_s] = *credit.requests;
    putWord(u"requests_every"_s, credit.requestsEvery);
    putWord(u"ends_at"_s, credit.endsAt.toString(Qt::ISODate));
    return object;
}

} // namespace studio
