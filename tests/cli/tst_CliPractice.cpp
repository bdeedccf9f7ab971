#include "CommandLine.h"

#include "gateway/PracticeGateway.h"
#include "gateway/VideoEyes.h"
#include "support/PictureEyes.h"

#include <QDir>
#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// What each file of one model must be.
struct Wanted
{
    QString model = {};
    int count = 1;
    QString ending = u"png"_s;
    QSize size = {};
    int seconds = 0; ///< Of a video; else 0.
    int rate = 24;
};

/// One command: how the gateway is named, and what is asked of it.
struct Order
{
    const char *name;
    const char *place; ///< Of the gateway.
    QStringList how;   ///< "--dialect" or "--profile".
    QStringList settings;
    QList<Wanted> columns;
    bool isTalking = false; ///< "picture-b" says words besides, where the format has room for them.
};

Order pictures(const char *name, const char *place, const QStringList &how, const QStringList &settings, const Wanted &each,
               bool isTalking = false)
{
    Wanted other = each;
    other.model = u"picture-b"_s;
    return {name, place, how, settings, {each, other}, isTalking};
}

Order videos(const QString &dialect, const char *name, const char *place, const QStringList &settings, QSize size, int seconds,
             int rate = 24)
{
    const auto wanted = [&](const QString &model) { return Wanted{model, 1, u"mp4"_s, size, seconds, rate}; };
    return {name, place, {u"--dialect"_s, dialect}, settings, {wanted(u"video-a"_s), wanted(u"video-b"_s)}};
}

QStringList dialect(const QString &name)
{
    return {u"--dialect"_s, name};
}

QStringList profile(const QString &name)
{
    return {u"--profile"_s, name};
}

QList<Wanted> fourColumns()
{
    return {{u"picture-a"_s, 1, u"png"_s, {320, 180}},
            {u"picture-b"_s, 1, u"png"_s, {320, 180}},
            {u"video-a"_s, 1, u"mp4"_s, {320, 180}, 2},
            {u"video-b"_s, 1, u"mp4"_s, {320, 180}, 2}};
}

QList<Order> orders()
{
    const QStringList pixels{u"size=512x256"_s};
    const QStringList shape{u"aspect_ratio=3:2"_s, u"resolution=512"_s};
    const QStringList clip{u"size=320x180"_s, u"seconds=2"_s};
    const QSize drawn(624, 416);
    return {
        pictures("openai-images", "/openai/v1", dialect(u"openai-images"_s), pixels + QStringList{u"count=2"_s},
                 {u"picture-a"_s, 2, u"png"_s, {512, 256}}),
        pictures("openai-images, webp", "/wisgate/v1", dialect(u"openai-images"_s), pixels + QStringList{u"output_format=webp"_s},
                 {u"picture-a"_s, 1, u"webp"_s, {512, 256}}),
        pictures("openrouter-images", "/openrouter/api/v1", dialect(u"openrouter-images"_s),
                 pixels + QStringList{u"output_format=jpeg"_s}, {u"picture-a"_s, 1, u"jpg"_s, {512, 256}}),
        pictures("gemini", "/gemini/v1beta", dialect(u"gemini"_s), shape, {u"picture-a"_s, 1, u"png"_s, drawn}, true),
        pictures("openai-chat", "/openrouter/api/v1", profile(u"openrouter"_s), shape, {u"picture-a"_s, 1, u"png"_s, drawn}, true),
        pictures("openai-chat, no shape", "/openrouter/api/v1", dialect(u"openai-chat"_s), {},
                 {u"picture-a"_s, 1, u"png"_s, {1024, 1024}}, true),
        pictures("openai-responses", "/openrouter/api/v1", profile(u"router"_s), shape, {u"picture-a"_s, 1, u"png"_s, drawn},
                 true),
        videos(u"openai-videos"_s, "openai-videos", "/openai/v1", clip, {320, 180}, 2),
        videos(u"openai-videos-json"_s, "openai-videos-json", "/wisgate/v1", clip, {320, 180}, 2),
        videos(u"openrouter-videos"_s, "openrouter-videos", "/openrouter/api/v1", clip, {320, 180}, 2),
        videos(u"seedance"_s, "seedance", "/wisgate/api/v3",
               {u"aspect_ratio=1:1"_s, u"resolution=480p"_s, u"seconds=3"_s, u"frame_rate=12"_s}, {480, 480}, 3, 12),
        {"four at once",
         "/openai/v1",
         profile(u"practice"_s),
         {u"size=320x180"_s, u"seconds=2"_s},
         fourColumns()},
        {"four at once, wisgate's rules",
         "/wisgate/v1",
         profile(u"wisgate"_s),
         {u"size=640x480"_s, u"seconds=2"_s},
         {{u"gpt-image-2"_s, 1, u"png"_s, {640, 480}},
          {u"gpt-image-1-mini"_s, 1, u"png"_s, {640, 480}},
          {u"sora-2"_s, 1, u"mp4"_s, {640, 480}, 2},
          {u"doubao-seedance-2.0"_s, 1, u"mp4"_s, {640, 480}, 2}}},
    };
}

QStringList argumentsOf(const Order &order, const QString &address)
{
    QStringList arguments{u"run"_s, u"--prompt"_s, u"A red fox in the snow"_s, u"--base-url"_s,
                          address + QLatin1StringView(order.place), u"--key-env"_s, u"LAB_API_KEY"_s, u"--out"_s, u"out"_s};
    arguments += order.how;
    for (const Wanted &wanted : order.columns)
        arguments += {u"--model"_s, wanted.model};
    for (const QString &setting : order.settings)
        arguments += {u"--set"_s, setting};
    return arguments;
}

/// A router that is spoken to by Responses: the one way in which these take a shape.
void writeRouter(const CommandLine &line)
{
    QDir(line.home.path()).mkpath(u"data/servers"_s);
    const QJsonObject router{{u"id"_s, u"router"_s},
                             {u"base"_s, u"http://127.0.0.1:9/v1"_s},
                             {u"dialect"_s, u"openai-responses"_s},
                             {u"secret"_s, QJsonObject{{u"header"_s, u"Authorization"_s}, {u"prefix"_s, u"Bearer "_s}}},
                             {u"takesRouting"_s, true}};
    line.write(u"data/servers/router.json"_s, QJsonDocument(router).toJson());
}

/// {trial}-{model}-{n}.{ext}
QStringList namesOf(const Order &order)
{
    QStringList names;
    for (const Wanted &wanted : order.columns) {
        for (int number = 1; number <= wanted.count; ++number)
            names << u"trial-%1-%2.%3"_s.arg(wanted.model).arg(number).arg(wanted.ending);
    }
    if (order.isTalking)
        names << u"trial-picture-b-1.md"_s;
    names.sort();
    return names;
}

/// A picture has no length, and it is said that none is asked for.
QStringList notesOf(const Order &order)
{
    const bool hasLength = order.settings.contains(u"seconds=2"_s);
    QStringList notes;
    for (const Wanted &wanted : order.columns) {
        if (hasLength && wanted.seconds == 0)
            notes << u"%1 does not take seconds; it is not sent"_s.arg(wanted.model);
    }
    return notes;
}

QStringList notesIn(const QByteArray &err)
{
    QStringList notes;
    for (const QByteArray &line : err.split('\n')) {
        if (line.startsWith("note: "))
            notes << QString::fromUtf8(line).section(u'/', 1);
    }
    return notes;
}

/// What is wrong with a file; empty when nothing is.
QString faultOf(const QString &path, const QByteArray &bytes, const Wanted &wanted)
{
    if (wanted.seconds == 0) {
        const PictureEyes eyes(path);
        const QString format = wanted.ending == "jpg"_L1 ? u"JPEG"_s : wanted.ending.toUpper();
        const bool isGood = eyes.complaint.isEmpty() && eyes.format == format && eyes.size == wanted.size && eyes.colours > 100;
        return isGood ? QString()
                      : u"%1 %2x%3 with %4 colours %5"_s.arg(eyes.format).arg(eyes.size.width()).arg(eyes.size.height())
                            .arg(eyes.colours).arg(eyes.complaint);
    }
    const VideoEyes eyes(bytes);
    const bool isGood = eyes.size() == wanted.size && eyes.rate() == u"%1/1"_s.arg(wanted.rate)
        && eyes.frames() == wanted.rate * wanted.seconds && std::abs(eyes.seconds() - wanted.seconds) < 1e-5;
    return isGood ? QString()
                  : u"%1x%2, %3 s, %4 frames, %5 a second"_s.arg(eyes.size().width()).arg(eyes.size().height())
                        .arg(eyes.seconds()).arg(eyes.frames()).arg(eyes.rate());
}

/// Of all files; each must also be one of its own.
QStringList faultsIn(const CommandLine &line, const Order &order)
{
    QStringList faults;
    QSet<QByteArray> seen;
    for (const Wanted &wanted : order.columns) {
        for (int number = 1; number <= wanted.count; ++number) {
            const QString name = u"out/trial-%1-%2.%3"_s.arg(wanted.model).arg(number).arg(wanted.ending);
            const QByteArray bytes = line.read(name);
            const QString fault = seen.contains(bytes) ? u"the same as another"_s : faultOf(line.path(name), bytes, wanted);
            if (!fault.isEmpty())
                faults << name + u": "_s + fault;
            seen << bytes;
        }
    }
    return faults;
}

/// How often each model was asked to make something, as the gateway counts.
QMap<QString, int> submitsIn(const QList<RecordedRequest> &requests, const QList<Wanted> &columns)
{
    QMap<QString, int> submits;
    for (const RecordedRequest &request : requests) {
        if (request.method != "POST")
            continue;
        for (const Wanted &wanted : columns) {
            const QByteArray model = wanted.model.toUtf8();
            const bool isIt = request.body.contains('"' + model + '"') || request.body.contains("\r\n" + model + "\r\n")
                || request.target.contains('/' + model + ':');
            submits[wanted.model] += isIt ? 1 : 0;
        }
        ++submits[u"all"_s];
    }
    return submits;
}

} // namespace

Q_DECLARE_METATYPE(Order)

/// The real command line against a real practice gateway in every format that makes pictures or videos, two models or
/// more at once. What landed is judged by ImageMagick and FFmpeg.
class tst_CliPractice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void makesWhatWasAskedInEachFormat_data()
    {
        QTest::addColumn<Order>("order");
        for (const Order &order : orders())
            QTest::newRow(order.name) << order;
    }

    void makesWhatWasAskedInEachFormat()
    {
        QFETCH(Order, order);
        PracticeGateway gateway;
        const auto address = gateway.listen();
        QVERIFY(address);
        QVERIFY(gateway.setFaults("{\"factor\": 0.01}"));
        CommandLine line;
        line.set("LAB_API_KEY", QString::fromLatin1(gateway.key()));
        writeRouter(line);

        const auto process = line.start(argumentsOf(order, address->toString()));
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 90'000); // it asks at each format's own pace
        const Ending ending = CommandLine::endingOf(*process);
        QVERIFY2(ending.status == 0, ending.err);
        QCOMPARE(notesIn(ending.err), notesOf(order));

        const QDir out(line.path(u"out"_s));
        QCOMPARE(out.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name), namesOf(order));
        QCOMPARE(faultsIn(line, order), QStringList());
        QMap<QString, int> once{{u"all"_s, int(order.columns.size())}};
        for (const Wanted &wanted : order.columns)
            once[wanted.model] = 1;
        QCOMPARE(submitsIn(gateway.recorded(), order.columns), once);
    }

    /// Without an address, on the practice gateway that the program brings along.
    void makesFourAtOnceOnItsOwnGateway()
    {
        const QList<Wanted> columns = fourColumns();
        const Order order{"four at once", "", {}, {u"size=320x180"_s, u"seconds=2"_s}, columns};
        QStringList arguments{u"run"_s, u"--prompt"_s, u"A red fox in the snow"_s, u"--out"_s, u"out"_s};
        for (const Wanted &wanted : columns)
            arguments += {u"--model"_s, u"practice/"_s + wanted.model};
        for (const QString &setting : order.settings)
            arguments += {u"--set"_s, setting};
        CommandLine line;
        const auto process = line.start(arguments);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
        const Ending ending = CommandLine::endingOf(*process);
        QVERIFY2(ending.status == 0, ending.err);
        QCOMPARE(notesIn(ending.err), notesOf(order));
        QCOMPARE(QDir(line.path(u"out"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name), namesOf(order));
        QCOMPARE(faultsIn(line, order), QStringList());
    }
};

QTEST_MAIN(tst_CliPractice)
#include "tst_CliPractice.moc"
