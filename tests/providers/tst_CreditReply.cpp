#include "core/Json.h"
#include "providers/CreditReply.h"
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

/// "left (cash + packages) | used | limited limit/left, word".
QString lineOf(const Credit &credit)
{
    const QString limited = !credit.isLimited ? u"?"_s : *credit.isLimited ? u"yes"_s : u"no"_s;
    return u"%1 (%2 + %3) | %4 | %5 %6/%7 %8"_s.arg(shown(credit.left), shown(credit.cash), shown(credit.packages),
                                                  shown(credit.used), limited, shown(credit.limit),
                                                  shown(credit.limitLeft), credit.limitEvery).trimmed();
}

Credit creditIn(const QByteArray &json)
{
    return creditFrom(*parseJsonObject(json));
}

} // namespace

class tst_CreditReply : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatOpenRouterSaysOfAKey()
    {
        const Credit credit = creditFrom(testObject(u"account/key.json"_s));
        QCOMPARE(lineOf(credit), u"? (? + ?) | 25.5 | yes 100/74.5 monthly"_s);
        QCOMPARE(credit.isFreeTier, std::optional(false));
        QCOMPARE(credit.isManagementKey, std::optional(false));
        QCOMPARE(credit.requests, std::optional<qint64>(1000));
        QCOMPARE(credit.requestsEvery, u"1h"_s);
        QCOMPARE(credit.endsAt, QDateTime(QDate(2027, 12, 31), QTime(23, 59, 59), Qt::UTC));
    }

    void tellsNoLimitFromAnUnknownOne()
    {
        QCOMPARE(lineOf(creditIn(R"({"data":{"limit":null,"limit_remaining":null,"usage":0}})")),
                 u"? (? + ?) | 0 | no ?/?"_s);
        QCOMPARE(lineOf(creditIn(R"({"data":{}})")), u"? (? + ?) | ? | ? ?/?"_s);
        QCOMPARE(lineOf(creditIn(R"({"data":{"limit":0,"limit_remaining":0}})")), u"? (? + ?) | ? | yes 0/0"_s);
        QVERIFY(!creditIn(R"({"data":{"rate_limit":{"requests":-1,"interval":"10s"}}})").requests);
    }

    void readsWisGatesBalance()
    {
        QCOMPARE(lineOf(creditFrom(testObject(u"account/balance.json"_s))), u"14.2 (4.2 + 10) | ? | yes ?/3.75"_s);
        QCOMPARE(lineOf(creditIn(R"({"available_balance":1e-05,"token_balance":0,"is_token_unlimited_quota":true})")),
                 u"0.00001 (? + ?) | ? | no ?/?"_s);
    }

    void reckonsWhatIsLeftOfAnAccountExactly()
    {
        Credit credit = creditFrom(testObject(u"account/key.json"_s));
        addAccountCredit(credit, *parseJsonObject(R"({"data":{"total_credits":100.1,"total_usage":99.8}})"));
        QCOMPARE(lineOf(credit), u"0.3 (? + ?) | 25.5 | yes 100/74.5 monthly"_s);
        addAccountCredit(credit, *parseJsonObject(R"({"data":{"total_credits":1,"total_usage":1.5}})"));
        QCOMPARE(shown(credit.left), u"-0.5"_s); // an account may be overdrawn
        credit = {};
        addAccountCredit(credit, *parseJsonObject(R"({"data":{"total_credits":1}})"));
        QCOMPARE(shown(credit.left), u"?"_s);
    }

    void survivesEveryChangedField()
    {
        for (const QString &file : {u"key.json"_s, u"balance.json"_s}) {
            for (const QJsonValue &changed : mutationsOf(testObject(u"account/"_s + file))) {
                Credit credit = creditFrom(changed.toObject());
                addAccountCredit(credit, changed.toObject());
                QVERIFY(!lineOf(credit).contains(u"part of the key"_s));
                QVERIFY(!credit.requests || *credit.requests > 0);
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_CreditReply)
#include "tst_CreditReply.moc"
