#include "Mutations.h"
#include "Story.h"
#include "providers/JobDecoder.h"
#include "support/TestFiles.h"

#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile profileAt(const QString &base, const QMap<QString, JobForm::Word> &words = {})
{
    Profile profile;
    profile.base = QUrl(base);
    profile.job.words = words;
    return profile;
}

QList<RunEvent> read(const QByteArray &body, int status = 200, const QList<Header> &headers = {},
                     const Profile &profile = profileAt(u"https://api.example/v1"_s))
{
    JobDecoder decoder(profile);
    const QList<RunEvent> events = decoder.body(status, headers, body);
    return events + decoder.end();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonArray documentedReplies()
{
    return QJsonDocument::fromJson(testData(u"jobs/replies.json"_s)).array();
}

template <typename Event>
Event eventIn(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (const auto *one = std::get_if<Event>(&event))
            return *one;
    }
    return {};
}

/// A reply with everything that a server may put in.
QJsonObject fullReply()
{
    return QJsonDocument::fromJson(testData(u"jobs/full.json"_s)).object();
}

} // namespace

/// What servers say about jobs, as bodies in and a story out.
class tst_JobDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsTheStoryOfEveryDocumentedReply_data();
    void tellsTheStoryOfEveryDocumentedReply();
    void tellsTheStoryOfAnOddReply_data();
    void tellsTheStoryOfAnOddReply();
    void readsAStreamOfNews_data();
    void readsAStreamOfNews();
    void saysTheServersOwnWord();
    void resolvesThePollingAddress_data();
    void resolvesThePollingAddress();
    void takesTheProfilesWordsBeforeTheCommonOnes();
    void findsLinksInTheDocumentedOrder();
    void makesBytesOfADataLink();
    void keepsTheRequestIdAndTheWaitOfAFailedPoll();
    void shortensAndRedactsTheServersWords();
    void staysQuietAfterTheEnd();
    void survivesEveryMutationOfAReply();
    void survivesEveryCutOfAReply();
};

void tst_JobDecoder::tellsTheStoryOfEveryDocumentedReply_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");
    const QJsonArray replies = documentedReplies();
    QVERIFY(replies.size() > 50);
    for (const QJsonValue &reply : replies) {
        QTest::newRow(reply[u"name"_s].toString().toUtf8().constData())
            << reply[u"status"_s].toInt() << compact(reply[u"body"_s].toObject()) << reply[u"story"_s].toString();
    }
}

void tst_JobDecoder::tellsTheStoryOfEveryDocumentedReply()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(read(body, status)), story);
}

void tst_JobDecoder::tellsTheStoryOfAnOddReply_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");
    const auto row = [](const char *name, const QByteArray &body, const QString &story, int status = 200) {
        QTest::newRow(name) << status << body << story;
    };

    row("empty", "", u"failed empty_answer 200"_s);
    row("a web page", "<html><p>Please log in</p></html>", u"failed not_an_api 200: Please log in"_s);
    row("plain words", "it works", u"failed not_an_api 200: it works"_s);
    row("half a JSON text", R"({"id":"v","sta)", u"failed garbled 200: {\"id\":\"v\",\"sta"_s);
    row("no job", R"({"hello":"world"})", u"failed garbled: no job in: {\"hello\":\"world\"}"_s);
    row("a list of one job", R"([{"id":"v","status":"queued"}])", u"job v queued"_s);
    row("a state without an id", R"({"status":"running","progress":7})", u"job  working 7%"_s);
    row("a number as id", R"({"task_id":9007199254740993})", u"job 9007199254740993 queued"_s);
    row("an id that leads elsewhere", R"({"id":"..","status":"queued"})",
        u"failed garbled: the server gave a job id that cannot be used"_s);
    row("an id with a line end", R"({"id":"a\nb","status":"completed","url":"https://files.example/v.mp4"})",
        u"failed garbled: the server gave a job id that cannot be used"_s);
    row("a status that is a number", R"({"id":"v","status":200})", u"job v queued"_s);
    row("a word for people beside the status", R"({"id":"v","status":"running","code":"OK","message":"In line"})",
        u"job v working"_s);
    row("an error that is empty", R"({"id":"v","status":"running","error":{"code":"","message":"","status":0}})",
        u"job v working"_s);
    row("an error whatever the status says", R"({"id":"v","status":"completed","url":"https://files.example/v.mp4","error":{"message":"gone"}})",
        u"failed server_fault 200: gone"_s);
    row("no success whatever the status says", R"({"id":"v","status":"running","success":false,"message":"gone"})",
        u"failed server_fault 200: gone"_s);
    row("an error as a text", R"({"id":"v","status":"failed","error":"out of memory"})",
        u"failed server_fault 200: out of memory"_s);
    row("an error beside the job", R"({"error":{"message":"gone"},"data":{"task_id":"t","status":"failed"}})",
        u"failed server_fault 200: gone"_s);
    row("an error with its own code", R"({"id":"v","status":"failed","error":{"code":"rate_limit_exceeded","message":"busy"}})",
        u"failed rate_limited 200: busy"_s);
    row("a number of a request and an error", R"({"id":"r","code":"x","message":"bad"})", u"failed unknown 200: bad"_s);

    row("not found in the first seconds", R"({"error":{"message":"no such video","code":404}})",
        u"failed not_found 404: no such video"_s, 404);
    row("a gateway's page", "<html>Bad gateway</html>", u"failed server_fault 502: Bad gateway"_s, 502);
    row("a good job under a bad status", R"({"id":"v","status":"completed"})", u"failed server_fault 500"_s, 500);
    row("a redirect", "", u"failed redirected 302"_s, 302);

    row("links that are none", R"({"id":"v","status":"done","url":"file:///etc/passwd","video_url":"javascript:x","result_url":"ftp://a/b"})",
        u"job v working | oddity | oddity | oddity | finished stop"_s);
    row("a bad link before a good one", R"({"id":"v","status":"done","url":"soon","video_url":"https://files.example/v.mp4"})",
        u"job v working | oddity | video https://files.example/v.mp4 | finished stop"_s);
    row("links that are empty", R"({"id":"v","status":"done","url":"","video_url":null,"unsigned_urls":[],"output":{}})",
        u"job v working | finished stop"_s);
    row("links of a job that is not over", R"({"id":"v","status":"running","url":"https://files.example/v.mp4"})",
        u"job v working"_s);
    row("a link that nobody calls finished", R"({"id":"v","url":"https://files.example/v.mp4"})", u"job v queued"_s);
    row("several videos, one twice", R"({"id":"v","status":"done","unsigned_urls":["https://a.example/1","https://a.example/2","https://a.example/1"]})",
        u"job v working | video https://a.example/1 | video https://a.example/2 | finished stop"_s);
    row("a link in an object", R"({"id":"v","status":"done","video_url":{"url":"https://a.example/1"}})",
        u"job v working | video https://a.example/1 | finished stop"_s);
    row("a path at the provider", R"({"id":"v","status":"done","url":"/v1/videos/v/content"})",
        u"job v working | video https://api.example/v1/videos/v/content | finished stop"_s);
    row("a last frame that is none", R"({"id":"v","status":"succeeded","content":{"video_url":"https://a.example/1","last_frame_url":"x"}})",
        u"job v working | video https://a.example/1 | oddity | finished stop"_s);
}

void tst_JobDecoder::tellsTheStoryOfAnOddReply()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(read(body, status)), story);
}

void tst_JobDecoder::readsAStreamOfNews_data()
{
    QTest::addColumn<QList<Frame>>("frames");
    QTest::addColumn<QString>("story");
    const Frame queued{R"({"id":"v","status":"queued"})"};
    const Frame running{R"({"id":"v","status":"running","progress":50})"};
    const Frame done{R"({"id":"v","status":"completed","url":"https://a.example/1"})"};
    QTest::newRow("to the end") << QList<Frame>{queued, queued, running, {"[DONE]"}, done, done}
                                << u"job v queued | job v working 50% | job v working | video https://a.example/1 | finished stop"_s;
    QTest::newRow("cut while it works") << QList<Frame>{queued, running} << u"job v queued | job v working 50%"_s;
    QTest::newRow("nothing") << QList<Frame>{} << u"failed cut_off"_s;
    QTest::newRow("junk") << QList<Frame>{{""}, {": here"}, {"upstream exploded"}}
                          << u"oddity | failed cut_off: upstream exploded"_s;
    QTest::newRow("an error event") << QList<Frame>{queued, {R"({"message":"busy"})", "error"}, running}
                                    << u"job v queued | failed unknown: busy"_s;
    QTest::newRow("an error") << QList<Frame>{queued, {R"({"error":{"code":503,"message":"busy"}})"}}
                              << u"job v queued | failed overloaded 503: busy"_s;
}

void tst_JobDecoder::readsAStreamOfNews()
{
    QFETCH(QList<Frame>, frames);
    JobDecoder together(profileAt(u"https://api.example/v1"_s));
    const QList<RunEvent> atOnce = together.frames(frames);
    QTEST(storyOf(atOnce + together.end()), "story");
    JobDecoder decoder(profileAt(u"https://api.example/v1"_s));
    QList<RunEvent> events;
    for (const Frame &frame : frames)
        events += decoder.frames({frame});
    QTEST(storyOf(events + decoder.end()), "story");
}

void tst_JobDecoder::saysTheServersOwnWord()
{
    QCOMPARE(eventIn<JobChanged>(read(R"({"id":"v","status":"Warming up"})")).word, u"Warming up"_s);
    QCOMPARE(eventIn<JobChanged>(read(R"({"id":"v","status":"a\u202e\nb"})")).word, u"a  b"_s);
    QVERIFY(eventIn<JobChanged>(read(R"({"id":"v"})")).word.isEmpty());
    QVERIFY(!eventIn<JobChanged>(read(R"({"id":"v","status":"running"})")).percent);
    QCOMPARE(eventIn<Finished>(read(R"({"id":"v","status":"Succeeded"})")).word, u"Succeeded"_s);
}

void tst_JobDecoder::resolvesThePollingAddress_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QUrl>("address");
    QTest::newRow("a path") << u"/api/v1/videos/a%2Fb"_s << QUrl(u"https://openrouter.ai/api/v1/videos/a%2Fb"_s);
    QTest::newRow("relative to the base") << u"videos/j"_s << QUrl(u"https://openrouter.ai/api/v1/videos/j"_s);
    QTest::newRow("whole") << u"https://openrouter.ai/api/v1/videos/j?x=1"_s
                           << QUrl(u"https://openrouter.ai/api/v1/videos/j?x=1"_s);
    QTest::newRow("another host, which the caller checks") << u"https://other.example/j"_s << QUrl(u"https://other.example/j"_s);
    QTest::newRow("no web address") << u"file:///etc/passwd"_s << QUrl();
    QTest::newRow("endless") << u"/"_s + QString(100'000, u'x') << QUrl();
}

void tst_JobDecoder::resolvesThePollingAddress()
{
    QFETCH(QString, said);
    const QByteArray body = compact({{u"id"_s, u"j"_s}, {u"status"_s, u"pending"_s}, {u"polling_url"_s, said}});
    const QList<RunEvent> events = read(body, 202, {}, profileAt(u"https://openrouter.ai/api/v1"_s));
    QTEST(eventIn<JobChanged>(events).pollAddress, "address");
    QCOMPARE(storyOf(events).contains(u"oddity"_s), eventIn<JobChanged>(events).pollAddress.isEmpty());
}

void tst_JobDecoder::takesTheProfilesWordsBeforeTheCommonOnes()
{
    const Profile profile = profileAt(u"https://api.example/v1"_s, {{u"success"_s, JobForm::Word::Working},
                                                                     {u"ready"_s, JobForm::Word::Done},
                                                                     {u"nsfw"_s, JobForm::Word::Failed},
                                                                     {u"in line"_s, JobForm::Word::Queued}});
    QCOMPARE(storyOf(read(R"({"id":"v","status":"SUCCESS"})", 200, {}, profile)), u"job v working"_s);
    QCOMPARE(storyOf(read(R"({"id":"v","status":"Ready"})", 200, {}, profile)), u"job v working | finished stop"_s);
    QCOMPARE(storyOf(read(R"({"id":"v","status":"nsfw"})", 200, {}, profile)), u"failed server_fault 200: status: nsfw"_s);
    QCOMPARE(storyOf(read(R"({"id":"v","status":"In line"})", 200, {}, profile)), u"job v queued"_s);
    QCOMPARE(storyOf(read(R"({"id":"v","status":"failed"})", 200, {}, profile)), u"failed server_fault 200: status: failed"_s);
}

void tst_JobDecoder::findsLinksInTheDocumentedOrder()
{
    QJsonObject reply = fullReply();
    for (const QString &number : {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"8"_s, u"9"_s}) {
        const Media media = eventIn<MediaArrived>(read(compact(reply))).media;
        QCOMPARE(media.link, QUrl(u"https://files.example/%1.mp4"_s.arg(number)));
        QCOMPARE(media.kind, MediaKind::Video);
        QVERIFY(media.mime.isEmpty() && !media.isDraft); // nobody said what it is
        const QStringList places{u"url"_s, u"video_url"_s, u"result_url"_s, u"unsigned_urls"_s,
                                 u"output"_s, u"content"_s, u""_s, u"metadata"_s, u"data"_s};
        reply.remove(places[number.toInt() - 1]);
        if (number == "6"_L1)
            reply.remove(u"content"_s);
    }
    QVERIFY(storyOf(read(compact(reply))).endsWith("job video_1 working 45% | finished stop"_L1));
}

void tst_JobDecoder::makesBytesOfADataLink()
{
    const QByteArray clip = QByteArray::fromHex("000000186674797069736f6d") + "rest";
    const QByteArray body = compact({{u"id"_s, u"v"_s}, {u"status"_s, u"done"_s},
                                     {u"url"_s, u"data:video/mp4;base64,"_s + QString::fromLatin1(clip.toBase64())}});
    const Media media = eventIn<MediaArrived>(read(body)).media;
    QCOMPARE(media.bytes, clip);
    QCOMPARE(media.kind, MediaKind::Video);
    QVERIFY(media.link.isEmpty());
}

void tst_JobDecoder::keepsTheRequestIdAndTheWaitOfAFailedPoll()
{
    const QList<Header> headers{{"X-Request-Id", "req_1"}, {"Retry-After", "7"}};
    const Error error = eventIn<Failed>(read(R"({"error":{"message":"slow down"}})", 429, headers)).error;
    QCOMPARE(error.kind, ErrorKind::RateLimited);
    QCOMPARE(error.requestId, u"req_1"_s);
    QCOMPARE(error.retryAfter, std::optional(std::chrono::milliseconds(7'000)));
    QCOMPARE(eventIn<Failed>(read(R"({"id":"v","status":"failed"})", 200, headers)).error.requestId, u"req_1"_s);
}

void tst_JobDecoder::shortensAndRedactsTheServersWords()
{
    const QString words = u"no "_s.repeated(300) + u"\u202e"_s;
    const Error error = eventIn<Failed>(read(compact({{u"id"_s, u"v"_s}, {u"status"_s, u"failed"_s}, {u"fail_reason"_s, words}}))).error;
    QCOMPARE(error.detail.size(), 300);
    QVERIFY(error.detail.endsWith(u'…'));
    const QString key = u"Bearer "_s + u"abcdefg1"_s.repeated(4);
    const Error other = eventIn<Failed>(read(compact({{u"id"_s, u"v"_s}, {u"status"_s, u"failed"_s}, {u"fail_reason"_s, key}}))).error;
    QVERIFY2(!other.detail.contains("abcdefg1"_L1), qPrintable(other.detail));
}

void tst_JobDecoder::staysQuietAfterTheEnd()
{
    JobDecoder decoder(profileAt(u"https://api.example/v1"_s));
    QVERIFY(!decoder.isComplete());
    decoder.body(200, {}, R"({"id":"v","status":"running"})");
    QVERIFY(!decoder.isComplete());
    QVERIFY(decoder.end().isEmpty());
    decoder.body(200, {}, R"({"id":"v","status":"completed"})");
    QVERIFY(decoder.isComplete());
    QVERIFY(decoder.body(200, {}, R"({"id":"v","status":"failed"})").isEmpty());
    QVERIFY(decoder.frames({Frame{R"({"id":"v","status":"failed"})"}}).isEmpty());
    QVERIFY(decoder.end().isEmpty());
}

void tst_JobDecoder::survivesEveryMutationOfAReply()
{
    const QJsonObject reply = fullReply();
    QVERIFY(!reply.isEmpty());
    QList<QJsonObject> all;
    for (const QJsonValue &mutation : mutationsOf(reply))
        all << mutation.toObject() << QJsonObject{{u"code"_s, u"success"_s}, {u"data"_s, mutation}};
    QVERIFY(all.size() > 400);
    for (const QJsonObject &each : all) {
        const QByteArray body = compact(each);
        int ends = 0;
        int states = 0;
        for (const RunEvent &event : read(body)) {
            ends += std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event) ? 1 : 0;
            if (const auto *state = std::get_if<JobChanged>(&event)) {
                ++states;
                // Progress is only what the server said: 45 or one of the strangers that are percents.
                QVERIFY2(!state->percent || *state->percent == 45 || *state->percent == 7, body.constData());
                QVERIFY2(QStringList({u""_s, u"video_1"_s, u"task_1"_s, u"ZZZ"_s}).contains(state->id), body.constData());
            }
            if (const auto *arrived = std::get_if<MediaArrived>(&event))
                QVERIFY2(arrived->media.link.host() == "files.example"_L1, body.constData());
            QVERIFY2(!std::holds_alternative<TextDelta>(event), body.constData());
        }
        QVERIFY2(ends == 1 || (ends == 0 && states == 1), body.constData());
    }
}

void tst_JobDecoder::survivesEveryCutOfAReply()
{
    const QByteArray body = compact(fullReply());
    for (qsizetype size = 1; size < body.size(); ++size) {
        QVERIFY(storyOf(read(body.first(size))).startsWith("failed garbled 200"_L1));
        JobDecoder decoder(profileAt(u"https://api.example/v1"_s));
        const QList<RunEvent> events = decoder.frames({Frame{body.first(size)}});
        QVERIFY(storyOf(events + decoder.end()).startsWith("oddity | failed cut_off"_L1));
    }
}

QTEST_GUILESS_MAIN(tst_JobDecoder)
#include "tst_JobDecoder.moc"
