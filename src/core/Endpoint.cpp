#include "core/Endpoint.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Only what is known.
class Known
{
public:
    void add(const QString &field, const QString &text)
    {
        if (!text.isEmpty())
            m_object[field] = text;
    }

    void add(const QString &field, const std::optional<Money> &amount)
    {
        if (amount)
            m_object[field] = amount->toString();
    }

    template <typename T>
    void add(const QString &field, const std::optional<T> &value)
    {
        if (value)
            m_object[field] = *value;
    }

    void add(const QString &field, const QJsonObject &object)
    {
        if (!object.isEmpty())
            m_object[field] = object;
    }

    void add(const QString &field, const QJsonArray &list)
    {
        if (!list.isEmpty())
            m_object[field] = list;
    }

    const QJsonObject &object() const { return m_object; }

private:
    QJsonObject m_object;
};

QJsonObject toJson(const Percentiles &figures)
{
    Known known;
    known.add(u"p50"_s, figures.p50);
    known.add(u"p75"_s, figures.p75);
    known.add(u"p90"_s, figures.p90);
    known.add(u"p99"_s, figures.p99);
    return known.object();
}

void addPrices(Known &known, const Price &price)
{
    known.add(u"input_usd_per_token"_s, price.inputToken);
    known.add(u"output_usd_per_token"_s, price.outputToken);
    known.add(u"usd_per_request"_s, price.request);
}

QJsonArray toJson(const QList<PriceException> &exceptions)
{
    QJsonArray list;
    for (const PriceException &exception : exceptions) {
        Known known;
        known.add(u"above_input_tokens"_s, exception.aboveInputTokens);
        known.add(u"from_utc_minute"_s, exception.from);
        known.add(u"until_utc_minute"_s, exception.until);
        addPrices(known, exception.price);
        list << known.object();
    }
    return list;
}

} // namespace

QLatin1StringView nameOf(Endpoint::Health health)
{
    switch (health) {
    case Endpoint::Health::Unknown:
        return "unknown"_L1;
    case Endpoint::Health::Normal:
        return "normal"_L1;
    case Endpoint::Health::Degraded:
        return "degraded"_L1;
    case Endpoint::Health::Down:
        return "down"_L1;
    case Endpoint::Health::Limited:
        return "limited"_L1;
    }
    return {};
}

QJsonObject toJson(const Endpoint &endpoint)
{
    Known known;
    known.add(u"company"_s, endpoint.company);
    known.add(u"tag"_s, endpoint.tag);
    known.add(u"context"_s, endpoint.context);
    known.add(u"longest_prompt"_s, endpoint.longestPrompt);
    known.add(u"longest_answer"_s, endpoint.longestAnswer);
    addPrices(known, endpoint.price);
    known.add(u"cached_usd_per_token"_s, endpoint.cachedToken);
    known.add(u"cache_write_usd_per_token"_s, endpoint.cacheWriteToken);
    known.add(u"discount"_s, endpoint.discount);
    known.add(u"price_exceptions"_s, toJson(endpoint.exceptions));
    known.add(u"quantization"_s, endpoint.quantization);
    known.add(u"parameters"_s, QJsonArray::fromStringList(endpoint.parameters));
    known.add(u"health"_s, QString(nameOf(endpoint.health)));
    known.add(u"uptime_1d"_s, endpoint.uptimeDay);
    known.add(u"uptime_30m"_s, endpoint.uptimeHalfHour);
    known.add(u"uptime_5m"_s, endpoint.uptimeNow);
    known.add(u"first_word_ms"_s, toJson(endpoint.firstWord));
    known.add(u"tokens_per_second"_s, toJson(endpoint.speed));
    known.add(u"caches_by_itself"_s, endpoint.cachesByItself);
    return known.object();
}

} // namespace studio
