#include "providers/EndpointList.h"

#include "core/Json.h"
#include "providers/ListFields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNameChars = 200;
constexpr qsizetype mostAddressChars = 2000;

std::optional<double> figureFrom(const QJsonValue &value, double most)
{
    const double figure = value.toDouble(-1);
    return figure >= 0 && figure <= most ? std::optional(figure) : std::nullopt;
}

std::optional<double> percentFrom(const QJsonValue &value)
{
    return figureFrom(value, 100);
}

Percentiles percentilesFrom(const QJsonValue &value)
{
    constexpr double most = 1e9;
    return {figureFrom(value[u"p50"_s], most), figureFrom(value[u"p75"_s], most), figureFrom(value[u"p90"_s], most),
            figureFrom(value[u"p99"_s], most)};
}

/// The bands follow the uptime of half an hour: 95 and 80 per cent. Words for the others are not published.
Endpoint::Health healthFrom(const QJsonValue &status)
{
    if (!status.isDouble())
        return Endpoint::Health::Unknown;
    switch (status.toInt(1)) {
    case 0:
        return Endpoint::Health::Normal;
    case -2:
        return Endpoint::Health::Degraded;
    case -5:
        return Endpoint::Health::Down;
    default:
        return status.toDouble() < 0 ? Endpoint::Health::Limited : Endpoint::Health::Unknown;
    }
}

/// 2330 is half past eleven in the evening.
std::optional<int> minutesFrom(const QJsonValue &value)
{
    const auto clock = countFrom(value);
    if (!clock || *clock > 2400 || *clock % 100 > 59)
        return std::nullopt;
    return int(*clock / 100 * 60 + *clock % 100);
}

QList<PriceException> exceptionsFrom(const QJsonValue &overrides)
{
    QList<PriceException> exceptions;
    for (const QJsonValue &each : overrides.toArray()) {
        PriceException exception{countFrom(each[u"min_prompt_tokens"_s]), minutesFrom(each[u"utc_start"_s]),
                                 minutesFrom(each[u"utc_end"_s]), pricesFrom(each)};
        if (exception.price.isKnown())
            exceptions << exception;
    }
    return exceptions;
}

void readPrices(Endpoint &endpoint, const QJsonValue &pricing)
{
    endpoint.price = pricesFrom(pricing);
    endpoint.cachedToken = priceFrom(pricing[u"input_cache_read"_s]);
    endpoint.cacheWriteToken = priceFrom(pricing[u"input_cache_write"_s]);
    endpoint.exceptions = exceptionsFrom(pricing[u"overrides"_s]);
    if (const auto discount = figureFrom(pricing[u"discount"_s], 1); discount && *discount > 0)
        endpoint.discount = discount;
}

void readFigures(Endpoint &endpoint, const QJsonObject &row)
{
    endpoint.health = healthFrom(row[u"status"_s]);
    endpoint.uptimeDay = percentFrom(row[u"uptime_last_1d"_s]);
    endpoint.uptimeHalfHour = percentFrom(row[u"uptime_last_30m"_s]);
    endpoint.uptimeNow = percentFrom(row[u"uptime_last_5m"_s]);
    endpoint.firstWord = percentilesFrom(row[u"latency_last_30m"_s]);
    endpoint.speed = percentilesFrom(row[u"throughput_last_30m"_s]);
}

Endpoint endpointFrom(const QJsonObject &row)
{
    Endpoint endpoint;
    endpoint.company = cleanText(row[u"provider_name"_s], mostNameChars);
    endpoint.tag = cleanText(row[u"tag"_s], mostNameChars);
    endpoint.model = cleanText(row[u"model_id"_s], mostNameChars);
    endpoint.context = firstPositive({row[u"context_length"_s]});
    endpoint.longestPrompt = firstPositive({row[u"max_prompt_tokens"_s]});
    endpoint.longestAnswer = firstPositive({row[u"max_completion_tokens"_s]});
    readPrices(endpoint, row[u"pricing"_s]);
    const QString quantization = cleanText(row[u"quantization"_s], mostNameChars);
    endpoint.quantization = quantization == "unknown"_L1 ? QString() : quantization;
    endpoint.parameters = wordsFrom(row[u"supported_parameters"_s]);
    endpoint.settings = settingsFrom(endpoint.parameters);
    readFigures(endpoint, row);
    if (const QJsonValue caches = row[u"supports_implicit_caching"_s]; caches.isBool())
        endpoint.cachesByItself = caches.toBool();
    return endpoint;
}

QUrl pageFrom(const QJsonValue &value)
{
    const QString address = value.toString();
    const QUrl url(address.size() <= mostAddressChars ? address : QString(), QUrl::StrictMode);
    const bool isPage = url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        && !url.host().isEmpty();
    return isPage ? url : QUrl();
}

Company companyFrom(const QJsonObject &row)
{
    return {cleanText(row[u"name"_s], mostNameChars),
            cleanText(row[u"slug"_s], mostNameChars),
            cleanText(row[u"headquarters"_s], mostNameChars),
            wordsFrom(row[u"datacenters"_s]),
            pageFrom(row[u"privacy_policy_url"_s]),
            pageFrom(row[u"terms_of_service_url"_s]),
            pageFrom(row[u"status_page_url"_s])};
}

} // namespace

Result<QList<Endpoint>> endpointsFrom(const QJsonObject &reply)
{
    const QJsonValue data = reply[u"data"_s];
    const QJsonValue list = data.isArray() ? data : data[u"endpoints"_s];
    if (!list.isArray())
        return Error{ErrorKind::Garbled, u"the answer has no list of endpoints"_s};
    QList<Endpoint> endpoints;
    for (const QJsonValue &each : list.toArray()) {
        Endpoint endpoint = endpointFrom(each.toObject());
        if (!endpoint.company.isEmpty())
            endpoints << std::move(endpoint);
    }
    return endpoints;
}

Result<QList<Company>> companiesFrom(const QJsonObject &reply)
{
    if (!reply[u"data"_s].isArray())
        return Error{ErrorKind::Garbled, u"the answer has no list of companies"_s};
    QList<Company> companies;
    for (const QJsonValue &each : reply[u"data"_s].toArray()) {
        Company company = companyFrom(each.toObject());
        if (!company.name.isEmpty())
            companies << std::move(company);
    }
    return companies;
}

} // namespace studio
