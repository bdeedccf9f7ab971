#include "net/HttpCall.h"
#include "providers/Dialect.h"
#include "support/Bench.h"

#include <QImage>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Everything that one answer brought.
struct Answer
{
    QList<Media> pictures;
    QList<Media> drafts;
    QString text;
    std::optional<Error> error;
    bool isFinished = false;
    bool isOver = false;

    void take(const QList<RunEvent> &events)
    {
        for (const RunEvent &event : events) {
            if (const auto *arrived = std::get_if<MediaArrived>(&event))
                (arrived->media.isDraft ? drafts : pictures) << arrived->media;
            else if (const auto *words = std::get_if<TextDelta>(&event))
                text += words->text;
            else if (const auto *failed = std::get_if<Failed>(&event))
                error = failed->error;
            else if (std::holds_alternative<Finished>(event))
                isFinished = true;
        }
    }
};

QSize sizeOf(const Media &picture)
{
    return QImage::fromData(picture.bytes).size();
}

Media reference()
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(QColor(255, 0, 255));
    QTemporaryDir folder;
    image.save(folder.filePath(u"reference.png"_s));
    QFile file(folder.filePath(u"reference.png"_s));
    return {MediaKind::Picture, "image/png", file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()};
}

bool isMagentaSeen(const Media &picture)
{
    const QImage image = QImage::fromData(picture.bytes);
    int seen = 0;
    for (int y = 0; y < image.height(); y += 4) {
        for (int x = 0; x < image.width(); x += 4) {
            const QColor colour = image.pixelColor(x, y);
            seen += colour.red() > 240 && colour.green() < 15 && colour.blue() > 240 ? 1 : 0;
        }
    }
    return seen > 50;
}

} // namespace

/// Pictures on their way through our encoders, the network, the practice gateway and our decoders.
class tst_Pictures : public QObject
{
    Q_OBJECT

private:
    /// The answer to the prompt as one dialect at one place speaks it.
    Answer ask(Bench &bench, const QString &provider, const QString &dialect, const QString &model, const Prompt &prompt,
               bool isStreaming)
    {
        const Profile profile = forDialect(bench.accounts.practiceTwin(*bench.accounts.profile(provider)), dialect);
        const Dialect *spoken = dialectNamed(dialect);
        const auto recipe = spoken->encode(prompt, model, profile, isStreaming);
        Answer answer;
        if (!recipe) {
            answer.error = recipe.error();
            answer.isOver = true;
            return answer;
        }
        const auto decoder = spoken->decoder(profile);
        Limits limits;
        limits.mostLineBytes = 64 * 1024 * 1024;
        limits.mostEventBytes = 64 * 1024 * 1024;
        HttpCall call(bench.transport, recipe->request, limits);
        connect(&call, &HttpCall::framesArrived, this,
                [&](const QList<Frame> &frames) { answer.take(decoder->frames(frames)); });
        connect(&call, &HttpCall::finished, this, [&](const Result<Reply> &outcome) {
            if (outcome && !outcome->wasStream)
                answer.take(decoder->body(outcome->status, outcome->headers, outcome->body));
            else
                answer.take(decoder->end());
            if (!outcome && !answer.error)
                answer.error = outcome.error();
            answer.isOver = true;
        });
        call.start(bench.gateway.key());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isOver, 20'000); }();
        return answer;
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void arrivesInEachFormat_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("drafts");
        const QJsonObject pixels{{u"size"_s, u"512x256"_s}};
        const QJsonObject shape{{u"aspect_ratio"_s, u"3:2"_s}, {u"resolution"_s, u"512"_s}};
        const QSize drawn(624, 416);
        QTest::newRow("openai") << u"openai"_s << u"openai-images"_s << u"gpt-image-2"_s << pixels << QSize(512, 256) << 1 << 1;
        QTest::newRow("practice") << u"practice"_s << u"openai-images"_s << u"picture-a"_s
                                  << QJsonObject{{u"size"_s, u"512x256"_s}, {u"count"_s, 3}} << QSize(512, 256) << 3 << 0;
        QTest::newRow("wisgate") << u"wisgate"_s << u"openai-images"_s << u"gpt-image-2"_s << pixels << QSize(512, 256) << 1 << 1;
        QTest::newRow("dall-e") << u"openai"_s << u"openai-images"_s << u"dall-e-3"_s << pixels << QSize(512, 256) << 1 << 0;
        QTest::newRow("openrouter") << u"openrouter"_s << u"openrouter-images"_s << u"openai/gpt-image-2"_s << shape << drawn << 1 << 2;
        QTest::newRow("openrouter's chat") << u"openrouter"_s << u"openai-chat"_s << u"google/gemini-2.5-flash-image"_s << shape
                                           << drawn << 1 << 0;
        QTest::newRow("wisgate's chat") << u"wisgate"_s << u"openai-chat"_s << u"qwen-image"_s << QJsonObject() << QSize(1024, 1024)
                                        << 1 << 0;
        QTest::newRow("gemini") << u"gemini"_s << u"gemini"_s << u"gemini-3.1-flash-image"_s << shape << drawn << 1 << 0;
        QTest::newRow("practice's gemini") << u"practice"_s << u"gemini"_s << u"picture-b"_s << QJsonObject() << QSize(1024, 1024)
                                           << 1 << 0;
        QTest::newRow("openrouter's responses") << u"openrouter"_s << u"openai-responses"_s << u"google/gemini-2.5-flash-image"_s
                                                << shape << drawn << 1 << 0;
    }

    void arrivesInEachFormat()
    {
        QFETCH(QString, provider);
        QFETCH(QString, dialect);
        QFETCH(QString, model);
        QFETCH(QJsonObject, settings);
        QFETCH(QSize, size);
        QFETCH(int, count);
        QFETCH(int, drafts);
        Bench bench;
        Prompt prompt;
        prompt.text = u"a red fox"_s;
        prompt.settings = settings;
        for (const bool isStreaming : {false, true}) {
            const Answer answer = ask(bench, provider, dialect, model, prompt, isStreaming);
            QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->detail : QString()));
            QVERIFY(answer.isFinished);
            QCOMPARE(answer.pictures.size(), count);
            QCOMPARE(answer.drafts.size(), isStreaming ? drafts : 0);
            for (const Media &picture : answer.pictures) {
                QCOMPARE(sizeOf(picture), size);
                QCOMPARE(picture.mime, "image/png");
            }
        }
    }

    void takesReferences_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model");
        QTest::newRow("openai") << u"openai"_s << u"openai-images"_s << u"gpt-image-2"_s;
        QTest::newRow("practice") << u"practice"_s << u"openai-images"_s << u"picture-b"_s;
        QTest::newRow("openrouter") << u"openrouter"_s << u"openrouter-images"_s << u"openai/gpt-image-2"_s;
        QTest::newRow("chat") << u"openrouter"_s << u"openai-chat"_s << u"google/gemini-2.5-flash-image"_s;
        QTest::newRow("gemini") << u"gemini"_s << u"gemini"_s << u"gemini-3.1-flash-image"_s;
    }

    void takesReferences()
    {
        QFETCH(QString, provider);
        QFETCH(QString, dialect);
        QFETCH(QString, model);
        Bench bench;
        Prompt prompt;
        prompt.text = u"a red fox"_s;
        const Answer plain = ask(bench, provider, dialect, model, prompt, true);
        prompt.attachments = {reference(), reference()};
        const Answer answer = ask(bench, provider, dialect, model, prompt, true);
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->detail : QString()));
        QCOMPARE(answer.pictures.size(), 1);
        QVERIFY(isMagentaSeen(answer.pictures.first()));
        QVERIFY(!isMagentaSeen(plain.pictures.first()));
    }

    void leadsToALinkOnTheSameOrigin()
    {
        Bench bench;
        Prompt prompt;
        prompt.text = u"a red fox"_s;
        const Answer answer = ask(bench, u"practice"_s, u"openai-images"_s, u"picture-a:link"_s, prompt, true);
        QCOMPARE(answer.pictures.size(), 1);
        const QUrl link = answer.pictures.first().link;
        QCOMPARE(link.adjusted(QUrl::RemovePath), bench.accounts.profile(u"practice"_s)->base.adjusted(QUrl::RemovePath));
        Request request;
        request.base = link;
        request.method = "GET";
        HttpCall call(bench.transport, request);
        std::optional<Reply> reply;
        connect(&call, &HttpCall::finished, this, [&](const Result<Reply> &outcome) { reply = outcome ? *outcome : Reply(); });
        call.start({});
        QTRY_VERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(QImage::fromData(reply->body).size(), QSize(1024, 1024));
    }

    void endsEachFaultAsItShould_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("error");
        QTest::newRow("429") << u"429"_s << u"rate_limited"_s;
        QTest::newRow("500") << u"500"_s << u"server_fault"_s;
        QTest::newRow("cut") << u"cut"_s << u"cut_off"_s;
        QTest::newRow("web page") << u"html"_s << u"not_an_api"_s;
        QTest::newRow("failed inside") << u"stream-error"_s << u"server_fault"_s;
        QTest::newRow("nothing") << u"empty"_s << u"empty_answer"_s;
        QTest::newRow("declined") << u"refusal"_s << u"bad_request"_s;
        QTest::newRow("broken file") << u"broken-picture"_s << QString();
        QTest::newRow("huge file") << u"huge-picture"_s << QString();
        QTest::newRow("page as a file") << u"html-picture"_s << QString();
    }

    /// A file that is not what it should be is an answer all the same: who shows it looks at its bytes.
    void endsEachFaultAsItShould()
    {
        QFETCH(QString, fault);
        QFETCH(QString, error);
        Bench bench;
        Prompt prompt;
        prompt.text = u"a red fox"_s;
        for (const QString &dialect : {u"openai-images"_s, u"openrouter-images"_s}) {
            const Answer answer = ask(bench, u"practice"_s, dialect, u"picture-a:"_s + fault, prompt, true);
            QCOMPARE(answer.error ? QString(nameOf(answer.error->kind)) : QString(), error);
            QCOMPARE(answer.pictures.isEmpty(), !error.isEmpty());
        }
    }

    void listsThePricePerPicture()
    {
        Bench bench;
        bench.catalog.refresh(u"practice"_s);
        QTRY_VERIFY(bench.catalog.find({u"practice"_s, u"picture-b"_s}));
        const Model model = *bench.catalog.find({u"practice"_s, u"picture-b"_s});
        QCOMPARE(model.outputs.value(0), u"image"_s);
        QCOMPARE(model.category, u"image"_s);
        QCOMPARE(model.unitPrices.size(), 1);
        QCOMPARE(model.unitPrices.first().per, u"image"_s);
        QCOMPARE(model.unitPrices.first().usd, *Money::parse(u"0.04"_s));
    }
};

QTEST_MAIN(tst_Pictures)
#include "tst_Pictures.moc"
