#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"
#include "gateway/VideoEyes.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray openAi = "/openai/v1/videos";
const QByteArray wisGate = "/wisgate/v1/videos";
const QByteArray router = "/openrouter/api/v1/videos";
const QByteArray tasks = "/wisgate/api/v3/contents/generations/tasks";

QByteArray bodyFor(const QByteArray &path, const QByteArray &model)
{
    const QByteArray head = "{\"model\":\"" + model + "\",";
    if (path == tasks)
        return head + "\"content\":[{\"type\":\"text\",\"text\":\"A "
                      "fox\"}],\"duration\":1,\"resolution\":\"360p\",\"fps\":8}";
    const QByteArray length = path == router ? "\"duration\":1" : "\"seconds\":\"1\"";
    return head + "\"prompt\":\"A fox\",\"size\":\"160x90\",\"fps\":8," + length + '}';
}

QByteArray scriptOf(const QByteArray &rule)
{
    return "{\"factor\":0.01,\"faults\":[" + rule + "]}";
}

void addAddresses()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("openai") << openAi;
    QTest::newRow("wisgate") << wisGate;
    QTest::newRow("openrouter") << router;
    QTest::newRow("seedance") << tasks;
}

} // namespace

/// What may go wrong with jobs: each by its name, at every address.
class tst_VideoFaults : public QObject
{
    Q_OBJECT

private:
    using Client = std::unique_ptr<RawClient>;

    static bool isAnswered(const RawClient &client)
    {
        return QTest::qWaitFor([&client] { return client.isClosed(); });
    }

    /// An answer that is here; a null one when none came.
    Client answered(const QByteArray &request) const
    {
        auto client = std::make_unique<RawClient>(m_url, request);
        return isAnswered(*client) ? std::move(client) : std::make_unique<RawClient>(m_url);
    }

    Client get(const QByteArray &path) const { return answered(getRequest(m_url, m_gateway->key(), path)); }

    Client submit(const QByteArray &path, const QByteArray &model) const
    {
        return answered(postRequest(m_url, m_gateway->key(), path, bodyFor(path, model)));
    }

    /// The path of a new job.
    QByteArray job(const QByteArray &path, const QByteArray &model) const
    {
        return path + '/' + submit(path, model)->json()[u"id"_s].toString().toLatin1();
    }

    /// Polls until the status is one of these; empty when it never is.
    QJsonObject polledUntil(const QByteArray &job, const QStringList &words) const
    {
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 5000) {
            const QJsonObject body = get(job)->json();
            if (words.contains(body[u"status"_s].toString()))
                return body;
        }
        return {};
    }

    QJsonObject done(const QByteArray &job) const
    {
        return polledUntil(job, {u"completed"_s, u"succeeded"_s});
    }

    QByteArray fileAddress(const QByteArray &job, const QJsonObject &body) const
    {
        const QString link = body[u"content"_s][u"video_url"_s].toString();
        return link.isEmpty() ? job + "/content" : QUrl(link).path().toLatin1();
    }

    Client file(const QByteArray &path, const QByteArray &model) const
    {
        const QByteArray made = job(path, model);
        return get(fileAddress(made, done(made)));
    }

    static QString messageIn(const QJsonObject &body)
    {
        const QJsonValue error = body[u"error"_s];
        return error.isString()   ? error.toString()
               : error.isObject() ? error[u"message"_s].toString()
                                  : body[u"message"_s].toString();
    }

    qsizetype submits() const
    {
        qsizetype count = 0;
        for (const RecordedRequest &request : m_gateway->recorded())
            count += request.method == "POST" ? 1 : 0;
        return count;
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(scriptOf({})));
    }

    void knowsEveryFault()
    {
        const QStringList names{u"failed"_s,        u"refusal"_s,   u"endless"_s,      u"stuck"_s,
                                u"empty"_s,         u"expired"_s,   u"gone"_s,         u"late"_s,
                                u"poll-500-once"_s, u"poll-500"_s,  u"progress-250"_s, u"progress-minus"_s,
                                u"other-id"_s,      u"truncated"_s, u"wrong-length"_s, u"html-file"_s,
                                u"slow-file"_s};
        QCOMPARE(PracticeGateway::jobFaultNames(), names);
    }

    void failsInTheWordsOfTheService_data() { addAddresses(); }

    void failsInTheWordsOfTheService()
    {
        QFETCH(QByteArray, path);
        for (const QByteArray &fault : {QByteArray("failed"), QByteArray("refusal")}) {
            const QJsonObject body = polledUntil(job(path, "video-a:" + fault), {u"failed"_s});
            QVERIFY2(messageIn(body).startsWith("Practice fault"_L1), fault);
            QCOMPARE(messageIn(body).contains("policy"_L1), fault == "refusal");
            const QString code = body[u"error"_s][u"code"_s].toString();
            if (path == tasks)
                QCOMPARE(code, fault == "refusal" ? u"OutputVideoSensitiveContentDetected"_s
                                                  : u"InternalServiceError"_s);
            else if (path != router)
                QCOMPARE(code, fault == "refusal" ? u"moderation_blocked"_s : u"video_generation_failed"_s);
        }
    }

    void neverEnds_data() { addAddresses(); }

    void neverEnds()
    {
        QFETCH(QByteArray, path);
        for (const QByteArray &fault : {QByteArray("endless"), QByteArray("stuck")}) {
            const QByteArray made = job(path, "video-a:" + fault);
            QElapsedTimer time;
            time.start();
            QJsonObject body;
            while (time.elapsed() < 400) // ten times as long as a good one takes
                body = get(made)->json();
            QVERIFY2(QStringList({u"in_progress"_s, u"running"_s}).contains(body[u"status"_s].toString()),
                     fault);
            if (path == openAi || path == wisGate)
                QCOMPARE(body[u"progress"_s].toInt() == 100, fault == "stuck");
            QVERIFY(get(made + "/content")->status() >= 400);
        }
    }

    void saysOddPercentages()
    {
        for (const QByteArray &path : {openAi, wisGate}) {
            QVERIFY(m_gateway->setFaults("{\"factor\": 1}"));
            const QByteArray far = job(path, "video-a:progress-250");
            const QByteArray near = job(path, "video-a:progress-minus");
            QCOMPARE(polledUntil(far, {u"in_progress"_s})[u"progress"_s].toInt(), 250);
            QCOMPARE(polledUntil(near, {u"in_progress"_s})[u"progress"_s].toInt(), -1);
        }
    }

    void losesTheFile_data() { addAddresses(); }

    void losesTheFile()
    {
        QFETCH(QByteArray, path);
        QCOMPARE(file(path, "video-a:gone")->status(), 410);
        const Client expired = file(path, "video-a:expired");
        QCOMPARE(expired->status(), path == tasks ? 403 : 404);
        QCOMPARE(expired->header("Content-Type"), path == tasks ? "application/xml" : "application/json");
        const QByteArray made = job(path, "video-a:empty");
        const QJsonObject body = done(made);
        QVERIFY(!body.isEmpty());
        if (path == tasks)
            QVERIFY(body[u"content"_s].toObject().isEmpty());
        else
            QCOMPARE(get(made + "/content")->status(), 404);
        if (path == router)
            QCOMPARE(body[u"unsigned_urls"_s], QJsonValue(QJsonArray()));
    }

    void doesNotKnowTheJobAtFirst_data() { addAddresses(); }

    void doesNotKnowTheJobAtFirst()
    {
        QFETCH(QByteArray, path);
        const QByteArray made = job(path, "video-a:late");
        QList<int> statuses;
        for (int i = 0; i < 4; ++i)
            statuses += get(made)->status();
        QCOMPARE(statuses, QList<int>({404, 404, 200, 200}));
        QVERIFY(!done(made).isEmpty());
    }

    void failsToTellOnceOrForEver_data() { addAddresses(); }

    void failsToTellOnceOrForEver()
    {
        QFETCH(QByteArray, path);
        const auto statuses = [this](const QByteArray &made) {
            QList<int> all;
            for (int i = 0; i < 4; ++i)
                all += get(made)->status();
            return all;
        };
        QCOMPARE(statuses(job(path, "video-a:poll-500-once")), QList<int>({200, 500, 200, 200}));
        QCOMPARE(statuses(job(path, "video-a:poll-500")), QList<int>({500, 500, 500, 500}));
        QVERIFY(m_gateway->setFaults(scriptOf("{\"route\":\"jobs\",\"fault\":\"429\",\"nth\":2}")));
        const QByteArray made = job(path, "video-a");
        QCOMPARE(statuses(made), QList<int>({200, 429, 200, 200}));
        QVERIFY(!done(made).isEmpty());
    }

    void namesAnotherId_data() { addAddresses(); }

    void namesAnotherId()
    {
        QFETCH(QByteArray, path);
        const QByteArray made = job(path, "video-a:other-id");
        const QByteArray id = made.sliced(path.size() + 1);
        QVERIFY(!id.isEmpty());
        const QByteArray told = get(made)->json()[u"id"_s].toString().toLatin1();
        QVERIFY(!told.isEmpty() && told != id);
        QCOMPARE(get(path + '/' + told)->status(), 404);
    }

    void spoilsTheFile_data() { addAddresses(); }

    void spoilsTheFile()
    {
        QFETCH(QByteArray, path);
        const Client good = file(path, "video-a");
        QCOMPARE(good->status(), 200);
        QCOMPARE(VideoEyes(good->body()).frames(), 8);

        const Client truncated = file(path, "video-a:truncated");
        QCOMPARE(truncated->header("Content-Length").toInt(), truncated->body().size());
        QCOMPARE(truncated->body(), good->body().first(good->body().size() / 2));

        const Client wrong = file(path, "video-a:wrong-length");
        QCOMPARE(wrong->body(), good->body());
        QCOMPARE(wrong->header("Content-Length").toInt(), good->body().size() + 1000);

        const Client page = file(path, "video-a:html-file");
        QCOMPARE(page->status(), 200);
        QVERIFY(page->header("Content-Type").startsWith("text/html"));
        QVERIFY(page->body().startsWith("<!DOCTYPE html>"));

        QElapsedTimer time;
        time.start();
        QVERIFY(m_gateway->setFaults("{\"factor\": 0.05}"));
        const Client slow = file(path, "video-a:slow-file");
        QCOMPARE(slow->body(), good->body());
        QVERIFY(time.elapsed() > 500); // 10 s times the factor
    }

    void strikesADownloadOnce_data() { addAddresses(); }

    void strikesADownloadOnce()
    {
        QFETCH(QByteArray, path);
        QVERIFY(m_gateway->setFaults(scriptOf("{\"route\":\"files\",\"fault\":\"cut\",\"times\":1},"
                                              "{\"route\":\"files\",\"fault\":\"truncated\",\"nth\":2},"
                                              "{\"route\":\"files\",\"fault\":\"503\",\"nth\":3}")));
        const QByteArray made = job(path, "video-a");
        const QByteArray address = fileAddress(made, done(made));
        const Client cut = get(address);
        const Client truncated = get(address);
        QCOMPARE(get(address)->status(), 503);
        const Client good = get(address);
        QCOMPARE(VideoEyes(good->body()).frames(), 8);
        QVERIFY(cut->body().size() < good->body().size());
        QCOMPARE(cut->header("Content-Length"), good->header("Content-Length"));
        QCOMPARE(truncated->body().size(), good->body().size() / 2);
    }

    void refusesASubmitWithAStatus_data() { addAddresses(); }

    void refusesASubmitWithAStatus()
    {
        QFETCH(QByteArray, path);
        for (const QByteArray &fault : {QByteArray("400"), QByteArray("401"), QByteArray("402"),
                                        QByteArray("429"), QByteArray("500"), QByteArray("503")}) {
            const Client refused = submit(path, "video-a:" + fault);
            QCOMPARE(refused->status(), fault.toInt());
            QVERIFY2(messageIn(refused->json()).startsWith("Practice fault"_L1), refused->body());
            if (path == wisGate)
                QVERIFY2(refused->json()[u"data"_s].isNull() && refused->json()[u"code"_s].isString(),
                         refused->body());
            QCOMPARE(refused->header("retry-after-ms").isEmpty(), fault != "429");
        }
        QVERIFY(m_gateway->setFaults(scriptOf("{\"model\":\"video-a\",\"fault\":\"503\",\"times\":1}")));
        QCOMPARE(submit(path, "video-a")->status(), 503);
        QVERIFY(submit(path, "video-a")->status() < 300);
        QVERIFY(m_gateway->setFaults(scriptOf("{\"fault\":\"failed\",\"times\":1}")));
        QCOMPARE(polledUntil(job(path, "video-b"), {u"failed"_s})[u"status"_s].toString(), u"failed"_s);
        QVERIFY(!done(job(path, "video-b")).isEmpty());
    }

    /// Only the answer is lost: whoever submits again has two jobs.
    void acceptsAJobWhoseAnswerIsCut_data() { addAddresses(); }

    void acceptsAJobWhoseAnswerIsCut()
    {
        QFETCH(QByteArray, path);
        const Client cut = submit(path, "video-a:cut");
        QVERIFY(cut->status() == 200 || cut->status() == 202);
        QVERIFY(cut->json().isEmpty());
        QVERIFY(cut->body().size() < cut->header("Content-Length").toInt());
        const Client reset = submit(path, "video-a:reset");
        QCOMPARE(reset->received, QByteArray());
        QCOMPARE(submits(), 2);
    }

    void leavesTextAlone()
    {
        const QByteArray body = "{\"model\":\"text-a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        QVERIFY(m_gateway->setFaults(scriptOf("{\"fault\":\"endless\"}")));
        const Client text =
            answered(postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions", body));
        QCOMPARE(text->status(), 200);
        QVERIFY(!m_gateway->setFaults(scriptOf("{\"fault\":\"no-such\"}")));
    }

    /// A clip of a minute takes the pool's threads some time; a question beside it does not wait for that.
    void drawsWhileOthersAreAnswered()
    {
        QVERIFY(m_gateway->setFaults("{\"factor\":0}"));
        const QByteArray large =
            "{\"model\":\"video-b\",\"prompt\":\"A fox\",\"size\":\"1280x720\",\"seconds\":\"60\"}";
        const Client clip = answered(postRequest(m_url, m_gateway->key(), openAi, large));
        const QByteArray made = openAi + '/' + clip->json()[u"id"_s].toString().toLatin1();
        QElapsedTimer time;
        qint64 longest = 0;
        for (int i = 0; i < 30; ++i) {
            time.start();
            QCOMPARE(get(made)->json()[u"status"_s].toString(), u"in_progress"_s);
            longest = std::max(longest, time.elapsed());
        }
        QVERIFY2(longest < 250, qPrintable(QString::number(longest)));
        time.start();
        m_gateway.reset();
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
    }
};

QTEST_GUILESS_MAIN(tst_VideoFaults)
#include "tst_VideoFaults.moc"
