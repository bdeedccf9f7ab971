#include "core/Json.h"
#include "providers/EndpointList.h"
#include "support/TestFiles.h"
#include "Mutations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QString shown(const std::optional<Money> &amount)
{
    return amount ? amount->toString() : u"?"_s;
}

QString shown(const std::optional<double> &figure)
{
    return figure ? QString::number(*figure, 'g', 4) : u"?"_s;
}

/// "company tag | in/out/cached -discount | context, longest answer | quantization | health, uptime | first word, speed".
QString lineOf(const Endpoint &endpoint)
{
    const auto count = [](std::optional<qint64> value) { return value ? QString::number(*value) : u"?"_s; };
    return QStringList{endpoint.company + u' ' + endpoint.tag,
                       shown(endpoint.price.inputToken) + u'/' + shown(endpoint.price.outputToken) + u'/'
                           + shown(endpoint.cachedToken) + u" -"_s + shown(endpoint.discount),
                       count(endpoint.context) + u", "_s + count(endpoint.longestAnswer),
                       endpoint.quantization,
                       nameOf(endpoint.health) + u", "_s + shown(endpoint.uptimeHalfHour),
                       shown(endpoint.firstWord.p50) + u", "_s + shown(endpoint.speed.p50)}
        .join(u" | "_s);
}

const QByteArray fullEndpoint = R"({"data": {"endpoints": [{"provider_name": "P", "tag": "p/fp8", "model_id": "a/b",
    "context_length": 8, "max_prompt_tokens": 6, "max_completion_tokens": 4, "quantization": "fp8",
    "pricing": {"prompt": "0.5", "completion": "2", "request": "0", "input_cache_read": "0.1",
        "input_cache_write": "0.6", "discount": 0.25,
        "overrides": [{"min_prompt_tokens": 200000, "prompt": "1"},
                      {"utc_start": 1630, "utc_end": 30, "completion": "1"}]},
    "supported_parameters": ["temperature", "reasoning"], "status": -3, "uptime_last_5m": 1, "uptime_last_30m": 2,
    "uptime_last_1d": 3, "latency_last_30m": {"p50": 1, "p75": 2, "p90": 3, "p99": 4},
    "throughput_last_30m": {"p50": 5, "p75": 6, "p90": 7, "p99": 8}, "supports_implicit_caching": true}]}})";

} // namespace

class tst_EndpointList : public QObject
{
    Q_OBJECT

private slots:
    void readsRecordedEndpoints()
    {
        const auto endpoints = endpointsFrom(testObject(u"account/endpoints.json"_s));
        QVERIFY(endpoints);
        QStringList lines;
        for (const Endpoint &endpoint : *endpoints)
            lines << lineOf(endpoint);
        const QStringList expected{
            u"Fireworks fireworks | 0.000003/0.000015/0.0000003 -? | 1048576, ? |  | normal, 99.82 | 2687, 35"_s,
            u"Alibaba alibaba | 0.00000345/0.00001725/0.000000345 -? | 1048576, 1048576 |  | degraded, 87.33 | 9250, 11"_s,
            u"Fireworks fireworks/fast | 0.0000045/0.0000225/0.00000045 -? | 1048576, ? |  | normal, 99.65 | 814.5, 86"_s,
            u"Morph morph/fast | 0.000006/0.0000225/0.0000006 -? | 1048576, 1048576 | fp4 | degraded, 91.38 | 9612, 19"_s,
            u"Fireworks fireworks | 0.0000014/0.0000044/0.00000014 -? | 1048576, ? |  | down, 75.32 | ?, ?"_s,
            u"Fireworks fireworks/fast | 0.0000021/0.0000066/0.00000021 -? | 1048576, ? |  | normal, 97.32 | ?, ?"_s,
            u"Novita novita/fp8 | 0.0000007406/0.0000023276/0.00000013754 -0.471 | 1048576, 131072 | fp8 | normal, 99.93 | ?, ?"_s};
        QCOMPARE(lines.size(), expected.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QCOMPARE(lines[i], expected[i]);
        const QStringList &settings = endpoints->first().settings;
        QVERIFY(settings.contains(u"temperature"_s) && settings.contains(u"answer_schema"_s));
        QVERIFY(!settings.contains(u"seed"_s) && (*endpoints)[1].settings.contains(u"seed"_s));
        QCOMPARE(endpoints->first().parameters, QStringList({u"max_tokens"_s, u"temperature"_s, u"structured_outputs"_s,
                                                             u"tools"_s}));
        QCOMPARE(endpoints->first().cachesByItself, std::optional(false));
    }

    void readsEveryField()
    {
        const auto endpoints = endpointsFrom(*parseJsonObject(fullEndpoint));
        QVERIFY(endpoints && endpoints->size() == 1);
        const Endpoint &endpoint = endpoints->first();
        QCOMPARE(endpoint.model, u"a/b"_s);
        QCOMPARE(endpoint.longestPrompt, std::optional<qint64>(6));
        QCOMPARE(shown(endpoint.cacheWriteToken), u"0.6"_s);
        QVERIFY(!endpoint.price.request); // zero beside prices per token says nothing
        QCOMPARE(endpoint.health, Endpoint::Health::Limited);
        QCOMPARE(endpoint.uptimeNow, std::optional(1.0));
        QCOMPARE(endpoint.uptimeDay, std::optional(3.0));
        QCOMPARE(endpoint.firstWord, Percentiles({1, 2, 3, 4}));
        QCOMPARE(endpoint.speed, Percentiles({5, 6, 7, 8}));
        QCOMPARE(endpoint.exceptions.size(), 2);
        QCOMPARE(endpoint.exceptions[0].aboveInputTokens, std::optional<qint64>(200'000));
        QCOMPARE(shown(endpoint.exceptions[0].price.inputToken), u"1"_s);
        QVERIFY(!endpoint.exceptions[0].price.outputToken && !endpoint.exceptions[0].from);
        QCOMPARE(endpoint.exceptions[1].from, std::optional(16 * 60 + 30));
        QCOMPARE(endpoint.exceptions[1].until, std::optional(30));
    }

    void takesNothingForMeasuredOrPublishedThatIsNot_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::newRow("nothing") << QByteArray("\"tag\":\"t\"");
        QTest::newRow("null") << QByteArray(R"("pricing":null,"uptime_last_30m":null,"latency_last_30m":null,"status":null)");
        QTest::newRow("negative") << QByteArray(R"("pricing":{"prompt":"-1","completion":"-1"},"uptime_last_30m":-1,
            "latency_last_30m":{"p50":-4})");
        QTest::newRow("words") << QByteArray(R"("pricing":{"prompt":"free"},"uptime_last_30m":"99","latency_last_30m":"fast",
            "status":"0")");
        QTest::newRow("too much") << QByteArray(R"("uptime_last_30m":101,"latency_last_30m":{"p50":1e300},"status":7)");
    }
    void takesNothingForMeasuredOrPublishedThatIsNot()
    {
        QFETCH(QByteArray, fields);
        const auto endpoints =
            endpointsFrom(*parseJsonObject("{\"data\":{\"endpoints\":[{\"provider_name\":\"P\"," + fields + "}]}}"));
        QVERIFY(endpoints && endpoints->size() == 1);
        QCOMPARE(lineOf(endpoints->first()).section(u'|', 1), u" ?/?/? -? | ?, ? |  | unknown, ? | ?, ?"_s);
    }

    void readsAListWithoutItsModelAndOneOfNothing()
    {
        QCOMPARE(endpointsFrom(*parseJsonObject(R"({"data":[{"provider_name":"P"},{"tag":"nobody"}]})"))->size(), 1);
        QCOMPARE(endpointsFrom(*parseJsonObject(R"({"data":{"id":"openrouter/auto","endpoints":[]}})"))->size(), 0);
        QVERIFY(!endpointsFrom(*parseJsonObject(R"({"data":{"id":"a/b"}})")));
        QVERIFY(!endpointsFrom({}));
    }

    void readsRecordedCompanies()
    {
        const auto companies = companiesFrom(testObject(u"account/companies.json"_s));
        QVERIFY(companies);
        QStringList lines;
        for (const Company &company : *companies)
            lines << QStringList{company.name, company.slug, company.headquarters, company.datacenters.join(u'+'),
                                 company.privacyPage.toString(), company.statusPage.toString()}
                         .join(u" | "_s);
        QCOMPARE(lines.value(0), u"Arcee AI | arcee-ai | US | US |  | "_s);
        QCOMPARE(lines.value(1), u"SambaNova | sambanova | US |  | https://sambanova.ai/privacy-policy | "
                                 "https://status.sambanova.ai/"_s);
        QCOMPARE(lines.size(), 4);
        QVERIFY(!companiesFrom({}));
    }

    void opensNoPageThatIsNone()
    {
        for (const QByteArray page : {"\"javascript:alert(1)\"", "\"file:///etc/passwd\"", "7", "\"https://\"", "\"x\""}) {
            const auto companies = companiesFrom(*parseJsonObject(
                "{\"data\":[{\"name\":\"P\",\"privacy_policy_url\":" + page + ",\"status_page_url\":" + page + "}]}"));
            QVERIFY2(companies->first().privacyPage.isEmpty() && companies->first().statusPage.isEmpty(), page);
        }
    }

    void survivesEveryChangedField()
    {
        for (const QJsonValue &changed : mutationsOf(*parseJsonObject(fullEndpoint))) {
            if (const auto endpoints = endpointsFrom(changed.toObject())) {
                for (const Endpoint &endpoint : *endpoints)
                    QVERIFY(!endpoint.company.isEmpty());
            }
        }
        for (const QJsonValue &changed : mutationsOf(testObject(u"account/companies.json"_s)))
            std::ignore = companiesFrom(changed.toObject());
    }
};

QTEST_GUILESS_MAIN(tst_EndpointList)
#include "tst_EndpointList.moc"
