#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"
#include "gateway/VideoEyes.h"

#include <QBuffer>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// How jobs are asked for at one address: the same clip, 1.5 s of 320x180 or what comes nearest.
struct Counter
{
    const char *name;
    QByteArray path;
    QByteArray fields; ///< Of the body, behind the model.
    QSize size;
    double seconds;
    bool isTask = false;
    bool hasPercent = true;
};

QByteArray dataAddress(const QColor &color)
{
    QImage image(80, 50, QImage::Format_RGB32);
    image.fill(color);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return "data:image/png;base64," + buffer.data().toBase64();
}

QList<Counter> counters()
{
    return {
        {"openai",
         "/openai/v1/videos",
         ",\"prompt\":\"A red fox in the snow\",\"seconds\":\"1.5\",\"size\":\"320x180\"",
         {320, 180},
         1.5},
        {"wisgate",
         "/wisgate/v1/videos",
         ",\"prompt\":\"A red fox in the snow\",\"duration\":2,\"size\":\"320x180\",\"fps\":12",
         {320, 180},
         2},
        {"openrouter",
         "/openrouter/api/v1/videos",
         ",\"prompt\":\"A red fox in the snow\",\"duration\":2,\"size\":\"320x180\",\"seed\":7",
         {320, 180},
         2,
         false,
         false},
        {"seedance",
         "/wisgate/api/v3/contents/generations/tasks",
         ",\"content\":[{\"type\":\"text\",\"text\":\"A red fox in the "
         "snow\"}],\"duration\":1,\"resolution\":\"360p\",\"ratio\":\"9:16\",\"framespersecond\":10",
         {360, 640},
         1,
         true,
         false},
    };
}

QByteArray bodyFor(const Counter &counter, const QByteArray &model, const QByteArray &more = {})
{
    return "{\"model\":\"" + model + '"' + counter.fields + more + '}';
}

QByteArray formOf(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields)
        body += "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    return body + "--cut--\r\n";
}

const QByteArray soon = "{\"factor\": 0.02}";
const QByteArray never = "{\"factor\": 10}";

void addBadRequests()
{
    const auto row = [](const char *name, int counter, const QByteArray &body, const QString &word,
                        int status = 400) {
        QTest::newRow(name) << counter << body << status << word;
    };
    row("no JSON", 0, "{", u"JSON"_s);
    row("no model", 0, "{\"prompt\":\"x\"}", u"model"_s);
    row("no prompt", 0, "{\"model\":\"video-a\"}", u"prompt"_s);
    row("a number in the place of a text", 0, "{\"model\":\"video-a\",\"prompt\":\"x\",\"seconds\":4}",
        u"seconds"_s);
    row("a text in the place of a number", 1, "{\"model\":\"video-a\",\"prompt\":\"x\",\"duration\":\"4\"}",
        u"duration"_s);
    row("too long", 0, "{\"model\":\"video-a\",\"prompt\":\"x\",\"seconds\":\"61\"}", u"seconds"_s);
    row("no size", 0, "{\"model\":\"video-a\",\"prompt\":\"x\",\"size\":\"16:9\"}", u"size"_s);
    row("too large", 0, "{\"model\":\"video-a\",\"prompt\":\"x\",\"size\":\"9000x10\"}", u"size"_s);
    row("too much", 0, "{\"model\":\"video-a\",\"prompt\":\"x\",\"size\":\"3840x2160\",\"seconds\":\"60\"}",
        u"less"_s);
    row("a picture on the web", 0,
        "{\"model\":\"video-a\",\"prompt\":\"x\",\"input_reference\":{\"image_url\":\"https://a.example/"
        "b.png\"}}",
        u"input_reference"_s);
    row("a picture that is none", 1,
        "{\"model\":\"video-a\",\"prompt\":\"x\",\"duration\":4,\"images\":[\"data:image/png;base64,AAAA\"]}",
        u"images"_s);
    row("a mode that is none", 1, "{\"model\":\"video-a\",\"prompt\":\"x\",\"duration\":4,\"mode\":\"v2v\"}",
        u"mode"_s);
    row("a resolution that is none", 2, "{\"model\":\"video-a\",\"prompt\":\"x\",\"resolution\":\"big\"}",
        u"resolution"_s);
    row("a frame without its place", 2,
        "{\"model\":\"video-a\",\"frame_images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}",
        u"frame_type"_s);
    row("a broken seed", 2, "{\"model\":\"video-a\",\"prompt\":\"x\",\"seed\":1.5}", u"seed"_s);
    row("nothing", 3, "{\"model\":\"video-a\",\"content\":[]}", u"content"_s);
    row("an unknown part", 3, "{\"model\":\"video-a\",\"content\":[{\"type\":\"smell\"}]}", u"content"_s);
    row("no such model", 0, "{\"model\":\"missing-one\",\"prompt\":\"x\"}", u"missing-one"_s, 404);
    row("a practice model that is none", 0, "{\"model\":\"video-c\",\"prompt\":\"x\"}", u"video-c"_s, 404);
    row("a model that writes", 0, "{\"model\":\"text-a\",\"prompt\":\"x\"}", u"text-a"_s, 404);
}

} // namespace

Q_DECLARE_METATYPE(Counter)

/// The videos of the practice gateway as bytes on the wire, at every address where they are made.
class tst_PracticeVideos : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RawClient> ask(const QByteArray &method, const QByteArray &path) const
    {
        return std::make_unique<RawClient>(
            m_url, getRequest(m_url, m_gateway->key(), path).replace("GET ", method + ' '));
    }

    std::unique_ptr<RawClient> submit(const Counter &counter, const QByteArray &model,
                                      const QByteArray &more = {}) const
    {
        return std::make_unique<RawClient>(
            m_url, postRequest(m_url, m_gateway->key(), counter.path, bodyFor(counter, model, more)));
    }

    std::unique_ptr<RawClient> submitForm(const QByteArray &path, const QByteArray &body) const
    {
        return std::make_unique<RawClient>(
            m_url, postRequest(m_url, m_gateway->key(), path, body)
                       .replace("application/json", "multipart/form-data; boundary=cut"));
    }

    /// Nothing when the service does not say where it is.
    QByteArray fileAddress(const Counter &counter, const QJsonObject &job) const
    {
        if (counter.isTask)
            return QUrl(job[u"content"_s][u"video_url"_s].toString()).path().toLatin1();
        if (counter.path.startsWith("/openrouter"))
            return QUrl(job[u"unsigned_urls"_s][0].toString())
                .toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        return counter.path + '/' + job[u"id"_s].toString().toLatin1() + "/content";
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(soon));
    }

    void goesFromWaitingToAFile_data() { addCounters(); }

    void goesFromWaitingToAFile()
    {
        QFETCH(Counter, counter);
        const auto submitted = submit(counter, "video-a");
        QTRY_VERIFY(submitted->isClosed());
        QCOMPARE(submitted->status(), counter.path.startsWith("/openrouter") ? 202 : 200);
        const QString id = submitted->json()[u"id"_s].toString();
        QVERIFY(!id.isEmpty());
        QStringList words;
        QJsonObject job;
        const QByteArray path = counter.path + '/' + id.toLatin1();
        QTRY_VERIFY_WITH_TIMEOUT(pollOnce(path, job, words), 10'000);
        QCOMPARE(job[u"id"_s].toString(), id);
        QCOMPARE(words.last(), counter.isTask ? u"succeeded"_s : u"completed"_s);
        QCOMPARE(job.contains(u"progress"_s), counter.hasPercent);
        const auto file = ask("GET", fileAddress(counter, job));
        QTRY_VERIFY(file->isClosed());
        QCOMPARE(file->status(), 200);
        QCOMPARE(file->header("Content-Type"), "video/mp4");
        const VideoEyes eyes(file->body());
        QCOMPARE(eyes.size(), counter.size);
        QVERIFY(std::abs(eyes.seconds() - counter.seconds) < 1e-5);
        QVERIFY(eyes.comment().startsWith(u"Practice output, not an AI model. Model: video-a."_s));
        QCOMPARE(eyes.differentFrames(), eyes.frames());
    }

    void tellsTheStagesOfAJob_data() { addCounters(); }

    void tellsTheStagesOfAJob()
    {
        QFETCH(Counter, counter);
        QVERIFY(m_gateway->setFaults("{\"factor\": 0.25}"));
        const auto submitted = submit(counter, "video-a");
        QTRY_VERIFY(submitted->isClosed());
        QStringList words;
        QJsonObject job;
        const QByteArray path = counter.path + '/' + submitted->json()[u"id"_s].toString().toLatin1();
        QTRY_VERIFY_WITH_TIMEOUT(pollOnce(path, job, words), 10'000);
        words.removeDuplicates();
        const QStringList expected = counter.isTask ? QStringList{u"queued"_s, u"running"_s, u"succeeded"_s}
                                     : counter.hasPercent
                                         ? QStringList{u"queued"_s, u"in_progress"_s, u"completed"_s}
                                         : QStringList{u"pending"_s, u"in_progress"_s, u"completed"_s};
        QCOMPARE(words, expected);
    }

    void givesTheSameBytesForTheSameQuestion()
    {
        QList<QByteArray> files;
        for (const QByteArray seed : {"7", "7", "8"}) {
            const Counter counter = counters()[2];
            const auto submitted = submit(counter, "video-a", ",\"fps\":12,\"seed\":" + seed);
            QTRY_VERIFY(submitted->isClosed());
            QStringList words;
            QJsonObject job;
            QTRY_VERIFY(
                pollOnce(counter.path + '/' + submitted->json()[u"id"_s].toString().toLatin1(), job, words));
            const auto file = ask("GET", fileAddress(counter, job));
            QTRY_VERIFY(file->isClosed());
            files += file->body();
        }
        QVERIFY(!files[0].isEmpty());
        QCOMPARE(files[1], files[0]);
        QVERIFY(files[2] != files[0]);
    }

    void takesFormsAsOpenAiDoes()
    {
        QByteArray picture = QByteArray::fromBase64(dataAddress(Qt::green).mid(22));
        QByteArray body =
            formOf({{"model", "sora-2"}, {"prompt", "line\r\nbreak"}, {"seconds", "2"}, {"size", "180x320"}});
        body.chop(9);
        body += "--cut\r\nContent-Disposition: form-data; name=\"input_reference\"; "
                "filename=\"a.png\"\r\nContent-Type: "
                "image/png\r\n\r\n" +
                picture + "\r\n--cut--\r\n";
        const auto submitted = submitForm("/openai/v1/videos", body);
        QTRY_VERIFY(submitted->isClosed());
        const QJsonObject job = submitted->json();
        QCOMPARE(job[u"object"_s].toString(), u"video"_s);
        QCOMPARE(job[u"model"_s].toString(), u"sora-2"_s);
        QCOMPARE(job[u"seconds"_s].toString(), u"2"_s);
        QCOMPARE(job[u"size"_s].toString(), u"180x320"_s);
        QCOMPARE(job[u"prompt"_s].toString(), u"line\r\nbreak"_s);
        QStringList words;
        QJsonObject done;
        const QByteArray path = "/openai/v1/videos/" + job[u"id"_s].toString().toLatin1();
        QTRY_VERIFY(pollOnce(path, done, words));
        const auto file = ask("GET", path + "/content");
        QTRY_VERIFY(file->isClosed());
        const VideoEyes eyes(file->body());
        QCOMPARE(eyes.size(), QSize(180, 320));
        QCOMPARE(eyes.frames(), 48);
        const QColor middle = eyes.frame(0).pixelColor(90, 140);
        QVERIFY2(middle.green() > 230 && middle.red() < 20, qPrintable(middle.name()));
    }

    void refusesWhatItCannotMake_data()
    {
        QTest::addColumn<int>("counter");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        addBadRequests();
    }

    void refusesWhatItCannotMake()
    {
        QFETCH(int, counter);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, word);
        RawClient client(m_url, postRequest(m_url, m_gateway->key(), counters()[counter].path, body));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), status);
        const QString said = counter == 1 ? client.json()[u"message"_s].toString()
                                          : client.json()[u"error"_s][u"message"_s].toString();
        QVERIFY2(said.contains(word), client.body());
    }

    void keepsJobsToTheirAddressAndTheKey()
    {
        const auto submitted = submit(counters()[0], "video-a");
        QTRY_VERIFY(submitted->isClosed());
        const QByteArray id = submitted->json()[u"id"_s].toString().toLatin1();
        for (const QByteArray &path :
             QList<QByteArray>{"/openai/v1/videos/" + id, "/openai/v1/videos/" + id + "x",
                               "/wisgate/v1/videos/" + id, "/openrouter/api/v1/videos/" + id + "/content",
                               "/wisgate/api/v3/contents/generations/tasks/" + id}) {
            const auto known = ask("GET", path);
            RawClient stranger(m_url, getRequest(m_url, "another", path));
            QTRY_VERIFY(known->isClosed() && stranger.isClosed());
            QCOMPARE(known->status(), path == "/openai/v1/videos/" + id ? 200 : 404);
            QCOMPARE(stranger.status(), 401);
        }
    }

    void leadsToFilesWithoutAKeyAndOnlyThere()
    {
        const Counter counter = counters()[3];
        const auto submitted = submit(counter, "video-b", ",\"return_last_frame\":true");
        QTRY_VERIFY(submitted->isClosed());
        QStringList words;
        QJsonObject job;
        QTRY_VERIFY(
            pollOnce(counter.path + '/' + submitted->json()[u"id"_s].toString().toLatin1(), job, words));
        const QUrl video(job[u"content"_s][u"video_url"_s].toString());
        const QUrl frame(job[u"content"_s][u"last_frame_url"_s].toString());
        QCOMPARE(video.port(), m_url.port());
        RawClient file(m_url, getRequest(m_url, "none", video.path().toLatin1()));
        RawClient picture(m_url, getRequest(m_url, "none", frame.path().toLatin1()));
        RawClient guess(m_url, getRequest(m_url, "none", "/clips/0123.mp4"));
        RawClient page(m_url, getRequest(m_url, "none", video.path().toLatin1())
                                  .replace("Connection", "Origin: https://a.example\r\nConnection"));
        QTRY_VERIFY(file.isClosed() && picture.isClosed() && guess.isClosed() && page.isClosed());
        QCOMPARE(file.status(), 200);
        QCOMPARE(VideoEyes(file.body()).frames(), 10);
        QCOMPARE(QImage::fromData(picture.body()).size(), QSize(360, 640));
        QCOMPARE(guess.status(), 404);
        QCOMPARE(page.status(), 403);
    }

    void forgetsAndCancelsWhereTheServiceDoes()
    {
        QVERIFY(m_gateway->setFaults(never));
        const auto at = [this](const Counter &counter) {
            const auto submitted = submit(counter, "video-a");
            return !isAnswered(*submitted)
                       ? QByteArray()
                       : counter.path + '/' + submitted->json()[u"id"_s].toString().toLatin1();
        };
        const QByteArray openAi = at(counters()[0]);
        const QByteArray router = at(counters()[2]);
        const QByteArray waiting = at(counters()[3]);
        const auto deleted = ask("DELETE", openAi);
        const auto refused = ask("DELETE", router);
        const auto cancelled = ask("DELETE", waiting);
        QTRY_VERIFY(deleted->isClosed() && refused->isClosed() && cancelled->isClosed());
        QCOMPARE(deleted->json()[u"deleted"_s], QJsonValue(true));
        QCOMPARE(refused->status(), 405);
        QCOMPARE(cancelled->status(), 200);
        const auto forgotten = ask("GET", openAi);
        const auto poll = ask("GET", waiting);
        QTRY_VERIFY(forgotten->isClosed() && poll->isClosed());
        QCOMPARE(forgotten->status(), 404);
        QCOMPARE(poll->json()[u"status"_s].toString(), u"cancelled"_s);
    }

    void doesNotCancelATaskThatRuns()
    {
        const auto submitted = submit(counters()[3], "video-a:endless");
        QTRY_VERIFY(submitted->isClosed());
        const QByteArray path = counters()[3].path + '/' + submitted->json()[u"id"_s].toString().toLatin1();
        QStringList words{QString()};
        QJsonObject job;
        QTRY_VERIFY(pollOnce(path, job, words) || words.last() == "running"_L1);
        const auto cancelled = ask("DELETE", path);
        QTRY_VERIFY(cancelled->isClosed());
        QCOMPARE(cancelled->status(), 409);
        QVERIFY(!cancelled->json()[u"error"_s][u"code"_s].toString().isEmpty());
    }

    void listsItsModelsWithTheirPrices()
    {
        const auto openAi = ask("GET", "/openai/v1/models");
        const auto wisGate = ask("GET", "/wisgate/v1/models");
        const auto router = ask("GET", "/openrouter/api/v1/models?output_modalities=all");
        const auto abilities = ask("GET", "/openrouter/api/v1/videos/models");
        QTRY_VERIFY(openAi->isClosed() && wisGate->isClosed() && router->isClosed() && abilities->isClosed());
        const auto rowIn = [](const std::unique_ptr<RawClient> &client, const QString &id) {
            for (const QJsonValue &row : client->json()[u"data"_s].toArray()) {
                if (row[u"id"_s].toString() == id)
                    return row.toObject();
            }
            return QJsonObject();
        };
        for (const QString &id : {u"video-a"_s, u"video-b"_s}) {
            QCOMPARE(rowIn(openAi, id)[u"architecture"_s][u"output_modalities"_s].toArray(),
                     QJsonArray{u"video"_s});
            QCOMPARE(rowIn(wisGate, id)[u"supported_endpoint_types"_s].toArray(),
                     QJsonArray{u"openai-video"_s});
            QCOMPARE(rowIn(router, id)[u"architecture"_s][u"output_modalities"_s].toArray(),
                     QJsonArray{u"video"_s});
            const QString price = rowIn(abilities, id)[u"pricing_skus"_s][u"duration_seconds"_s].toString();
            QCOMPARE(price.toDouble(), id == "video-a"_L1 ? 0.01 : 0.04);
        }
        RawClient chat(
            m_url,
            postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions",
                        "{\"model\":\"video-a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
        QTRY_VERIFY(chat.isClosed());
        QCOMPARE(chat.status(), 404);
    }

    void chargesBySecondAtOpenRouter()
    {
        const Counter counter = counters()[2];
        const auto submitted = submit(counter, "video-b");
        QTRY_VERIFY(submitted->isClosed());
        QStringList words;
        QJsonObject job;
        QTRY_VERIFY(
            pollOnce(counter.path + '/' + submitted->json()[u"id"_s].toString().toLatin1(), job, words));
        QCOMPARE(job[u"usage"_s][u"cost"_s].toDouble(), 0.08);
    }

private:
    static void addCounters()
    {
        QTest::addColumn<Counter>("counter");
        for (const Counter &counter : counters())
            QTest::newRow(counter.name) << counter;
    }

    static bool isAnswered(const RawClient &client)
    {
        return QTest::qWaitFor([&client] { return client.isClosed(); });
    }

    /// Asks once and notes the status; true when the job is over.
    bool pollOnce(const QByteArray &path, QJsonObject &job, QStringList &words)
    {
        const auto poll = ask("GET", path);
        if (!isAnswered(*poll))
            return false;
        job = poll->json();
        words += job[u"status"_s].toString();
        return words.last() == "completed"_L1 || words.last() == "succeeded"_L1 ||
               words.last() == "failed"_L1;
    }
};

QTEST_GUILESS_MAIN(tst_PracticeVideos)
#include "tst_PracticeVideos.moc"
