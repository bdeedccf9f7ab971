#include "gateway/VideoEyes.h"
#include "net/HttpCall.h"
#include "providers/Dialect.h"
#include "support/Bench.h"

#include <QBuffer>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// One way to a video: whose profile, in what format, and what is asked.
struct Way
{
    const char *name;
    QString provider;
    QString dialect;
    QString model;
    QJsonObject settings;
    QSize size;
    double seconds;
    int rate = 24;
};

QList<Way> ways()
{
    const QJsonObject exact{{u"seconds"_s, 2}, {u"size"_s, u"320x180"_s}};
    const QJsonObject shape{
        {u"seconds"_s, 1}, {u"aspect_ratio"_s, u"1:1"_s}, {u"resolution"_s, u"480p"_s}, {u"seed"_s, 7}};
    QJsonObject quick = shape;
    quick[u"frame_rate"_s] = 12;
    return {
        {"practice", u"practice"_s, u"openai-videos"_s, u"video-a"_s, exact, {320, 180}, 2},
        {"practice, seedance", u"practice"_s, u"seedance"_s, u"video-b"_s, quick, {480, 480}, 1, 12},
        {"practice, openrouter", u"practice"_s, u"openrouter-videos"_s, u"video-b"_s, shape, {480, 480}, 1},
        {"wisgate", u"wisgate"_s, u"openai-videos"_s, u"sora-2"_s, exact, {320, 180}, 2},
        {"wisgate, json",
         u"wisgate"_s,
         u"openai-videos-json"_s,
         u"doubao-seedance-2"_s,
         exact,
         {320, 180},
         2},
        {"wisgate, seedance",
         u"wisgate"_s,
         u"seedance"_s,
         u"doubao-seedance-2.0"_s,
         quick,
         {480, 480},
         1,
         12},
        {"openrouter", u"openrouter"_s, u"openrouter-videos"_s, u"google/veo-3.1"_s, exact, {320, 180}, 2},
    };
}

Media picture(const QColor &color)
{
    QImage image(80, 50, QImage::Format_RGB32);
    image.fill(color);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return {MediaKind::Picture, "image/png", buffer.data(), {}, u"a.png"_s};
}

/// What the events of one answer say, as far as a job needs it.
struct Told
{
    QString id = {};
    QUrl pollAddress = {};
    QUrl link = {};
    bool isFinished = false;
    std::optional<Error> error = {};
};

Told toldBy(const QList<RunEvent> &events)
{
    Told told;
    for (const RunEvent &event : events) {
        if (const auto *job = std::get_if<JobChanged>(&event)) {
            told.id = job->id;
            told.pollAddress = job->pollAddress;
        } else if (const auto *media = std::get_if<MediaArrived>(&event)) {
            told.link = media->media.link;
        } else if (const auto *failed = std::get_if<Failed>(&event)) {
            told.error = failed->error;
        }
        told.isFinished |= std::holds_alternative<Finished>(event);
    }
    return told;
}

Request linkRequest(const QUrl &link)
{
    Request request;
    request.method = "GET";
    request.base = link.adjusted(QUrl::RemovePath | QUrl::RemoveQuery);
    request.path = link.path();
    return request;
}

} // namespace

Q_DECLARE_METATYPE(Way)

/// The video formats against the practice gateway: encoded as the program does, sent, followed up, read and
/// fetched. The gateway shares no code with any of that.
class tst_Videos : public QObject
{
    Q_OBJECT

private:
    static void addWays()
    {
        QTest::addColumn<Way>("way");
        for (const Way &way : ways())
            QTest::newRow(way.name) << way;
    }

    Profile profileOf(const Way &way) const
    {
        return forDialect(m_bench->accounts.practiceTwin(*m_bench->accounts.profile(way.provider)),
                          way.dialect);
    }

    Result<Recipe> recipeOf(const Way &way, const QList<Media> &attachments = {},
                            const QString &fault = {}) const
    {
        const Prompt prompt{u"A red fox\nin the snow"_s, {}, {}, way.settings, attachments};
        return dialectNamed(way.dialect)->encode(prompt, way.model + fault, profileOf(way), false);
    }

    Reply sent(const Request &request, const QByteArray &key)
    {
        std::optional<Result<Reply>> outcome;
        HttpCall call(m_bench->transport, request);
        connect(&call, &HttpCall::finished, this,
                [&outcome](const Result<Reply> &result) { outcome = result; });
        call.start(key);
        const bool isOver = QTest::qWaitFor([&outcome] { return outcome.has_value(); });
        return isOver && *outcome ? **outcome : Reply();
    }

    Told asked(const Request &request, const Way &way)
    {
        const Reply reply = sent(request, m_bench->gateway.key());
        return toldBy(dialectNamed(way.dialect)
                          ->decoder(profileOf(way))
                          ->body(reply.status, reply.headers, reply.body));
    }

    /// From the answer to the submit to the one that is the last.
    Told followed(const Recipe &recipe, const Way &way, const Told &first)
    {
        Told told = first;
        const auto poll = forJob(recipe.job->poll, first.id);
        for (int polls = 0; poll && polls < 2000 && !told.isFinished && !told.error; ++polls)
            told = asked(*poll, way);
        return told;
    }

    std::unique_ptr<Bench> m_bench;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init() { m_bench = std::make_unique<Bench>(); }

    void goesAllTheWay_data() { addWays(); }

    void goesAllTheWay()
    {
        QFETCH(Way, way);
        const auto recipe = recipeOf(way);
        QVERIFY2(recipe, qPrintable(recipe ? QString() : recipe.error().detail));
        QVERIFY(recipe->job);
        const Told first = asked(recipe->request, way);
        QVERIFY2(!first.error, qPrintable(first.error ? first.error->detail : QString()));
        QVERIFY(!first.id.isEmpty());
        QVERIFY(!first.isFinished);
        if (way.dialect == "openrouter-videos"_L1)
            QCOMPARE(first.pollAddress, forJob(recipe->job->poll, first.id)->url());
        const Told last = followed(*recipe, way, first);
        QVERIFY2(last.isFinished, qPrintable(last.error ? last.error->detail : QString()));
        QCOMPARE(last.link.isEmpty(), way.dialect.startsWith("openai"_L1));

        const bool hasPath = !recipe->job->download.path.isEmpty();
        QCOMPARE(hasPath, way.dialect != "seedance"_L1);
        // A link needs no key.
        const Reply file = hasPath ? sent(*forJob(recipe->job->download, first.id), m_bench->gateway.key())
                                   : sent(linkRequest(last.link), {});
        QCOMPARE(file.status, 200);
        const VideoEyes eyes(file.body);
        QCOMPARE(eyes.size(), way.size);
        QCOMPARE(eyes.rate(), u"%1/1"_s.arg(way.rate));
        QVERIFY(std::abs(eyes.seconds() - way.seconds) < 1e-5);
        QVERIFY(eyes.comment().contains("not an AI model"_L1));
    }

    void takesAPictureAlong_data() { addWays(); }

    void takesAPictureAlong()
    {
        QFETCH(Way, way);
        const auto recipe = recipeOf(way, {picture(Qt::green)});
        QVERIFY2(recipe, qPrintable(recipe ? QString() : recipe.error().detail));
        const Told first = asked(recipe->request, way);
        QVERIFY2(!first.error, qPrintable(first.error ? first.error->detail : QString()));
        const Told last = followed(*recipe, way, first);
        QVERIFY(last.isFinished);
        const Request download = recipe->job->download.path.isEmpty()
                                     ? linkRequest(last.link)
                                     : *forJob(recipe->job->download, first.id);
        const QImage frame = VideoEyes(sent(download, m_bench->gateway.key()).body).frame(0);
        const QColor middle = frame.pixelColor(way.size.width() / 2, way.size.height() * 45 / 100);
        QVERIFY2(middle.green() > 230 && middle.red() < 25 && middle.blue() < 25, qPrintable(middle.name()));
    }

    void readsWhyAJobFailed_data() { addWays(); }

    void readsWhyAJobFailed()
    {
        QFETCH(Way, way);
        const auto kind = [&](const QString &fault) {
            const auto recipe = recipeOf(way, {}, fault);
            const Told told = followed(*recipe, way, asked(recipe->request, way));
            return told.error ? std::optional(told.error->kind) : std::nullopt;
        };
        QCOMPARE(kind(u":failed"_s), std::optional(ErrorKind::ServerFault));
        const bool saysWhy = way.dialect != "openrouter-videos"_L1; // words alone, and no code
        QCOMPARE(kind(u":refusal"_s),
                 std::optional(saysWhy ? ErrorKind::BadRequest : ErrorKind::ServerFault));
        QCOMPARE(kind(u":429"_s), std::optional(ErrorKind::RateLimited));
        QCOMPARE(kind(u":402"_s), std::optional(ErrorKind::NoCredit));
        QCOMPARE(kind(u":401"_s), std::optional(ErrorKind::Unauthorized));
        QCOMPARE(kind(u":html"_s), std::optional(ErrorKind::NotAnApi));
    }

    void cancelsWhereTheRecipeSaysSo()
    {
        QVERIFY(m_bench->gateway.setFaults("{\"factor\": 10}"));
        for (const Way &way : ways()) {
            const auto recipe = recipeOf(way);
            const Told first = asked(recipe->request, way);
            const Request cancel = recipe->job->cancel;
            if (!cancel.path.isEmpty())
                QCOMPARE(sent(*forJob(cancel, first.id), m_bench->gateway.key()).status, 200);
        }
    }
};

QTEST_GUILESS_MAIN(tst_Videos)
#include "tst_Videos.moc"
