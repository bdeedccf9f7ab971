#include "net/LinkRule.h"
#include "run/MediaFetch.h"
#include "support/MediaStage.h"

#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// The first bytes of an MP4 and many more.
QByteArray clip(qsizetype size = 300'000)
{
    QByteArray bytes("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2mp41", 28);
    while (bytes.size() < size)
        bytes += QByteArray::number(bytes.size()) + ' ';
    return bytes.first(size);
}

ScriptedAnswer file(const QByteArray &bytes, const QByteArray &moreHeaders = {}, int status = 200)
{
    return ScriptedAnswer::whole(bytes, "video/mp4", status, moreHeaders);
}

/// The headers of the whole file and half of it.
ScriptedAnswer cutFile(const QByteArray &bytes, const QByteArray &moreHeaders = {})
{
    ScriptedAnswer answer = file(bytes, moreHeaders);
    answer.pieces.first().bytes.chop(bytes.size() / 2);
    return answer;
}

ScriptedAnswer redirect(const QUrl &target)
{
    return ScriptedAnswer::whole({}, "text/plain", 302, "Location: " + target.toEncoded() + "\r\n");
}

/// One download; what it says.
struct Fetching
{
    Fetching(MediaStage &stage, const QUrl &link)
        : fetch(stage.transport, stage.store, stage.profile, linkRequest(link, stage.profile), Media{MediaKind::Video})
        , finished(&fetch, &MediaFetch::finished)
    {
        QObject::connect(&fetch, &MediaFetch::finished, &fetch, [this](const Result<KeptMedia> &result) { got = result; });
        fetch.start("canary-key");
    }

    const Result<KeptMedia> &outcome() const { return got; }

    MediaFetch fetch;
    QSignalSpy finished;
    Result<KeptMedia> got{Error{}};
};

QUrl at(const ScriptedServer &server, const QString &path)
{
    return QUrl(server.base().toString() + path);
}

} // namespace

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

class tst_MediaFetch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void showsTheKeyOnlyToTheProvidersOwnOrigin()
    {
        MediaStage stage(u"openai-videos"_s);
        ScriptedServer other;
        stage.server.answerWith(file(clip()));
        other.answerWith(file(clip(1000)));
        Fetching own(stage, at(stage.server, u"/files/a?sig=1%2B2"_s));
        Fetching foreign(stage, at(other, u"/files/b"_s));
        QTRY_COMPARE(own.finished.size(), 1);
        QTRY_COMPARE(foreign.finished.size(), 1);
        QVERIFY(own.outcome());
        QCOMPARE(*stage.store.read(*own.outcome()), clip());
        QCOMPARE(own.outcome()->mime, QByteArray("video/mp4"));
        QVERIFY(stage.server.requests().first().startsWith("GET /files/a?sig=1%2B2 "));
        QVERIFY(stage.server.requests().first().contains("canary-key"));
        QVERIFY(!other.requests().first().contains("canary-key"));
        QVERIFY(!other.requests().first().toLower().contains("authorization"));
    }

    void followsARedirectToAnotherHostWithoutTheKey()
    {
        MediaStage stage(u"openai-videos"_s);
        ScriptedServer other;
        stage.server.answerWith(redirect(at(other, u"/signed?x=1"_s)));
        other.answerWith(file(clip()));
        Fetching fetching(stage, at(stage.server, u"/videos/1/content"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QVERIFY(fetching.outcome());
        QVERIFY(stage.server.requests().first().contains("canary-key"));
        QVERIFY(other.requests().first().startsWith("GET /signed?x=1 "));
        QVERIFY(!other.requests().first().contains("canary-key"));
    }

    void doesNotComeBackWithTheKeyOnceItWasSentAway()
    {
        MediaStage stage(u"openai-videos"_s);
        ScriptedServer other;
        stage.server.answerWith(redirect(at(other, u"/signed"_s)));
        stage.server.answerWith(file(clip()));
        other.answerWith(redirect(at(stage.server, u"/steal"_s)));
        Fetching fetching(stage, at(stage.server, u"/content"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QCOMPARE(stage.server.requests().size(), 2);
        QVERIFY(!stage.server.requests().last().contains("canary-key"));
    }

    void endsALoopOfRedirects()
    {
        MediaStage stage(u"openai-videos"_s);
        ScriptedServer other;
        stage.server.answerWith(redirect(at(other, u"/b"_s)));
        other.answerWith(redirect(at(stage.server, u"/a"_s)));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QCOMPARE(fetching.outcome().error().kind, ErrorKind::Redirected);
        QVERIFY(stage.server.requests().size() + other.requests().size() <= 7);
    }

    void goesOnWhereItWasCut()
    {
        MediaStage stage(u"openai-videos"_s);
        const QByteArray whole = clip();
        const qsizetype half = whole.size() - whole.size() / 2;
        stage.server.answerWith(cutFile(whole, "ETag: \"v1\"\r\n"));
        stage.server.answerWith(file(whole.sliced(half), "ETag: \"v1\"\r\nContent-Range: bytes " + QByteArray::number(half)
                                         + "-" + QByteArray::number(whole.size() - 1) + "/" + QByteArray::number(whole.size())
                                         + "\r\n", 206));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QSignalSpy paused(&fetching.fetch, &MediaFetch::paused);
        QTRY_COMPARE(fetching.finished.size(), 1);
        QVERIFY2(fetching.outcome(), qPrintable(fetching.outcome() ? QString() : fetching.outcome().error().detail));
        QCOMPARE(*stage.store.read(*fetching.outcome()), whole);
        QCOMPARE(paused.size(), 1);
        QVERIFY(stage.server.requests().last().contains("Range: bytes=" + QByteArray::number(half) + "-\r\n"));
        QVERIFY(stage.server.requests().last().contains("If-Range: \"v1\"\r\n"));
    }

    void beginsAgainWhatCannotBeResumed_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("nothing tells versions apart") << QByteArray();
        QTest::newRow("the server sends all of it") << QByteArray("ETag: \"v1\"\r\n");
        QTest::newRow("packed on its way") << QByteArray("ETag: \"v1\"\r\nX-Not: gzip\r\n");
    }
    void beginsAgainWhatCannotBeResumed()
    {
        QFETCH(QByteArray, headers);
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(cutFile(clip(), headers));
        stage.server.answerWith(file(clip(), headers));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QVERIFY(fetching.outcome());
        QCOMPARE(*stage.store.read(*fetching.outcome()), clip());
        QCOMPARE(stage.server.requests().last().contains("Range: "), !headers.isEmpty());
    }

    void appendsNothingThatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("headers");
        const QByteArray same = "ETag: \"v1\"\r\n";
        QTest::newRow("the beginning") << same + "Content-Range: bytes 0-999/300000\r\n";
        QTest::newRow("a gap") << same + "Content-Range: bytes 150001-151000/300000\r\n";
        QTest::newRow("of another version") << QByteArray("ETag: \"v2\"\r\nContent-Range: bytes 150000-150999/300000\r\n");
        QTest::newRow("of a file of another length") << same + "Content-Range: bytes 150000-150999/300001\r\n";
        QTest::newRow("no part at all") << same;
        QTest::newRow("in other units") << same + "Content-Range: lines 150000-150999/300000\r\n";
        QTest::newRow("longer than it says") << same + "Content-Range: bytes 150000-150001/300000\r\n";
        QTest::newRow("backwards") << same + "Content-Range: bytes 150000-149000/300000\r\n";
        QTest::newRow("beyond the end") << same + "Content-Range: bytes 150000-400000/300000\r\n";
        QTest::newRow("numbers that no number holds") << same + "Content-Range: bytes 150000-99999999999999999999/300000\r\n";
        QTest::newRow("a sign") << same + "Content-Range: bytes +150000-150999/300000\r\n";
        QTest::newRow("packed") << same + "Content-Encoding: x-nothing\r\nContent-Range: bytes 150000-150999/300000\r\n";
    }
    void appendsNothingThatDoesNotFit()
    {
        QFETCH(QByteArray, headers);
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(cutFile(clip(), "ETag: \"v1\"\r\n"));
        stage.server.answerWith(file(clip(1000), headers, 206));
        stage.server.answerWith(file(clip(), "ETag: \"v1\"\r\n"));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QVERIFY(fetching.outcome());
        QCOMPARE(*stage.store.read(*fetching.outcome()), clip());
        QVERIFY(!stage.server.requests().last().contains("Range: "));
    }

    void takesPartsAsTheyAreGiven()
    {
        MediaStage stage(u"openai-videos"_s);
        const auto part = [](qsizetype first, qsizetype last) {
            return file(clip().mid(first, last - first + 1), "ETag: \"v1\"\r\nContent-Range: bytes " + QByteArray::number(first) + '-'
                        + QByteArray::number(last) + "/300000\r\n", 206);
        };
        stage.server.answerWith(part(0, 99'999)); // nobody asked for a part
        stage.server.answerWith(part(100'000, 199'999));
        stage.server.answerWith(part(200'000, 299'999));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fetching.finished.size(), 1, 15'000);
        QVERIFY(fetching.outcome());
        QCOMPARE(*stage.store.read(*fetching.outcome()), clip());
        QCOMPARE(stage.server.requests().size(), 3);
    }

    void refusesALengthThatNoNumberHolds()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(cutFile(clip(), "ETag: \"v1\"\r\n"));
        ScriptedAnswer answer = ScriptedAnswer::whole({}, "video/mp4");
        answer.pieces = {{"HTTP/1.1 206 Partial Content\r\nContent-Type: video/mp4\r\nETag: \"v1\"\r\nContent-Range: bytes "
                          "150000-9223372036854775806/9223372036854775807\r\nContent-Length: 9223372036854625807\r\n\r\nabc"}};
        stage.server.answerWith(answer);
        stage.server.answerWith(file(clip(), "ETag: \"v1\"\r\n"));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fetching.finished.size(), 1, 15'000);
        QVERIFY(fetching.outcome()); // it was another file's; the next try began afresh
        QCOMPARE(*stage.store.read(*fetching.outcome()), clip());
    }

    void givesUpWhatIsCutAgainAndAgain()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(cutFile(clip()));
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fetching.finished.size(), 1, 15'000);
        QCOMPARE(fetching.outcome().error().kind, ErrorKind::CutOff);
        QCOMPARE(stage.server.requests().size(), 5);
        QCOMPARE(QDir(stage.store.folder() + u"/incoming"_s).entryList(QDir::Files), QStringList());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("requests");
        const auto row = [](const char *name, const ScriptedAnswer &answer, const QString &kind, int requests) {
            QTest::newRow(name) << answer << kind << requests;
        };
        row("gone", file({}, {}, 410), u"link_expired"_s, 1);
        row("signature too old", ScriptedAnswer::whole("<Error><Code>AccessDenied</Code></Error>", "application/xml", 403),
            u"link_expired"_s, 1);
        row("not there, for long", file({}, {}, 404), u"link_expired"_s, 5);
        row("a page", ScriptedAnswer::whole("<!DOCTYPE html><html><body>Sign in</body></html>", "text/html"),
            u"not_an_api"_s, 1);
        row("a page that says to be a picture", ScriptedAnswer::whole("<html><body>Sign in</body></html>", "image/png"),
            u"not_an_api"_s, 1);
        row("an error under a good status", ScriptedAnswer::whole("{\"error\":\"no\"}"), u"not_an_api"_s, 1);
        row("longer than allowed", {{{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx"}}}, u"too_large"_s, 1);
    }
    void saysWhatIsWrong()
    {
        QFETCH(ScriptedAnswer, answer);
        MediaStage stage(u"openai-videos"_s);
        ScriptedServer other;
        other.answerWith(answer);
        Fetching fetching(stage, at(other, u"/a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fetching.finished.size(), 1, 15'000);
        QTEST(QString(nameOf(fetching.outcome().error().kind)), "kind");
        QTEST(int(other.requests().size()), "requests");
        QCOMPARE(QDir(stage.store.folder() + u"/incoming"_s).entryList(QDir::Files), QStringList());
    }

    void saysWhenTheDiskIsFull()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(file(clip()));
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{100'000, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        Fetching fetching(stage, at(stage.server, u"/a"_s));
        const bool isOver = QTest::qWaitFor([&] { return fetching.finished.size() == 1; });
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(isOver);
        QCOMPARE(fetching.outcome().error().kind, ErrorKind::StorageFailed);
        QCOMPARE(stage.server.requests().size(), 1);
        QCOMPARE(QDir(stage.store.folder() + u"/incoming"_s).entryList(QDir::Files), QStringList());
    }

    void leavesNothingWhenItIsDeleted()
    {
        MediaStage stage(u"openai-videos"_s);
        ScriptedAnswer answer = cutFile(clip());
        answer.end = ScriptedAnswer::End::KeepOpen;
        stage.server.answerWith(answer);
        auto fetching = std::make_unique<Fetching>(stage, at(stage.server, u"/a"_s));
        QSignalSpy progressed(&fetching->fetch, &MediaFetch::progressed);
        QTRY_VERIFY(!progressed.isEmpty());
        QCOMPARE(progressed.last().last().toLongLong(), clip().size());
        fetching.reset();
        QCOMPARE(QDir(stage.store.folder() + u"/incoming"_s).entryList(QDir::Files), QStringList());
        QTRY_COMPARE(stage.server.openConnectionCount(), 0);
    }

    void followsOnlyLinksThatLeadOutside_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<bool>("isAllowed");
        const QString far = u"https://api.example.org/v1"_s;
        const QString near = u"http://127.0.0.1:8080/v1"_s;
        const auto row = [](const QString &link, const QString &provider, bool isAllowed) {
            QTest::newRow(qPrintable(link + u" of "_s + provider)) << link << provider << isAllowed;
        };
        row(u"https://cdn.example.net/a.mp4?x=1"_s, far, true);
        row(u"https://api.example.org/a"_s, far, true);
        row(u"http://cdn.example.net/a.mp4"_s, far, false);
        row(u"http://127.0.0.1:9/a"_s, far, false);
        row(u"https://localhost/a"_s, far, false);
        row(u"https://[::1]/a"_s, far, false);
        row(u"https://[::ffff:10.0.0.1]/a"_s, far, false);
        row(u"https://169.254.169.254/latest"_s, far, false);
        row(u"https://192.168.1.1/a"_s, far, false);
        row(u"https://100.64.1.1/a"_s, far, false);
        row(u"https://0.0.0.0/a"_s, far, false);
        row(u"https://me@cdn.example.net/a"_s, far, false);
        row(u"ftp://cdn.example.net/a"_s, far, false);
        row(u"file:///etc/passwd"_s, far, false);
        row(u"http://127.0.0.1:9/a"_s, near, true);
        row(u"https://192.168.1.1/a"_s, near, true);
        row(u"http://192.168.1.1/a"_s, near, false);
        row(u"https://192.168.1.1/a"_s, u"https://192.168.1.9/v1"_s, true);
    }
    void followsOnlyLinksThatLeadOutside()
    {
        QFETCH(QString, link);
        QFETCH(QString, provider);
        QTEST(checkLink(QUrl(link), QUrl(provider)).has_value(), "isAllowed");
    }

    void asksNobodyWhenALinkMayNotBeFollowed()
    {
        MediaStage stage(u"openai-videos"_s);
        Fetching fetching(stage, QUrl(u"http://cdn.example.net/a"_s));
        QTRY_COMPARE(fetching.finished.size(), 1);
        QCOMPARE(fetching.outcome().error().kind, ErrorKind::Redirected);
        QCOMPARE(stage.transport.contactedHosts(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_MediaFetch)
#include "tst_MediaFetch.moc"
