#include "core/Request.h"

#include <QJsonObject>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Request sample()
{
    Request request;
    request.base = QUrl(u"https://api.example.com/v1/"_s);
    request.path = u"/chat/completions?x=1"_s;
    request.headers = {{"Content-Type", "application/json"}};
    request.secret = SecretHeader{"Authorization", "Bearer "};
    request.body = "{\"a\": \"gr\xC3\xBC\xC3\x9F\"}";
    request.isStreaming = true;
    return request;
}

} // namespace

class tst_Request : public QObject
{
    Q_OBJECT

private slots:
    void joinsBaseAndPathWithOneSlash()
    {
        QCOMPARE(sample().url().toString(), u"https://api.example.com/v1/chat/completions?x=1"_s);
    }

    void showsEverythingButTheSecret()
    {
        const QByteArray text = wireText(sample());
        QVERIFY(text.startsWith("POST /v1/chat/completions?x=1 HTTP/1.1\nHost: api.example.com\n"));
        QVERIFY(text.contains("\nAuthorization: Bearer \xE2\x80\xA2"));
        QVERIFY(text.endsWith("\n\n{\"a\": \"gr\xC3\xBC\xC3\x9F\"}"));
    }

    void survivesJson()
    {
        const auto again = requestFromJson(toJson(sample()));
        QVERIFY(again);
        QCOMPARE(*again, sample());
    }

    void acceptsBasesAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("base");
        QTest::newRow("plain") << u"https://api.example.com/v1"_s << u"https://api.example.com/v1"_s;
        QTest::newRow("slash behind") << u" https://api.example.com/v1// "_s << u"https://api.example.com/v1"_s;
        QTest::newRow("whole endpoint") << u"https://api.example.com/v1/chat/completions"_s
                                        << u"https://api.example.com/v1"_s;
        QTest::newRow("whole endpoint, slash behind") << u"https://api.example.com/v1/models/"_s
                                                      << u"https://api.example.com/v1"_s;
        QTest::newRow("host alone") << u"https://api.example.com"_s << u"https://api.example.com"_s;
        QTest::newRow("this computer") << u"http://localhost:11434/v1"_s << u"http://localhost:11434/v1"_s;
        QTest::newRow("this computer by number") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("this computer, IPv6") << u"http://[::1]:1234/v1"_s << u"http://[::1]:1234/v1"_s;
    }
    void acceptsBasesAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QString, base);
        const auto url = parseBaseUrl(typed);
        QVERIFY2(url.has_value(), qPrintable(url ? QString() : url.error().detail));
        QCOMPARE(url->toString(), base);
    }

    void refusesBasesThatWouldLeakOrFail_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"", "api.example.com/v1", "ftp://example.com", "http://example.com/v1",
                                  "http://127.evil.example/v1", "http://127.0.0.1.example.com",
                                  "https://user:word@example.com/v1", "https://example.com/v1?key=1",
                                  "https://example.com/#x", "https://", "javascript:alert(1)"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void refusesBasesThatWouldLeakOrFail()
    {
        QFETCH(QString, typed);
        const auto url = parseBaseUrl(typed);
        QVERIFY(!url);
        QCOMPARE(url.error().kind, ErrorKind::Rejected);
        QVERIFY(!url.error().detail.isEmpty());
    }

    void tellsOriginsApart()
    {
        const QUrl base(u"https://a.example/v1"_s);
        QVERIFY(isSameOrigin(base, QUrl(u"https://a.example:443/other"_s)));
        QVERIFY(!isSameOrigin(base, QUrl(u"http://a.example/v1"_s)));
        QVERIFY(!isSameOrigin(base, QUrl(u"https://a.example:444/v1"_s)));
        QVERIFY(!isSameOrigin(base, QUrl(u"https://b.a.example/v1"_s)));
    }
};

QTEST_APPLESS_MAIN(tst_Request)
#include "tst_Request.moc"
