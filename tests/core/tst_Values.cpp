#include "core/CompanyLists.h"
#include "core/Json.h"
#include "core/Model.h"
#include "core/RunRecord.h"
#include "core/Trial.h"

#include <QJsonArray>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_Values : public QObject
{
    Q_OBJECT

private slots:
    void readsTargetsUpToTheFirstSlash()
    {
        const auto target = parseTarget(u"openrouter/openai/gpt-5:free"_s);
        QVERIFY(target);
        QCOMPARE(target->provider, u"openrouter"_s);
        QCOMPARE(target->model, u"openai/gpt-5:free"_s);
        for (const auto &bad : {u"model"_s, u"/model"_s, u"provider/"_s, QString()})
            QVERIFY(!parseTarget(bad));
    }

    void keepsATrialThroughJson()
    {
        Trial trial = newTrial(u"Spring mug"_s);
        trial.isPinned = true;
        trial.prompt = {u"Sell {{what}}"_s, u"Be brief"_s, {{u"what"_s, u"mug"_s}}, {{u"temperature"_s, 0.7}}};
        trial.targets = {{u"practice"_s, u"text-a"_s}, {u"practice"_s, u"text-a"_s}};
        const auto again = trialFromJson(toJson(trial));
        QVERIFY(again);
        QCOMPARE(again->id, trial.id);
        QCOMPARE(again->prompt, trial.prompt);
        QCOMPARE(again->targets, trial.targets);
        QVERIFY(again->isPinned);
    }

    void refusesForeignAndNewerTrials()
    {
        QVERIFY(!trialFromJson({}));
        QJsonObject newer = toJson(newTrial());
        newer[u"version"_s] = 99;
        const auto trial = trialFromJson(newer);
        QVERIFY(!trial);
        QVERIFY(trial.error().detail.startsWith(u"version"_s));
    }

    void refusesSettingsThatNobodyCouldHaveTyped()
    {
        for (const QJsonObject &settings : {QJsonObject{{u"temperature"_s, 9}}, QJsonObject{{u"seed"_s, 1.5}},
                                            QJsonObject{{u"seed"_s, u"1"_s}}, QJsonObject{{u"courage"_s, 1}}}) {
            QJsonObject file = toJson(newTrial());
            file[u"prompt"_s] = QJsonObject{{u"text"_s, u"Hi"_s}, {u"settings"_s, settings}};
            const auto trial = trialFromJson(file);
            QVERIFY(!trial);
            QVERIFY(trial.error().detail.startsWith(u"prompt: "_s));
        }
    }

    void keepsARunThroughJson()
    {
        RunRecord record;
        record.id = u"run"_s;
        record.column = 2;
        record.target = {u"practice"_s, u"text-b"_s};
        record.recipe.request.base = QUrl(u"http://127.0.0.1:9/v1"_s);
        record.recipe.request.path = u"/chat/completions"_s;
        record.state = RunState::Cut;
        record.text = u"half an ans"_s;
        record.usage.input = 12;
        record.usage.cacheWrites = 3;
        record.usage.pictures = 4;
        record.usage.cost = Money::parse(u"0.000123");
        record.usage.upstreamCost = Money::parse(u"0.0001");
        record.cost = {CostKind::Reported, *Money::parse(u"0.000123")};
        record.generationId = u"gen-1"_s;
        record.confirmed = Confirmation{};
        record.confirmed->usage.cost = Money::parse(u"0.000124");
        record.confirmed->usage.upstreamCost = Money::parse(u"0.0001");
        record.confirmed->usage.output = 9;
        record.confirmed->model = u"m-1"_s;
        record.confirmed->company = u"Lab"_s;
        record.confirmed->word = u"end_turn"_s;
        record.confirmed->firstWord = std::chrono::milliseconds(400);
        record.confirmed->duration = std::chrono::milliseconds(1200);
        record.confirmed->isCancelled = true;
        record.confirmed->isOnOwnKey = false;
        record.confirmed->isByBalance = true;
        record.error = Error{ErrorKind::CutOff, u"why"_s, 200, std::chrono::seconds(20), u"id"_s, true};
        record.finish = FinishReason::Length;
        record.media << KeptMedia{MediaKind::Video, "video/mp4", QByteArray(64, 'a'), 3};
        record.links << Media{MediaKind::Video, "video/mp4", {}, QUrl(u"https://files.example.org/a%2Fb?sig=1%2B2"_s)};
        record.job = Job{u"job-1"_s, u"in_progress"_s, 40, QUrl(u"https://example.org/poll?x=%2F"_s), true};
        record.goesOn = true;
        record.firstWord = std::chrono::milliseconds(420);
        record.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
        const auto again = runRecordFromJson(toJson(record));
        QVERIFY(again);
        QCOMPARE(*again, record);
        record.confirmed.reset(); // nothing is not an empty record
        QCOMPARE(runRecordFromJson(toJson(record))->confirmed, std::nullopt);
    }

    void keepsAJobAndABodyThatIsNoTextThroughJson()
    {
        const auto get = [](const QString &path) {
            return Request{"GET", QUrl(u"https://example.org/v1"_s), path, {{"Accept", "application/json"}},
                           SecretHeader{"Authorization", "Bearer "}, {}, false};
        };
        Recipe recipe{get(u"/videos"_s)};
        recipe.request.method = "POST";
        recipe.request.body = QByteArray("--b\r\n\x89PNG\0\xff", 11);
        recipe.job = JobRule{get(u"/videos/{id}"_s), get(u"/videos/{id}/content"_s), {}, std::chrono::seconds(1),
                             std::chrono::seconds(9)};
        const auto again = recipeFromJson(toJson(recipe));
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(*again, recipe);
        QVERIFY(!recipeFromJson({{u"method"_s, u"GET"_s}}));
        for (Request *part : {&recipe.job->poll, &recipe.job->download}) { // the key goes where the job's requests go
            const QUrl own = std::exchange(part->base, QUrl(u"https://example.com/v1"_s));
            QVERIFY(!recipeFromJson(toJson(recipe)));
            part->base = own;
        }
    }

    void putsAJobsIdIntoOnePathSegment_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << u"video_123"_s << u"/videos/video_123/content"_s;
        QTest::newRow("slashes and queries") << u"../x?a=b#c"_s << u"/videos/..%2Fx%3Fa%3Db%23c/content"_s;
        QTest::newRow("already encoded") << u"%2e%2e"_s << u"/videos/%252e%252e/content"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("up") << u".."_s << QString();
        QTest::newRow("a line end") << u"a\r\nb"_s << QString();
        QTest::newRow("another line end") << u"a\u0085b"_s << QString();
        QTest::newRow("half a character") << u"a"_s + QChar(0xD83D) << QString();
        QTest::newRow("a whole one") << u"a\U0001F600"_s << u"/videos/a%F0%9F%98%80/content"_s;
    }
    void putsAJobsIdIntoOnePathSegment()
    {
        QFETCH(QString, id);
        QFETCH(QString, path);
        Request download;
        download.path = u"/videos/{id}/content"_s;
        const auto made = forJob(download, id);
        QCOMPARE(made ? made->path : QString(), path);
    }

    void keepsAPromptThroughJson()
    {
        Prompt prompt{u"{{a}}"_s, u"Be calm"_s, {{u"a"_s, u"1"_s}}, {}};
        prompt.settings = {{u"stop"_s, QJsonArray{u"x"_s}}, {u"provider.zdr"_s, true}, {u"extra"_s, QJsonObject{{u"a"_s, 1}}}};
        prompt.attachments = {Media{MediaKind::Picture, "image/png", "\x89PNG", {}, u"mug.png"_s}};
        const auto again = promptFromJson(toJson(prompt));
        QVERIFY(again);
        QCOMPARE(*again, prompt);
        QJsonObject emptied = toJson(prompt);
        emptied[u"attachments"_s] = QJsonArray{QJsonObject{{u"name"_s, u"mug.png"_s}}};
        QVERIFY(!promptFromJson(emptied));
    }

    void namesEveryErrorKindOnce()
    {
        QSet<QString> names;
        for (int kind = 0; kind <= int(ErrorKind::Unknown); ++kind) {
            const QString name = nameOf(ErrorKind(kind));
            QVERIFY2(!names.contains(name), qPrintable(name));
            QCOMPARE(errorKindNamed(name), ErrorKind(kind));
            names << name;
        }
    }

    void refusesJsonBeyondTheDepthLimit()
    {
        const auto nested = [](int depth) {
            return "{\"a\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}';
        };
        QVERIFY(parseJsonObject(nested(256)));
        QVERIFY(!parseJsonObject(nested(257)));
        QVERIFY(!parseJsonObject(QByteArray(1'000'000, '[')));
        QVERIFY(parseJsonObject("{\"a\":\"[[[\\\"[[\"}"));
        QVERIFY(parseJsonArray(QByteArray(256, '[') + QByteArray(256, ']')));
        QVERIFY(!parseJsonArray(QByteArray(257, '[') + QByteArray(257, ']')));
    }

    void tellsListsAndObjectsApart()
    {
        QCOMPARE(parseJsonArray(" [1, {}]\n")->size(), 2);
        for (const char *text : {"{}", "[1", "[1][2]", "1", ""})
            QVERIFY2(!parseJsonArray(text), text);
        QVERIFY(!parseJsonObject("[]"));
    }

    void readsCountsOnlyFromWholeNumbers()
    {
        QCOMPARE(countFrom(QJsonValue(qint64(9007199254740993))), std::optional<qint64>(9007199254740993));
        QCOMPARE(countFrom(QJsonValue(0)), std::optional<qint64>(0));
        for (const QJsonValue &bad : {QJsonValue(-1), QJsonValue(1.5), QJsonValue(u"3"_s), QJsonValue(), QJsonValue(true)})
            QVERIFY(!countFrom(bad).has_value());
    }

    void aCompanyIsPreferredOrRuledOutButNeverBoth()
    {
        const QString order = u"provider.order"_s;
        const QString ignore = u"provider.ignore"_s;
        const QJsonObject none{{u"seed"_s, 7}};
        const QJsonObject preferred = withCompanyIn(order, u"a"_s, none);
        QCOMPARE(preferred, (QJsonObject{{u"seed"_s, 7}, {order, QJsonArray{u"a"_s}}}));
        QCOMPARE(withCompanyIn(order, u"a"_s, preferred), preferred); // once
        QCOMPARE(withCompanyIn(order, u"b"_s, preferred)[order].toArray(), (QJsonArray{u"b"_s, u"a"_s}));
        QCOMPARE(withCompanyIn(ignore, u"a"_s, preferred), (QJsonObject{{u"seed"_s, 7}, {ignore, QJsonArray{u"a"_s}}}));
        QCOMPARE(withCompanyIn(order, u"a"_s, withCompanyIn(ignore, u"a"_s, preferred)), preferred);
    }

    void tellsTheSameModelFromAnother_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("answered");
        QTest::addColumn<bool>("isSame");
        QTest::newRow("equal") << u"a/b"_s << u"a/b"_s << true;
        QTest::newRow("not said") << u"a/b"_s << QString() << true;
        QTest::newRow("variant") << u"a/b:free"_s << u"a/b"_s << true;
        QTest::newRow("canonical id") << u"a/haiku-4.5"_s << u"a/4.5-haiku-20251001"_s << true;
        QTest::newRow("dated id") << u"gpt-4o"_s << u"gpt-4o-2024-08-06"_s << true;
        QTest::newRow("another") << u"a/b"_s << u"a/c"_s << false;
        QTest::newRow("another number") << u"gpt-4"_s << u"gpt-5"_s << false;
        QTest::newRow("smaller one") << u"gpt-5"_s << u"gpt-5-mini"_s << false;
    }
    void tellsTheSameModelFromAnother()
    {
        QFETCH(QString, asked);
        QFETCH(QString, answered);
        QFETCH(bool, isSame);
        Model row;
        row.canonicalId = u"a/4.5-haiku-20251001"_s;
        const bool hasRow = asked == "a/haiku-4.5"_L1;
        QCOMPARE(isSameModel(asked, answered, hasRow ? &row : nullptr), isSame);
    }

    void knowsWhichRunsMayBeBilledUnseen_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<int>("error"); // -1 for none
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("may");
        const auto row = [](const char *name, RunState state, int error, int status, bool may) {
            QTest::newRow(name) << state << error << status << may;
        };
        row("under way", RunState::Waiting, -1, 0, false);
        row("done", RunState::Done, -1, 0, false);
        row("interrupted", RunState::Interrupted, int(ErrorKind::Interrupted), 0, true);
        row("stopped", RunState::Stopped, int(ErrorKind::Cancelled), 0, true);
        row("stopped, and refused later", RunState::Stopped, int(ErrorKind::BadRequest), 400, false);
        row("stopped, and lost later", RunState::Stopped, int(ErrorKind::ConnectionLost), 0, true);
        row("cut", RunState::Cut, int(ErrorKind::CutOff), 200, true);
        row("connection lost", RunState::Failed, int(ErrorKind::ConnectionLost), 0, true);
        row("silence", RunState::Failed, int(ErrorKind::FirstByteTimeout), 0, true);
        row("unreadable", RunState::Failed, int(ErrorKind::Garbled), 200, true);
        row("gateway timeout", RunState::Failed, int(ErrorKind::ServerTimeout), 504, true);
        row("bad gateway", RunState::Failed, int(ErrorKind::ServerFault), 502, true);
        row("fault", RunState::Failed, int(ErrorKind::ServerFault), 500, false);
        row("not connected", RunState::Failed, int(ErrorKind::NotConnected), 0, false);
        row("busy", RunState::Failed, int(ErrorKind::Overloaded), 503, false);
        row("no credit", RunState::Failed, int(ErrorKind::NoCredit), 402, false);
    }

    void knowsWhichRunsMayBeBilledUnseen()
    {
        QFETCH(RunState, state);
        QFETCH(int, error);
        QFETCH(int, status);
        QFETCH(bool, may);
        RunRecord record;
        record.state = state;
        record.attempts = 1;
        record.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
        if (error >= 0)
            record.error = Error{ErrorKind(error), {}, status};
        QCOMPARE(mayBeBilledUnseen(record), may);

        RunRecord other = record;
        other.isPractice = true;
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.attempts = 0; // nothing left
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.recipe.request.secret.reset(); // a server without accounts bills nobody
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.goesOn = true; // somebody still looks
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.usage.cost = *Money::parse(u"0.01");
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.confirmed = Confirmation{};
        QVERIFY(!mayBeBilledUnseen(other));
        other = record;
        other.recipe.job = JobRule{};
        QCOMPARE(mayBeBilledUnseen(other), may);
        other.job = Job{u"job-1"_s}; // it can be found
        QVERIFY(!mayBeBilledUnseen(other));
    }
};

QTEST_APPLESS_MAIN(tst_Values)
#include "tst_Values.moc"
