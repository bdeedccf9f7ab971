#include "BuiltIn.h"
#include "providers/Dialect.h"
#include "providers/Profile.h"
#include "providers/ProfileReader.h"
#include "providers/ServerWords.h"
#include "support/TestFiles.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QJsonObject goodProfile()
{
    return toJson(profileForServer(u"My Server"_s, QUrl(u"https://llm.example/v1"_s), true, {}));
}

Result<Profile> read(const QJsonObject &object)
{
    return parseProfile(QJsonDocument(object).toJson());
}

/// Every field has a value that is not its fallback.
Profile completeProfile()
{
    Profile profile = profileForServer(u"My Server"_s, QUrl(u"https://llm.example/lab/v1"_s), true, {});
    profile.basePath = u"/v1"_s;
    profile.hosts = {{u"Second"_s, QUrl(u"https://second.example/v1"_s)}};
    profile.dialect = u"openai-responses"_s;
    profile.families = {{.dialect = u"openai-chat"_s},
                        {.dialect = u"openai-videos"_s,
                         .basePath = u"/video/v2"_s,
                         .secret = SecretHeader{"x-api-key", ""},
                         .headers = {{"X-Video", "yes"}},
                         .job = {.body = JobForm::Body::Multipart,
                                 .submitPath = u"/clips"_s,
                                 .pollPath = u"/clips/{id}"_s,
                                 .contentPath = u"-"_s,
                                 .cancelPath = u"/clips/{id}/cancel"_s,
                                 .fields = {{u"seconds"_s, u"duration"_s}, {u"seed"_s, u"-"_s}},
                                 .textFields = {u"duration"_s},
                                 .words = {{u"waiting"_s, JobForm::Word::Queued}, {u"busy"_s, JobForm::Word::Working},
                                           {u"ok"_s, JobForm::Word::Done}, {u"broken"_s, JobForm::Word::Failed}},
                                 .firstWait = std::chrono::milliseconds(1500),
                                 .mostWait = std::chrono::milliseconds(60'000),
                                 .longest = std::chrono::milliseconds(7'200'000)}}};
    profile.serves = {{u"video"_s, u"clip-.*"_s, u"openai-videos"_s}, {{}, u"chat-.*"_s, u"openai-chat"_s}};
    profile.chosen = {{u"m/one"_s, u"openai-chat"_s}};
    profile.job.body = JobForm::Body::Json;
    profile.needsKey = false;
    profile.modelsNeedKey = false;
    profile.accountPath = u"/me"_s;
    profile.creditPath = u"/money"_s;
    profile.generationPath = u"/answers/{id}"_s;
    profile.endpointsPath = u"/who/{model}"_s;
    profile.companiesPath = u"/companies"_s;
    profile.forgetfulPath = u"/forgetful"_s;
    profile.keyPage = QUrl(u"https://llm.example/keys"_s);
    profile.billingPage = QUrl(u"https://llm.example/bills"_s);
    profile.signIn = SignInPlace{QUrl(u"https://llm.example/auth"_s), u"/auth/keys"_s};
    profile.asksForUsage = false;
    profile.takesRouting = true;
    profile.headers = {{"X-One", "1"}, {"X-Empty", ""}};
    profile.extraFields = {{u"service_tier"_s, u"flex"_s}, {u"nested"_s, QJsonObject{{u"a"_s, 1}}}};
    profile.defaults = {{u"temperature"_s, 0.5}, {u"provider.zdr"_s, true}};
    using std::chrono::milliseconds;
    profile.limits = {milliseconds(1), milliseconds(2), milliseconds(3), milliseconds(86'400'000), 5, 6, 7, qint64(1) << 31};
    profile.isBuiltIn = true;
    return profile;
}

/// The value at "families[1].job.body", which may end in a field that is not there yet.
void put(QJsonValue &value, QStringView place, const QJsonValue &what)
{
    if (place.isEmpty()) {
        value = what;
        return;
    }
    if (place.startsWith(u'[')) {
        const qsizetype end = place.indexOf(u']');
        QJsonArray array = value.toArray();
        QJsonValue inner = array.at(place.sliced(1, end - 1).toInt());
        put(inner, place.sliced(end + 1), what);
        array[place.sliced(1, end - 1).toInt()] = inner;
        value = array;
        return;
    }
    const qsizetype start = place.startsWith(u'.') ? 1 : 0;
    qsizetype end = start;
    while (end < place.size() && place[end] != u'.' && place[end] != u'[')
        ++end;
    QJsonObject object = value.toObject();
    const QString field = place.sliced(start, end - start).toString();
    QJsonValue inner = object.value(field);
    put(inner, place.sliced(end), what);
    object.insert(field, inner); // undefined takes it out
    value = object;
}

/// Every field that the schema describes, as ProfileReader::fields() names them.
void addFields(const QJsonObject &schema, const QJsonObject &part, const QString &place, QStringList &fields)
{
    const QJsonObject properties = part[u"properties"_s].toObject();
    for (auto each = properties.begin(); each != properties.end(); ++each) {
        fields << place + each.key();
        QJsonObject described = each->toObject();
        if (const QString name = described[u"$ref"_s].toString(); !name.isEmpty())
            described = schema[u"$defs"_s][name.section(u'/', -1)].toObject();
        addFields(schema, described, place + each.key() + u'.', fields);
        addFields(schema, described[u"items"_s].toObject(), place + each.key() + u"[]."_s, fields);
    }
}

} // namespace

class tst_Profile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void bringsSixProviders()
    {
        QStringList ids;
        for (const Profile &profile : builtInProfiles()) {
            ids << profile.id;
            for (const QString &dialect : dialectsOf(profile))
                QVERIFY2(dialectNames().contains(dialect), qPrintable(profile.id));
            QVERIFY2(profile.isBuiltIn, qPrintable(profile.id));
            QVERIFY2(profile.needsKey && profile.secret, qPrintable(profile.id));
            QCOMPARE(profile.keyVariable, profile.id.toUpper() + u"_API_KEY"_s);
            QCOMPARE(profile.baseVariable, profile.id.toUpper() + u"_BASE_URL"_s);
            QCOMPARE(profile.limits.idle, Limits().idle);
        }
        QCOMPARE(ids, QStringList({u"openrouter"_s, u"wisgate"_s, u"openai"_s, u"anthropic"_s, u"gemini"_s, u"practice"_s}));
    }

    void knowsWhatIsParticularAboutEach()
    {
        const Profile openRouter = builtIn(u"openrouter"_s);
        QCOMPARE(openRouter.base.toString(), u"https://openrouter.ai/api/v1"_s);
        QCOMPARE(openRouter.modelsPath, u"/models?output_modalities=all"_s);
        QVERIFY(!openRouter.modelsNeedKey);
        QCOMPARE(openRouter.accountPath, u"/key"_s);
        QVERIFY(openRouter.signIn == SignInPlace({QUrl(u"https://openrouter.ai/auth"_s), u"/auth/keys"_s}));
        QVERIFY(!builtIn(u"wisgate"_s).signIn);
        QCOMPARE(openRouter.creditPath, u"/credits"_s);
        QCOMPARE(openRouter.generationPath, u"/generation?id={id}"_s);
        QCOMPARE(openRouter.endpointsPath, u"/models/{model}/endpoints"_s);
        QCOMPARE(openRouter.companiesPath, u"/providers"_s);
        QCOMPARE(openRouter.forgetfulPath, u"/endpoints/zdr"_s);
        QCOMPARE(openRouter.headers, QList<Header>({{"X-OpenRouter-Title", "Signalbox Studio"},
                                                    {"X-OpenRouter-Metadata", "enabled"}}));
        QVERIFY(openRouter.takesRouting);
        QCOMPARE(openRouter.defaults, QJsonObject({{u"provider.require_parameters"_s, true}}));
        QCOMPARE(openRouter.practicePath, u"/openrouter/api/v1"_s);

        QCOMPARE(builtIn(u"wisgate"_s).base.toString(), u"https://api.wisgate.ai/v1"_s);
        QVERIFY(builtIn(u"wisgate"_s).modelsNeedKey);
        QCOMPARE(builtIn(u"wisgate"_s).practicePath, u"/wisgate/v1"_s);
        QCOMPARE(builtIn(u"openai"_s).base.toString(), u"https://api.openai.com/v1"_s);
        QCOMPARE(builtIn(u"openai"_s).maxTokensField, u"max_completion_tokens"_s);
        QCOMPARE(builtIn(u"anthropic"_s).headers, QList<Header>({{"anthropic-version", "2023-06-01"}}));
        QCOMPARE(builtIn(u"anthropic"_s).practicePath, u"/anthropic/v1"_s);
        QCOMPARE(builtIn(u"gemini"_s).practicePath, u"/gemini/v1beta"_s);
        QVERIFY(builtIn(u"practice"_s).base.isEmpty());
        QStringList practised = dialectNames();
        practised.removeOne(u"openai-videos-json"_s); // its video models are asked in the other form
        QCOMPARE(dialectsOf(builtIn(u"practice"_s)).size(), practised.size());
        QCOMPARE(builtIn(u"practice"_s).practicePath, u"/openai/v1"_s);
    }

    void survivesARoundTripInEveryField()
    {
        QList<Profile> profiles = builtInProfiles();
        profiles << profileForServer(u"Lab"_s, QUrl(u"http://127.0.0.1:8080/v1"_s), false, {}) << completeProfile();
        for (const Profile &profile : std::as_const(profiles)) {
            const auto again = read(toJson(profile));
            QVERIFY2(again, qPrintable(again ? QString() : profile.id + u' ' + again.error().detail));
            QCOMPARE(toJson(*again), toJson(profile));
            QVERIFY2(*again == profile, qPrintable(profile.id)); // also what toJson() might forget
            const auto edited = parseProfile(textOf(profile));
            QVERIFY2(edited && *edited == profile, qPrintable(profile.id)); // and what a person gets to edit
        }
    }

    void leavesOutWhatSaysNothingNew()
    {
        const QJsonObject written = toJson(profileForServer(u"Lab"_s, QUrl(u"http://127.0.0.1:8080/v1"_s), true, {}));
        QCOMPARE(written.keys(), QStringList({u"base"_s, u"baseVariable"_s, u"dialect"_s, u"id"_s, u"keyVariable"_s,
                                              u"maxTokensField"_s, u"modelsPath"_s, u"name"_s, u"practicePath"_s,
                                              u"schema"_s, u"secret"_s}));
    }

    void needsNoMoreThanANameAndAnAddress()
    {
        const auto profile = parseProfile("{\"id\": \"my.lab-2\", \"base\": \"https://llm.example/v1\"}");
        QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().detail));
        QCOMPARE(profile->name, u"my.lab-2"_s);
        QCOMPARE(profile->dialect, u"openai-chat"_s);
        QCOMPARE(profile->basePath, u"/v1"_s);
        QCOMPARE(profile->keyVariable, u"MY_LAB_2_API_KEY"_s);
        QCOMPARE(profile->baseVariable, u"MY_LAB_2_BASE_URL"_s);
        QVERIFY(!profile->isBuiltIn);
    }

    void namesThePlaceAndTheCure_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const QString &place, const QJsonValue &value, const QString &cure,
                            const QString &complaint = {}) {
            QTest::newRow(name) << place << value << (complaint.isEmpty() ? place : complaint) + u": expected "_s + cure;
        };
        row("no id", u"id"_s, QJsonValue::Undefined, u"1 to 60 of"_s);
        row("id with a slash", u"id"_s, u"a/b"_s, u"1 to 60 of"_s);
        row("id as number", u"id"_s, 7, u"a text"_s);
        row("key page with half a character", u"keyPage"_s, u"https://a.example/"_s + QChar(0xDE00), u"a text of whole characters"_s);
        row("empty name", u"name"_s, u"  "_s, u"1 to 100 printable"_s);
        row("name with a line end", u"name"_s, u"a\nb"_s, u"1 to 100 printable"_s);
        row("base without a host", u"base"_s, u"https://"_s, u"an address of a server"_s);
        row("base over plain http", u"base"_s, u"http://llm.example/v1"_s, u"an address of a server (plain http"_s);
        row("base with a password", u"base"_s, u"https://me:pw@llm.example/v1"_s, u"an address of a server (a name or"_s);
        row("base path that is not the base's end", u"basePath"_s, u"/v2"_s, u"the end of the base's path, \"/lab/v1\""_s);
        row("base path with dots", u"basePath"_s, u"/../v1"_s, u"empty, or a path"_s);
        row("host without a name", u"hosts[0].name"_s, u""_s, u"1 to 100 printable"_s);
        row("host with another path", u"hosts[0].base"_s, u"https://x.example/v2"_s, u"an address of a server that ends with \"/v1\""_s);
        row("host as text", u"hosts[0]"_s, u"https://x.example/v2"_s, u"an object"_s);
        row("hosts as object", u"hosts"_s, QJsonObject{{u"a"_s, 1}}, u"a list of objects"_s);
        row("unknown dialect", u"dialect"_s, u"smoke-signals"_s, u"one of: openai-chat, openai-responses"_s);
        row("unknown dialect of a family", u"families[1].dialect"_s, u"smoke-signals"_s, u"one of: openai-chat"_s);
        row("family without a dialect", u"families[1].dialect"_s, QJsonValue::Undefined, u"one of: openai-chat"_s);
        row("the same family twice", u"families[1].dialect"_s, u"openai-chat"_s, u"another one"_s);
        row("family path without a slash", u"families[1].basePath"_s, u"v1beta"_s, u"empty, or a path"_s);
        row("family path with a slash at its end", u"families[1].basePath"_s, u"/v1beta/"_s, u"empty, or a path"_s);
        row("family secret with a line end", u"families[1].secret.header"_s, u"A\r\nB"_s, u"the name of the key's header"_s);
        row("family header that injects a line", u"families[1].headers[0]"_s, QJsonArray{u"A"_s, u"b\r\nC: d"_s}, u"[name, value]"_s);
        row("typo in a family", u"families[1].dialct"_s, u"gemini"_s, u"no such field; \"dialect\" is near"_s);
        row("body of a job", u"families[1].job.body"_s, u"xml"_s, u"one of: json, multipart"_s);
        row("poll path without the id", u"families[1].job.pollPath"_s, u"/videos"_s, u"a path that begins with '/' and has {id}"_s);
        row("no poll path", u"families[1].job.pollPath"_s, u"-"_s, u"a path that begins with '/' and has {id}"_s);
        row("content path without a slash", u"families[1].job.contentPath"_s, u"{id}"_s, u"a path that begins with '/' and has {id} in it, or"_s);
        row("unknown setting", u"families[1].job.fields"_s, QJsonObject{{u"second"_s, u"duration"_s}}, u"names of settings like \"seconds\""_s);
        row("setting to a number", u"families[1].job.fields.seconds"_s, 7, u"the name of a field"_s);
        row("text field as number", u"families[1].job.textFields[0]"_s, 7, u"the name of a field"_s);
        row("unknown meaning of a word", u"families[1].job.words.ok"_s, u"fine"_s, u"one of: queued, working, done, failed"_s);
        row("word in capitals", u"families[1].job.words"_s, QJsonObject{{u"OK"_s, u"done"_s}}, u"status words in lower case"_s);
        row("no wait at all", u"families[1].job.firstWait"_s, 0, u"seconds, from 0.1 to 3600"_s);
        row("waits that shrink", u"families[1].job.mostWait"_s, 1, u"no less than firstWait"_s);
        row("broken expression", u"serves[0].pattern"_s, u"(a"_s, u"a regular expression (missing closing parenthesis)"_s);
        row("long expression", u"serves[0].pattern"_s, QString(201, u'a'), u"a regular expression of at most 200"_s);
        row("rule for a format that is not spoken", u"serves[0].dialect"_s, u"gemini"_s, u"one that this profile speaks: openai-responses, openai-chat, openai-videos"_s);
        row("rule that fits everything", u"serves[1].pattern"_s, u""_s, u"a regular expression, or a word"_s);
        row("listed with a line end", u"serves[0].listed"_s, u"a\nb"_s, u"at most 100 printable"_s);
        row("chosen format that is not spoken", u"chosen.m/one"_s, u"gemini"_s, u"one that this profile speaks"_s);
        row("chosen as list", u"chosen"_s, QJsonArray{}, u"an object"_s);
        row("secret as text", u"secret"_s, u"Authorization"_s, u"an object"_s);
        row("secret header with a line end", u"secret.header"_s, u"A\r\nB"_s, u"the name of the key's header"_s);
        row("secret in the host's header", u"secret.header"_s, u"Host"_s, u"no header that the program"_s);
        row("needsKey as text", u"needsKey"_s, u"yes"_s, u"true or false"_s);
        row("models path without a slash", u"modelsPath"_s, u"models"_s, u"empty, or a path that begins with '/'"_s);
        row("record path without the id", u"generationPath"_s, u"/generation"_s, u"empty, or a path with {id} in it"_s);
        row("endpoints path without the model", u"endpointsPath"_s, u"/endpoints"_s, u"empty, or a path with {model} in it"_s);
        row("credit path without a slash", u"creditPath"_s, u"credits"_s, u"empty, or a path that begins with '/'"_s);
        row("companies path with a space", u"companiesPath"_s, u"/who are"_s, u"empty, or a path that begins with '/'"_s);
        row("path of the forgetful without a slash", u"forgetfulPath"_s, u"zdr"_s, u"empty, or a path that begins with '/'"_s);
        row("models path with a space", u"modelsPath"_s, u"/mod els"_s, u"empty, or a path that begins with '/'"_s);
        row("key variable with a hyphen", u"keyVariable"_s, u"MY-KEY"_s, u"a name of A-Z"_s);
        row("key variable with shell code", u"keyVariable"_s, u"X;rm"_s, u"a name of A-Z"_s);
        row("key page over http", u"keyPage"_s, u"http://example.org"_s, u"empty, or an address that begins with https://"_s);
        row("key page as script", u"keyPage"_s, u"javascript:alert(1)"_s, u"empty, or an address"_s);
        row("sign-in page over http", u"signIn.page"_s, u"http://llm.example/auth"_s, u"empty, or an address that begins with https://"_s);
        row("sign-in page with a query", u"signIn.page"_s, u"https://llm.example/auth?a=b"_s, u"an address that begins with https://, without"_s);
        row("sign-in without a page", u"signIn.page"_s, u""_s, u"an address that begins with https://, without"_s);
        row("sign-in without a path", u"signIn.path"_s, u""_s, u"a path that begins with '/'"_s);
        row("typo in a sign-in", u"signIn.pages"_s, u"x"_s, u"no such field; \"page\" is near"_s);
        row("unknown longest-answer field", u"maxTokensField"_s, u"max_words"_s, u"one of: max_tokens, max_completion_tokens"_s);
        row("headers as object", u"headers"_s, QJsonObject{{u"A"_s, u"b"_s}}, u"a list of [name, value]"_s);
        row("header that injects a line", u"headers[1]"_s, QJsonArray{u"A"_s, u"b\r\nC: d"_s}, u"[name, value] without control"_s);
        row("header that holds a key", u"headers[1]"_s, QJsonArray{u"authorization"_s, u"Bearer x"_s}, u"no header for keys"_s);
        row("header of the transport", u"headers[1]"_s, QJsonArray{u"Content-Length"_s, u"1"_s}, u"no header that the program"_s);
        row("extra fields as list", u"extraFields"_s, QJsonArray{}, u"an object"_s);
        row("default of an unknown setting", u"defaults"_s, QJsonObject{{u"warmth"_s, 1}}, u"settings of the program (there is no setting"_s);
        row("default that is not allowed", u"defaults.temperature"_s, 7, u"settings of the program (temperature takes"_s, u"defaults"_s);
        row("limit of zero", u"limits.idle"_s, 0, u"seconds, from 0.001 to 86400"_s);
        row("limit as text", u"limits.mostBodyBytes"_s, u"64M"_s, u"a whole number from 1 to 2147483648"_s);
        row("typo", u"dialct"_s, u"gemini"_s, u"no such field; \"dialect\" is near"_s);
        row("case", u"BasePath"_s, u"/v1"_s, u"no such field; \"basePath\" is near"_s);
        row("another word", u"colour"_s, u"blue"_s, u"one of the fields: schema, id, name"_s);
        row("typo in a limit", u"limits.idel"_s, 1, u"no such field; \"idle\" is near"_s);
        row("file of a newer program", u"schema"_s, 2, u"a whole number from 1 to 1"_s);
    }

    void namesThePlaceAndTheCure()
    {
        QFETCH(QString, place);
        QFETCH(QJsonValue, value);
        QFETCH(QString, complaint);
        QJsonValue document = toJson(completeProfile());
        QVERIFY(read(document.toObject()));
        put(document, place, value);
        const auto profile = read(document.toObject());
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::Rejected);
        QVERIFY2(profile.error().detail.startsWith(complaint), qPrintable(profile.error().detail));
    }

    void tellsATypoBeforeWhatIsMissingBecauseOfIt()
    {
        QJsonObject object = goodProfile();
        object[u"ids"_s] = object.take(u"id"_s);
        const auto profile = read(object);
        QVERIFY(!profile);
        QCOMPARE(profile.error().detail, u"ids: expected no such field; \"id\" is near"_s);
    }

    void aComplaintStaysShortAndPlainWhateverTheFieldIsCalled()
    {
        for (const QString &name : {QString(100'000, u'x'), u"a\nb\u202Ec"_s, QString()}) {
            QJsonObject object = goodProfile();
            object[name] = 1;
            const auto profile = read(object);
            QVERIFY(!profile);
            QVERIFY(profile.error().detail.size() < 700);
            QVERIFY(!profile.error().detail.contains(u'\n') && !profile.error().detail.contains(QChar(0x202E)));
        }
    }

    void saysWhereTheTextIsNoJson()
    {
        const auto profile = parseProfile("{\n  \"id\": \"\u00E4\",\n  \"name\" 7\n}");
        QVERIFY(!profile);
        QVERIFY2(profile.error().detail.startsWith(u"line 3, column "_s), qPrintable(profile.error().detail));
    }

    void aRuleOfTheWorstKindTakesNoTime()
    {
        Profile profile = completeProfile();
        profile.serves = {{{}, u"(a|a|aa)+(a|a|aa)+(a*)*b"_s, u"openai-videos"_s}};
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(dialectFor(profile, QString(300, u'a')), profile.dialect);
        QCOMPARE(dialectFor(profile, QString(1'000'000, u'a')), profile.dialect);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }

    /// check_profiles.py holds the built-in profiles to the same file.
    void readsTheFieldsOfTheSchemaAndNoOthers()
    {
        ProfileReader reader(toJson(completeProfile()));
        QVERIFY(reader.read());
        QStringList read = reader.fields();
        read.removeDuplicates();
        read.sort();
        const QJsonObject schema = testObject(u"../../resources/providers/schema.json"_s);
        QStringList described;
        addFields(schema, schema, {}, described);
        described.sort();
        QVERIFY(described.size() > 60);
        QCOMPARE(read, described);
    }

    void theSchemaNamesTheFormatsThatAreKnown()
    {
        const QJsonArray named = testObject(u"../../resources/providers/schema.json"_s)[u"$defs"_s][u"dialect"_s][u"enum"_s].toArray();
        QCOMPARE(named, QJsonArray::fromStringList(dialectNames()));
    }

    void complainsInPlainWords()
    {
        for (const QString &host : {u"a\u202E\n.example"_s, QString(10'000, u'a') + u' '}) {
            const QJsonObject profile{{u"id"_s, u"p"_s}, {u"base"_s, u"https://%1/v1"_s.arg(host)}};
            const auto parsed = parseProfile(QJsonDocument(profile).toJson());
            QVERIFY(!parsed);
            const QString words = parsed.error().detail;
            QVERIFY2(words.startsWith("base: expected an address of a server"_L1), qPrintable(words));
            QCOMPARE(words, withoutControls(words));
            QVERIFY(words.size() < 700);
        }
    }

    void refusesWhatIsNoProfile()
    {
        QVERIFY(!parseProfile({}));
        QVERIFY(!parseProfile("[]"));
        QVERIFY(!parseProfile(QByteArray(10'000, '[')));
        QVERIFY(!parseProfile("{}"));
        QVERIFY(!parseProfile("{\"schema\": \"1\", \"id\": \"a\"}"));
    }

    void makesAnIdAndVariablesFromAName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("taken");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("variable");
        QTest::newRow("plain") << u"My Server"_s << QStringList{} << u"my-server"_s << u"MY_SERVER_API_KEY"_s;
        QTest::newRow("taken") << u"OpenRouter"_s << QStringList{u"openrouter"_s, u"openrouter-2"_s}
                               << u"openrouter-3"_s << u"OPENROUTER_3_API_KEY"_s;
        QTest::newRow("marks") << u" --(Lab) #4!-- "_s << QStringList{} << u"lab-4"_s << u"LAB_4_API_KEY"_s;
        QTest::newRow("digit first") << u"4 lab"_s << QStringList{} << u"4-lab"_s << u"SERVER_4_LAB_API_KEY"_s;
        QTest::newRow("no Latin letter") << u"実験室"_s << QStringList{} << u"server"_s << u"SERVER_API_KEY"_s;
        QTest::newRow("empty") << QString() << QStringList{u"server"_s} << u"server-2"_s << u"SERVER_2_API_KEY"_s;
    }

    void makesAnIdAndVariablesFromAName()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, taken);
        const Profile profile = profileForServer(name, QUrl(u"https://llm.example/v1"_s), true, taken);
        QTEST(profile.id, "id");
        QTEST(profile.keyVariable, "variable");
        QVERIFY(!profile.name.isEmpty());
        QVERIFY(!profile.isBuiltIn);
        const auto again = read(toJson(profile));
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    }

    void takesNoSecretWhereNoKeyIsNeeded()
    {
        const Profile open = profileForServer(u"Lab"_s, QUrl(u"http://localhost:1234/v1"_s), false, {});
        QVERIFY(!open.secret);
        QVERIFY(!open.needsKey);
        QVERIFY(!open.modelsNeedKey);
        const Profile closed = profileForServer(u"Lab"_s, QUrl(u"http://localhost:1234/v1"_s), true, {});
        QCOMPARE(closed.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
    }

    void movesToAnotherAddressWithAllItsRules()
    {
        const Profile moved = atAddress(builtIn(u"openrouter"_s), QUrl(u"http://127.0.0.1:4711/openrouter/api/v1"_s));
        QCOMPARE(moved.base.port(), 4711);
        QJsonObject expected = toJson(builtIn(u"openrouter"_s));
        expected[u"base"_s] = u"http://127.0.0.1:4711/openrouter/api/v1"_s;
        expected[u"basePath"_s] = u"/api/v1"_s; // no longer what the base says by itself
        QCOMPARE(toJson(moved), expected);
    }
};

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_Profile.moc"
