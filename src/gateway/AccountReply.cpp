#include "gateway/AccountReply.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

QJsonObject openRouterKey()
{
    QJsonObject data{{u"label"_s, u"practice gateway"_s},
                     {u"organization_id"_s, u"practice"_s},
                     {u"workspace_id"_s, u"practice"_s},
                     {u"creator_user_id"_s, QJsonValue::Null},
                     {u"allowed_data_regions"_s, QJsonArray()},
                     {u"expires_at"_s, QJsonValue::Null},
                     {u"limit"_s, QJsonValue::Null},
                     {u"limit_remaining"_s, QJsonValue::Null},
                     {u"limit_reset"_s, QJsonValue::Null},
                     {u"include_byok_in_limit"_s, false},
                     {u"is_free_tier"_s, true},
                     {u"is_management_key"_s, false},
                     {u"is_provisioning_key"_s, false}};
    for (const QString &usage : {u"usage"_s, u"byok_usage"_s}) {
        data[usage] = 0;
        for (const QString &period : {u"_daily"_s, u"_weekly"_s, u"_monthly"_s})
            data[usage + period] = 0;
    }
    data[u"free_model_daily_requests"_s] =
        QJsonObject{{u"limit"_s, 50}, {u"used"_s, 0}, {u"remaining"_s, 50}};
    data[u"rate_limit"_s] = QJsonObject{{u"requests"_s, -1},
                                        {u"interval"_s, u"10s"_s},
                                        {u"note"_s, u"This field is deprecated and safe to ignore."_s}};
    return {{u"data"_s, data}};
}

QJsonObject openRouterCredits()
{
    return {{u"data"_s, QJsonObject{{u"total_credits"_s, 0}, {u"total_usage"_s, 0}}}};
}

QJsonObject wisGateBalance()
{
    return {{u"available_balance"_s, 0},
            {u"package_balance"_s, 0},
            {u"cash_balance"_s, 0},
            {u"token_balance"_s, 0},
            {u"is_token_unlimited_quota"_s, true}};
}

} // namespace studio
