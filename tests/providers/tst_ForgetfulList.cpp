#include "providers/ForgetfulList.h"
#include "Mutations.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QByteArray recorded()
{
    QFile file(QStringLiteral(STUDIO_TEST_DATA "/account/forgetful.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList countsOf(const ForgetfulTags &tags)
{
    QStringList lines;
    for (auto each = tags.begin(); each != tags.end(); ++each)
        lines << u"%1 %2"_s.arg(each.key()).arg(each->size());
    lines.sort();
    return lines;
}

} // namespace

/// Who keeps nothing, as OpenRouter lists them.
class tst_ForgetfulList : public QObject
{
    Q_OBJECT

private slots:
    /// The counts are those of another reading of the same file, with python3.
    void readsARecordedList()
    {
        const auto tags = parseForgetfulList(recorded());
        QVERIFY2(tags, qPrintable(tags ? QString() : tags.error().detail));
        QCOMPARE(countsOf(*tags),
                 QStringList({u"anthropic/claude-opus-5 5"_s, u"bytedance-seed/seed-2-1-turbo 1"_s,
                              u"deepseek/deepseek-v4-flash-0731 21"_s, u"deepseek/deepseek-v4-pro 11"_s, u"minimax/minimax-m3 7"_s,
                              u"moonshotai/kimi-k3 13"_s, u"xiaomi/mimo-v2.5 3"_s, u"z-ai/glm-5.2 22"_s}));
        QVERIFY(tags->value(u"z-ai/glm-5.2"_s).contains(u"z-ai/fp8"_s));
    }

    void leavesOutWhatNamesNoEndpointAndKeepsATagAsOftenAsItComes()
    {
        const auto tags = parseForgetfulList(R"({"data":[{"model_id":"a/b","tag":"p"},{"model_id":"a/b","tag":"p"},
            {"model_id":"a/b"},{"tag":"p"},{"model_id":7,"tag":"p"},"p",null,{"model_id":"c\u0000d","tag":"q"}]})");
        QVERIFY(tags);
        QCOMPARE(countsOf(*tags), QStringList({u"a/b 2"_s, u"c d 1"_s}));
    }

    void takesNobodyForABrokenList_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("nothing") << QByteArray() << ErrorKind::NotAnApi;
        QTest::newRow("a page") << QByteArray("<html>Welcome</html>") << ErrorKind::NotAnApi;
        QTest::newRow("cut") << recorded().first(5000) << ErrorKind::NotAnApi;
        QTest::newRow("no list") << QByteArray("{\"data\":{}}") << ErrorKind::Garbled;
        QTest::newRow("an empty list") << QByteArray("{\"data\":[]}") << ErrorKind::Garbled;
        QTest::newRow("a list of nobody") << QByteArray("{\"data\":[{\"model_id\":\"\",\"tag\":\"p\"}]}") << ErrorKind::Garbled;
    }
    void takesNobodyForABrokenList()
    {
        QFETCH(QByteArray, body);
        const auto tags = parseForgetfulList(body);
        QVERIFY(!tags);
        QTEST(tags.error().kind, "kind");
    }

    void saysWhatTheServerSaidInsteadOfAList()
    {
        const auto tags = parseForgetfulList(R"({"error":{"code":503,"message":"come back later"}})");
        QVERIFY(!tags);
        QVERIFY2(tags.error().detail.contains(u"come back later"_s), qPrintable(tags.error().detail));
    }

    void survivesFieldsOfEveryOtherType()
    {
        const QJsonValue whole = QJsonDocument::fromJson(R"({"data":[{"model_id":"a/b","tag":"p","pricing":{}}]})").object();
        for (const QJsonValue &changed : mutationsOf(whole)) {
            if (const auto tags = parseForgetfulList(QJsonDocument(changed.toObject()).toJson()))
                QVERIFY(!tags->isEmpty());
        }
    }
};

QTEST_APPLESS_MAIN(tst_ForgetfulList)
#include "tst_ForgetfulList.moc"
