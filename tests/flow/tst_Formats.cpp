#include "support/Bench.h"

#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// A server of the user's whose own format is Gemini's and that speaks chat somewhere else, with another key header.
const QByteArray twoFormats =
    "{\"id\": \"two\", \"base\": \"https://two.example/front/v1beta\", \"basePath\": \"/v1beta\", \"dialect\": \"gemini\","
    " \"secret\": {\"header\": \"x-goog-api-key\", \"prefix\": \"\"},"
    " \"families\": [{\"dialect\": \"openai-chat\", \"basePath\": \"/chat/v2\","
    " \"secret\": {\"header\": \"Authorization\", \"prefix\": \"Bearer \"}, \"headers\": [[\"X-Chat\", \"yes\"]]}],"
    " \"serves\": [{\"pattern\": \"talk-.*\", \"dialect\": \"openai-chat\"}]}";

QString addFile(const QTemporaryDir &home)
{
    QDir(home.path()).mkpath(u"servers"_s);
    QFile file(home.filePath(u"servers/two.json"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(twoFormats);
    return home.path();
}

Result<RunRecord> prepared(const Bench &bench, const QString &provider, const QString &model, bool onPractice = false)
{
    Trial trial = newTrial();
    trial.prompt.text = u"a red fox"_s;
    trial.targets = {Target{provider, model}};
    return bench.runs.prepare(trial, 1, {.onPractice = onPractice ? QSet<int>{1} : QSet<int>{}});
}

/// The address that is asked, or the complaint.
QString asked(const Bench &bench, const QString &provider, const QString &model, bool onPractice = false)
{
    const auto record = prepared(bench, provider, model, onPractice);
    return record ? record->recipe.request.url().toString() : record.error().detail;
}

} // namespace

/// Each model is asked in its own wire format, at that format's address.
class tst_Formats : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void asksWhereTheFormatIsServed()
    {
        QTemporaryDir home;
        Bench bench(addFile(home));
        QCOMPARE(bench.accounts.problems(), QStringList());
        const auto record = prepared(bench, u"two"_s, u"talk-1"_s);
        QVERIFY2(record, qPrintable(record ? QString() : record.error().detail));
        const Request &request = record->recipe.request;
        QCOMPARE(request.url().toString(), u"https://two.example/front/chat/v2/chat/completions"_s);
        QCOMPARE(request.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
        QVERIFY(request.headers.contains(Header{"X-Chat", "yes"}));
    }

    void asksThePracticeGatewayWhereItServesTheFormat()
    {
        QTemporaryDir home;
        Bench bench(addFile(home));
        const QUrl gateway = bench.accounts.profile(u"practice"_s)->base;
        QCOMPARE(asked(bench, u"two"_s, u"talk-1"_s, true), gateway.toString() + u"/chat/completions"_s);
        QCOMPARE(asked(bench, u"wisgate"_s, u"gpt-5-nano"_s, true),
                 gateway.resolved(QUrl(u"/wisgate/v1/chat/completions"_s)).toString());
        QCOMPARE(asked(bench, u"practice"_s, u"text-a"_s), gateway.toString() + u"/chat/completions"_s);

        const Profile twin = bench.accounts.practiceTwin(*bench.accounts.profile(u"two"_s));
        QCOMPARE(twin.base.path(), u"/gemini/v1beta"_s);
        const Profile wisGate = bench.accounts.practiceTwin(*bench.accounts.profile(u"wisgate"_s));
        QCOMPARE(forDialect(wisGate, u"gemini").base.path(), u"/wisgate/v1beta"_s);
        QCOMPARE(forDialect(wisGate, u"seedance").base.path(), u"/wisgate/api/v3"_s);
        QVERIFY(*forDialect(wisGate, u"openai-videos").job.firstWait < std::chrono::milliseconds(1000));
        const Profile openRouter = bench.accounts.practiceTwin(*bench.accounts.profile(u"openrouter"_s));
        QCOMPARE(forDialect(openRouter, u"openrouter-videos").base.path(), u"/openrouter/api/v1"_s);
    }

    void takesTheFormatFromTheList_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("dialect");
        QTest::newRow("video") << u"openrouter"_s << u"google/veo-3.1"_s << u"openrouter-videos"_s;
        QTest::newRow("variant of a video model") << u"openrouter"_s << u"google/veo-3.1:nitro"_s << u"openrouter-videos"_s;
        QTest::newRow("pictures alone") << u"openrouter"_s << u"openai/gpt-image-2"_s << u"openrouter-images"_s;
        QTest::newRow("pictures and text") << u"openrouter"_s << u"google/gemini-2.5-flash-image"_s << u"openai-chat"_s;
        QTest::newRow("a model that nobody lists") << u"openrouter"_s << u"who/knows"_s << u"openai-chat"_s;
        QTest::newRow("endpoint types") << u"wisgate"_s << u"veo-3.1"_s << u"openai-videos"_s;
        QTest::newRow("own format") << u"two"_s << u"other"_s << u"gemini"_s;
    }

    /// A format that the program does not speak yet is refused by its name.
    void takesTheFormatFromTheList()
    {
        QFETCH(QString, provider);
        QFETCH(QString, model);
        QFETCH(QString, dialect);
        QTemporaryDir home;
        Bench bench(addFile(home));
        const auto record = prepared(bench, provider, model);
        if (dialectNamed(dialect)) {
            QVERIFY2(record, qPrintable(record ? QString() : record.error().detail));
            const Profile profile = forDialect(*bench.accounts.profile(provider), dialect);
            Prompt prompt;
            prompt.text = u"a red fox"_s;
            const auto expected = dialectNamed(dialect)->encode(prompt, model, profile, true);
            QVERIFY(expected);
            QCOMPARE(record->recipe.request.url(), expected->request.url());
        } else {
            QVERIFY(!record);
            QCOMPARE(record.error().kind, ErrorKind::Rejected);
            QCOMPARE(record.error().detail, u"there is no dialect \"%1\""_s.arg(dialect));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Formats)
#include "tst_Formats.moc"
