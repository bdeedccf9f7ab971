#include "rehearse/Comparison.h"

#include "gateway/RecordedRequest.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Request request()
{
    Request request;
    request.base = QUrl(u"https://gateway.example/api/v1"_s);
    request.path = u"/chat/completions?alt=sse"_s;
    request.headers = {{"Content-Type", "application/json"}, {"X-Title", "Studio"}};
    request.secret = SecretHeader{"Authorization", "Bearer "};
    request.body = "{\"model\":\"a\",\"messages\":[{\"content\":\"It's the end of the line\"}]}";
    return request;
}

RecordedRequest arrived()
{
    RecordedRequest arrived;
    arrived.method = "POST";
    arrived.target = "/api/v1/chat/completions?alt=sse";
    arrived.headers = {{"Host", "127.0.0.1:1"}, {"content-type", "application/json"}, {"X-TITLE", "Studio"},
                       {"authorization", "Bearer dummy"}, {"User-Agent", "test/1"}};
    arrived.body = request().body;
    return arrived;
}

/// One text for a report, so that a failure shows all of it.
QString textOf(const ProofReport &report)
{
    if (!report.difference)
        return report.isProven ? u"proven"_s : u"not proven"_s;
    const Difference &difference = *report.difference;
    return u"%1 at %2: [%3] [%4]"_s.arg(difference.part).arg(difference.offset)
        .arg(QString::fromUtf8(difference.expected), QString::fromUtf8(difference.actual));
}

} // namespace

/// What counts as the same request, and where two first differ.
class tst_Comparison : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void provesTheSameRequest()
    {
        const ProofReport report = compare(request(), "dummy", arrived());
        QCOMPARE(textOf(report), u"proven"_s);
        QCOMPARE(report.requests, 1);
    }

    void listsWhatTheClientAddedApart()
    {
        QCOMPARE(compare(request(), "dummy", arrived()).addedByClient,
                 QStringList({u"Host: 127.0.0.1:1"_s, u"User-Agent: test/1"_s}));
    }

    void expectsNoSecretWhereTheServerTakesNone()
    {
        Request open = request();
        open.secret.reset();
        RecordedRequest without = arrived();
        without.headers.remove(3);
        QCOMPARE(textOf(compare(open, "dummy", without)), u"proven"_s);
    }

    void findsTheFirstDifference_data()
    {
        QTest::addColumn<RecordedRequest>("other");
        QTest::addColumn<QString>("report");
        const auto row = [](const char *name, const char *report, auto change) {
            RecordedRequest other = arrived();
            change(other);
            QTest::newRow(name) << other << QString::fromUtf8(report);
        };
        row("method", "method at 1: [POST] [PUT]", [](auto &r) { r.method = "PUT"; });
        row("path", "path at 13: [/api/v1/chat/completions?alt=sse] [/api/v1/chat/Completions?alt=sse]",
            [](auto &r) { r.target = "/api/v1/chat/Completions?alt=sse"; });
        row("query", "path at 24: [/v1/chat/completions?alt=sse] [/v1/chat/completions]",
            [](auto &r) { r.target = "/api/v1/chat/completions"; });
        row("header value", "header x-title at 0: [Studio] [studio]", [](auto &r) { r.headers[2].second = "studio"; });
        row("header missing", "header x-title at 0: [Studio] []", [](auto &r) { r.headers.remove(2); });
        row("header twice", "header x-title at 6: [Studio] [Studio, Studio]",
            [](auto &r) { r.headers << std::pair<QByteArray, QByteArray>{"x-title", "Studio"}; });
        row("other key", "header authorization at 7: [Bearer dummy] [Bearer other]",
            [](auto &r) { r.headers[3].second = "Bearer other"; });
        row("no key", "header authorization at 0: [Bearer dummy] []", [](auto &r) { r.headers.remove(3); });
        row("one byte of the body", "body at 39: [ges\":[{\"content\":\"It's the end of the li] [ges\":[{\"content\":\"Its the end of the lin]",
            [](auto &r) { r.body.replace("It's", "Its"); });
        row("body longer", "body at 65: [ end of the line\"}]}] [ end of the line\"}]}\n]", [](auto &r) { r.body += '\n'; });
        row("no body", "body at 0: [{\"model\":\"a\",\"messages\":[{\"content\":\"It'] []", [](auto &r) { r.body.clear(); });
        row("path before body", "path at 0: [/api/v1/chat/completions?alt=sse] []", [](auto &r) { r.body.clear(); r.target.clear(); });
    }

    void findsTheFirstDifference()
    {
        QFETCH(RecordedRequest, other);
        QFETCH(QString, report);
        const ProofReport found = compare(request(), "dummy", other);
        QVERIFY(!found.isProven);
        QCOMPARE(textOf(found), report);
        QVERIFY(found.difference->expected.size() <= 40 && found.difference->actual.size() <= 40);
    }

    void tellsAnEmptyHeaderFromAMissingOne()
    {
        Request empty = request();
        empty.headers[1].value.clear();
        RecordedRequest other = arrived();
        other.headers[2].second.clear();
        QVERIFY(compare(empty, "dummy", other).isProven);
        other.headers.remove(2);
        QVERIFY(!compare(empty, "dummy", other).isProven);
    }
};

QTEST_GUILESS_MAIN(tst_Comparison)
#include "tst_Comparison.moc"
