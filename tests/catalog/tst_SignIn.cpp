#include "catalog/Accounts.h"
#include "catalog/SignIn.h"
#include "net/Transport.h"
#include "support/BrowserVisit.h"
#include "support/FilesWith.h"
#include "support/ScriptedServer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace studio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

// Of no shape that a pattern would know.
const QByteArray theKey = "a.key.of.a.plain.shape";
const QByteArray theCode = "a.code.of.a.plain.shape";
const QByteArray goodReply = "{\"key\":\"" + theKey + "\",\"user_id\":\"someone\"}";

QByteArray logged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged += message.toUtf8() + '\n';
}

/// Files below a folder that hold one of the two.
QStringList filesWithSecrets(const QString &folder)
{
    return filesWith(folder, theKey) + filesWith(folder, theCode);
}

/// A sign-in at a server that says what the test wrote down, with the browser in the test's hands.
struct Desk
{
    explicit Desk(const ScriptedAnswer &answer = ScriptedAnswer::whole(goodReply))
    {
        server.answerWith(answer);
        accounts.addTemporary(profile());
        signIn = std::make_unique<SignIn>(transport, accounts, profile(), u"You can close <this> page."_s);
        QObject::connect(signIn.get(), &SignIn::pageNeeded, signIn.get(), [this](const QUrl &url) { page = url; });
        QObject::connect(signIn.get(), &SignIn::finished, signIn.get(), [this](const Result<void> &result) {
            ++ends;
            outcome = result;
        });
    }

    Profile profile() const
    {
        Profile profile = profileForServer(u"Router"_s, QUrl(server.base().toString() + u"/api/v1"_s), true, {});
        profile.signIn = SignInPlace{QUrl(u"https://router.test/auth"_s), u"/auth/keys"_s};
        return profile;
    }

    bool begin()
    {
        signIn->start();
        return ends == 0 && page.isEmpty() && QTest::qWaitFor([this] { return !page.isEmpty(); });
    }

    QString query(const QString &name) const { return QUrlQuery(page).queryItemValue(name, QUrl::FullyDecoded); }

    /// Where the browser is sent; more: what the provider adds.
    QUrl callback(const QString &more) const
    {
        QUrl url(query(u"callback_url"_s));
        url.setQuery(more);
        return url;
    }

    /// Asks the server for something else, which it answers after all that was asked before. False when that was more.
    bool nextRequestIsOurs()
    {
        const qsizetype before = server.requests().size();
        server.answerAt("/fence", ScriptedAnswer::whole("{}"));
        BrowserVisit fence(QUrl(server.base().toString() + u"/fence"_s));
        return QTest::qWaitFor([&fence] { return fence.isOver; }) && fence.status() == "200"
            && server.requests().size() == before + 1;
    }

    bool isConnected() const { return accounts.keyState(u"router"_s) == Accounts::KeyState::Connected; }
    Error error() const { return outcome && !outcome->has_value() ? outcome->error() : Error{}; }

    ScriptedServer server;
    Transport transport;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    QTemporaryDir home;
    Accounts accounts{*secrets, home.path()};
    std::unique_ptr<SignIn> signIn;
    QUrl page;
    int ends = 0;
    std::optional<Result<void>> outcome;
};

const QString goodQuery = u"code="_s + QString::fromLatin1(theCode);

} // namespace

class tst_SignIn : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void challengesAsTheStandardSays()
    {
        // RFC 7636, appendix B
        QCOMPARE(challengeFor("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    void bringsTheKeyToTheAccountAndNowhereElse()
    {
        logged.clear();
        QLoggingCategory::setFilterRules(u"*=true"_s);
        const QtMessageHandler before = qInstallMessageHandler(keepLog);
        Desk desk;
        QSignalSpy cameBack(desk.signIn.get(), &SignIn::cameBack);
        QVERIFY(desk.begin());
        QCOMPARE(desk.page.toString(QUrl::RemoveQuery), u"https://router.test/auth"_s);
        QCOMPARE(desk.query(u"code_challenge_method"_s), u"S256"_s);
        const QUrl callback = desk.callback({});
        QCOMPARE(callback.host(), u"127.0.0.1"_s);
        QVERIFY(callback.path().size() >= 32);

        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_VERIFY(visit.isOver);
        QCOMPARE(visit.status(), QByteArray("200"));
        QVERIFY(visit.reply.contains("You can close &lt;this&gt; page.") && !visit.reply.contains("script"));
        QVERIFY(!visit.reply.contains(theCode));
        QTRY_COMPARE(desk.ends, 1);
        QVERIFY2(*desk.outcome, qPrintable(desk.error().detail));
        QTRY_VERIFY(desk.isConnected());
        QCOMPARE(cameBack.size(), 1);

        QCOMPARE(desk.server.requests().size(), 1);
        const QByteArray request = desk.server.requests().first();
        QVERIFY(request.startsWith("POST /api/v1/auth/keys HTTP/1.1\r\n"));
        QVERIFY(!request.toLower().contains("authorization"));
        const QJsonObject body = QJsonDocument::fromJson(request.sliced(request.indexOf("\r\n\r\n") + 4)).object();
        QCOMPARE(body.keys(), QStringList({u"code"_s, u"code_challenge_method"_s, u"code_verifier"_s}));
        QCOMPARE(body[u"code"_s].toString(), QString::fromLatin1(theCode));
        QCOMPARE(body[u"code_challenge_method"_s].toString(), u"S256"_s);
        const QByteArray verifier = body[u"code_verifier"_s].toString().toLatin1();
        QCOMPARE(verifier.size(), 64);
        QCOMPARE(QString::fromLatin1(challengeFor(verifier)), desk.query(u"code_challenge"_s));

        std::optional<QByteArray> lent;
        desk.accounts.withSecret(desk.profile(), &desk.accounts, [&lent](const Result<QByteArray> &key) { lent = *key; });
        QTRY_VERIFY(lent.has_value());
        QCOMPARE(*lent, theKey);
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(logged.contains("/api/v1/auth/keys")); // there was something to look at
        QVERIFY(!logged.contains(theKey) && !logged.contains(theCode) && !logged.contains(verifier));
        QVERIFY(!logged.contains(callback.path().toUtf8()));
        QCOMPARE(filesWithSecrets(desk.home.path()), QStringList());
    }

    void neverUsesTheSameSecretsTwice()
    {
        Desk one;
        Desk two;
        QVERIFY(one.begin() && two.begin());
        QVERIFY(one.query(u"code_challenge"_s) != two.query(u"code_challenge"_s));
        QVERIFY(one.callback({}).path() != two.callback({}).path());
        QVERIFY(one.callback({}).port() != two.callback({}).port());
    }

    void refusesWhatIsNotTheBrowserComingBack_data()
    {
        QTest::addColumn<QString>("path"); // empty: the right one
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("status");
        const QByteArray get = "GET";
        QTest::newRow("another path") << u"/"_s << goodQuery << get << QByteArray() << QByteArray("404");
        QTest::newRow("another state") << u"/signed-in/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"_s << goodQuery << get << QByteArray() << QByteArray("404");
        QTest::newRow("no state") << u"/signed-in/"_s << goodQuery << get << QByteArray() << QByteArray("404");
        QTest::newRow("no code") << QString() << QString() << get << QByteArray() << QByteArray("400");
        QTest::newRow("an empty code") << QString() << u"code="_s << get << QByteArray() << QByteArray("400");
        QTest::newRow("a code of any length") << QString() << u"code="_s + QString(3000, u'x') << get << QByteArray() << QByteArray("400");
        QTest::newRow("a form") << QString() << goodQuery << QByteArray("POST") << QByteArray() << QByteArray("404");
        QTest::newRow("a page under another name") << QString() << goodQuery << get << QByteArray("evil.test") << QByteArray("404");
        QTest::newRow("a head without an end") << QString() << u"x="_s + QString(20'000, u'x') << get << QByteArray() << QByteArray("431");
    }

    void refusesWhatIsNotTheBrowserComingBack()
    {
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, status);
        Desk desk;
        QVERIFY(desk.begin());
        QUrl url = desk.callback(query);
        if (!path.isEmpty())
            url.setPath(path);
        BrowserVisit visit(url, method, host);
        QTRY_VERIFY(visit.isOver);
        QCOMPARE(visit.status(), status);
        QVERIFY(visit.reply.endsWith("\r\n\r\n")); // not a word
        QCOMPARE(desk.ends, 0);
        QCOMPARE(desk.server.requests().size(), 0);

        BrowserVisit good(desk.callback(goodQuery)); // the right one still gets in
        QTRY_COMPARE(desk.ends, 1);
        QVERIFY(desk.outcome->has_value());
    }

    void closesTheDoorBehindTheFirstVisit()
    {
        Desk desk({{}, ScriptedAnswer::End::KeepOpen});
        QVERIFY(desk.begin());
        BrowserVisit early(desk.callback(u"nothing=1"_s));
        BrowserVisit first(desk.callback(goodQuery));
        QTRY_COMPARE(desk.server.requests().size(), 1);
        BrowserVisit second(desk.callback(goodQuery));
        QTRY_VERIFY(second.isOver);
        QVERIFY(second.status() != "200");
        QVERIFY(desk.nextRequestIsOurs());
        QCOMPARE(desk.server.requests().size(), 2);
        desk.signIn->cancel();
        QTRY_COMPARE(desk.ends, 1);
    }

    void saysThatThePersonDeclined()
    {
        Desk desk;
        QVERIFY(desk.begin());
        BrowserVisit visit(desk.callback(u"error=access_denied&code=x"_s));
        QTRY_VERIFY(visit.isOver);
        QCOMPARE(visit.status(), QByteArray("200"));
        QTRY_COMPARE(desk.ends, 1);
        QCOMPARE(desk.error().kind, ErrorKind::Forbidden);
        QCOMPARE(desk.error().status, 0);
        QCOMPARE(desk.error().detail, u"access_denied"_s);
        QVERIFY(!desk.isConnected());
        QCOMPARE(desk.server.requests().size(), 0);
    }

    void saysWhyThereIsNoKeyAndQuotesNoSecret_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray refused = "{\"error\":{\"code\":403,\"message\":\"Invalid code " + theCode + "\"}}";
        QTest::newRow("the code is refused") << refused << 403 << ErrorKind::Forbidden;
        QTest::newRow("refused under a good status") << refused << 200 << ErrorKind::Forbidden;
        QTest::newRow("a bad request") << QByteArray("{\"error\":{\"code\":400,\"message\":\"Invalid request parameters\"}}") << 400 << ErrorKind::BadRequest;
        QTest::newRow("a page") << "<html>" + theCode + "</html>" << 200 << ErrorKind::NotAnApi;
        QTest::newRow("no key") << QByteArray("{\"user_id\":\"x\"}") << 200 << ErrorKind::Garbled;
        QTest::newRow("a key that is none") << "{\"key\":\"two words " + theKey + "\"}" << 200 << ErrorKind::Garbled;
        QTest::newRow("a key with a line end") << "{\"key\":\"" + theKey + "\\r\\nX: y\"}" << 200 << ErrorKind::Garbled;
        QTest::newRow("a number") << QByteArray("{\"key\":7}") << 200 << ErrorKind::Garbled;
    }

    void saysWhyThereIsNoKeyAndQuotesNoSecret()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        Desk desk(ScriptedAnswer::whole(body, "application/json", status, "x-request-id: " + theCode + "\r\n"));
        QVERIFY(desk.begin());
        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_COMPARE(desk.ends, 1);
        QCOMPARE(QString(nameOf(desk.error().kind)), QString(nameOf(kind)));
        const QByteArray told = QJsonDocument(toJson(desk.error())).toJson();
        QVERIFY2(!told.contains(theCode) && !told.contains(theKey), told.constData());
        QVERIFY(!desk.isConnected());
        QCOMPARE(desk.server.requests().size(), 1); // a code is good once
    }

    void goesWithTheCodeNowhereElse()
    {
        ScriptedServer other;
        other.answerWith(ScriptedAnswer::whole(goodReply));
        Desk desk(ScriptedAnswer::whole({}, "text/plain", 307, "Location: " + other.base().toEncoded() + "/api/v1/auth/keys\r\n"));
        QVERIFY(desk.begin());
        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_COMPARE(desk.ends, 1);
        QCOMPARE(desk.error().kind, ErrorKind::Redirected);
        QCOMPARE(other.connectionCount(), 0);
    }

    void endsOnceWhenCancelledAndClosesTheDoor()
    {
        Desk desk;
        QVERIFY(desk.begin());
        desk.signIn->cancel();
        desk.signIn->cancel();
        QCOMPARE(desk.ends, 0);
        QTRY_COMPARE(desk.ends, 1);
        QCOMPARE(desk.error().kind, ErrorKind::Cancelled);
        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_VERIFY(visit.isOver);
        QCOMPARE(visit.reply, QByteArray());
        QVERIFY(desk.nextRequestIsOurs());
        QCOMPARE(desk.ends, 1);
    }

    void bringsNoKeyAfterItWasCancelled()
    {
        Desk desk(ScriptedAnswer{{{ScriptedAnswer::whole(goodReply).pieces.first().bytes, 100ms}}});
        QVERIFY(desk.begin());
        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_COMPARE(desk.server.requests().size(), 1);
        desk.signIn->cancel();
        QTRY_COMPARE(desk.ends, 1);
        QTRY_COMPARE(desk.server.openConnectionCount(), 0); // by us, or after the answer
        QVERIFY(desk.nextRequestIsOurs());
        QVERIFY(!desk.isConnected());
        QCOMPARE(desk.ends, 1);
    }

    void endsWhenNobodyComesBack()
    {
        Desk desk;
        desk.signIn->setPatience(50ms);
        QVERIFY(desk.begin());
        QTRY_COMPARE(desk.ends, 1);
        QCOMPARE(desk.error().kind, ErrorKind::IdleTimeout);
        BrowserVisit visit(desk.callback(goodQuery));
        QTRY_VERIFY(visit.isOver);
        QCOMPARE(visit.reply, QByteArray());
    }

    void mayBeDeletedAtAnyTime()
    {
        Desk waiting;
        QVERIFY(waiting.begin());
        BrowserVisit half(waiting.callback(u"nothing=1"_s));
        waiting.signIn.reset();
        Desk fetching({{}, ScriptedAnswer::End::KeepOpen});
        QVERIFY(fetching.begin());
        BrowserVisit visit(fetching.callback(goodQuery));
        QTRY_COMPARE(fetching.server.requests().size(), 1);
        fetching.signIn.reset();
        QTRY_COMPARE(fetching.server.openConnectionCount(), 0);
        QCOMPARE(waiting.ends + fetching.ends, 0);
    }
};

QTEST_GUILESS_MAIN(tst_SignIn)
#include "tst_SignIn.moc"
