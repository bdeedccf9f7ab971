#include "core/Parameter.h"
#include "providers/Dialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Where OpenRouter takes each wire format; empty for those that it does not speak.
const QMap<QString, QString> routes{
    {u"openai-chat"_s, u"/chat/completions"_s},
    {u"openai-responses"_s, u"/responses"_s},
    {u"anthropic-messages"_s, u"/messages"_s},
    {u"openrouter-images"_s, u"/images"_s},
    {u"openrouter-videos"_s, u"/videos"_s},
    {u"gemini"_s, {}},
    {u"openai-images"_s, {}},
    {u"openai-videos"_s, {}},
    {u"openai-videos-json"_s, {}},
    {u"seedance"_s, {}},
};

const QJsonArray someTools = QJsonDocument::fromJson(R"([{"type":"function","function":{"name":"weather",
    "description":"What the weather is","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}])").array();
const QJsonObject someSchema = QJsonDocument::fromJson(R"({"type":"object","properties":{"answer":{"type":"string"}},
    "required":["answer"],"additionalProperties":false})").object();

QJsonValue list(const QStringList &items)
{
    return QJsonArray::fromStringList(items);
}

/// Values as people give them, of settings that take any text or JSON.
const QMap<QString, QJsonArray> samples{
    {u"stop"_s, {list({u"END"_s}), list({u"a"_s, u"b"_s, u"c"_s, u"d"_s})}}, // the service takes four
    {u"answer_schema"_s, {someSchema}},
    {u"tools"_s, {QJsonValue(someTools)}},
    {u"tool_choice"_s, {u"auto"_s, u"none"_s, u"required"_s, u"weather"_s}},
    {u"size"_s, {u"1024x1024"_s}},
    {u"aspect_ratio"_s, {u"16:9"_s, u"1:1"_s}},
    {u"resolution"_s, {u"1K"_s, u"4K"_s}},
    {u"quality"_s, {u"high"_s}},
    {u"output_format"_s, {u"png"_s, u"webp"_s}},
    {u"style"_s, {u"vivid"_s}},
    {u"input_fidelity"_s, {u"high"_s}},
    {u"moderation"_s, {u"low"_s}},
    {u"models"_s, {list({u"c/d"_s}), list({u"c/d"_s, u"e/f:free"_s})}},
    {u"provider.order"_s, {list({u"openai"_s, u"google-vertex/us-east5"_s})}},
    {u"provider.only"_s, {list({u"azure"_s})}},
    {u"provider.ignore"_s, {list({u"deepinfra/fp4"_s})}},
    {u"provider.quantizations"_s, {list({u"fp8"_s, u"bf16"_s})}},
    {u"extra"_s, {QJsonObject{{u"provider"_s, QJsonObject{}}}}}, // a field of every route
};

QJsonArray valuesOf(const Parameter &parameter)
{
    switch (parameter.type) {
    case Parameter::Type::Number:
    case Parameter::Type::Whole:
        return {parameter.least, parameter.most};
    case Parameter::Type::Flag:
        return {true, false};
    case Parameter::Type::Choice:
        return QJsonArray::fromStringList(parameter.choices);
    case Parameter::Type::Text:
    case Parameter::Type::List:
    case Parameter::Type::Json:
        return samples.value(parameter.name);
    }
    Q_UNREACHABLE();
}

const QList<Media> files{
    {MediaKind::Picture, "image/png", "\x89PNG", {}, u"cat.png"_s},
    {MediaKind::Picture, "image/jpeg", "\xff\xd8", {}, u"dog.jpg"_s},
    {MediaKind::Video, "video/mp4", "clip", {}, u"clip.mp4"_s},
    {MediaKind::Sound, "audio/wav", "RIFF", {}, u"song.wav"_s},
    {MediaKind::Sound, "audio/mpeg", "ID3", {}, u"song.mp3"_s},
    {MediaKind::Document, "application/pdf", "%PDF", {}, u"paper.pdf"_s},
    {MediaKind::Document, "text/plain", "notes", {}, u"notes.txt"_s},
};

struct Named
{
    QString name;
    Prompt prompt;
};

QList<Named> promptsWithSettings()
{
    QList<Named> all;
    QJsonObject together;
    for (const Parameter &parameter : parameters()) {
        const QJsonArray values = valuesOf(parameter);
        for (const QJsonValue &value : values)
            all << Named{u"%1 %2"_s.arg(parameter.name, settingText(value)), {u"Hello"_s, {}, {}, {{parameter.name, value}}}};
        together[parameter.name] = values.last();
    }
    together.remove(u"extra"_s);
    return all << Named{u"all settings"_s, {u"Hello"_s, {}, {}, together}};
}

QList<Named> promptsWithFiles()
{
    QList<Named> all;
    for (const Media &file : files)
        all << Named{file.name, {u"Hello"_s, {}, {}, {}, {file}}};
    return all << Named{u"two pictures"_s, {u"Hello"_s, {}, {}, {}, files.first(2)}}
               << Named{u"all files"_s, {u"Hello"_s, {}, {}, {}, files}};
}

QList<Named> allPrompts()
{
    const QList<Named> plain{{u"text"_s, {u"Hello"_s, {}, {}, {}}}, {u"instructions"_s, {u"Hello"_s, u"Be brief."_s, {}, {}}}};
    return plain + promptsWithSettings() + promptsWithFiles();
}

Profile routerFor(const QString &dialect)
{
    Profile profile;
    profile.id = u"router"_s;
    profile.base = QUrl(u"https://openrouter.ai/api/v1"_s);
    profile.dialect = dialect;
    profile.takesRouting = true;
    profile.asksForUsage = false;
    return profile;
}

} // namespace

/// What we send to OpenRouter against its own description of what it takes, by an independent reader.
class tst_RequestBodies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void knowWhereEachFormatGoes();
    void haveAValueForEverySetting();
    void areWhatTheServiceTakes_data();
    void areWhatTheServiceTakes();
};

void tst_RequestBodies::knowWhereEachFormatGoes()
{
    for (const QString &name : dialectNames())
        QVERIFY2(routes.contains(name), qPrintable(name));
}

void tst_RequestBodies::haveAValueForEverySetting()
{
    for (const Parameter &parameter : parameters()) {
        const QJsonArray values = valuesOf(parameter);
        QVERIFY2(!values.isEmpty(), qPrintable(parameter.name));
        for (const QJsonValue &value : values)
            QVERIFY2(checkSettings({{parameter.name, value}}), qPrintable(parameter.name));
    }
}

void tst_RequestBodies::areWhatTheServiceTakes_data()
{
    QTest::addColumn<QString>("dialect");
    for (const QString &name : dialectNames()) {
        if (!routes.value(name).isEmpty())
            QTest::newRow(qPrintable(name)) << name;
    }
}

void tst_RequestBodies::areWhatTheServiceTakes()
{
    QFETCH(QString, dialect);
    const Profile profile = routerFor(dialect);
    QJsonArray bodies;
    for (const Named &each : allPrompts()) {
        for (const bool streaming : {true, false}) {
            const auto recipe = dialectNamed(dialect)->encode(each.prompt, u"a/b"_s, profile, streaming);
            const bool isSpecial = !each.prompt.attachments.isEmpty() || !each.prompt.instructions.isEmpty()
                || each.prompt.settings[u"reasoning_effort"_s] == u"minimal"_s; // not every format has all efforts
            const bool mayBeRefused = isSpecial && !recipe && recipe.error().kind == ErrorKind::Rejected;
            QVERIFY2(recipe || mayBeRefused, qPrintable(each.name + u": "_s + (recipe ? QString() : recipe.error().detail)));
            if (!recipe)
                continue;
            QCOMPARE(recipe->request.path, routes.value(dialect));
            const QJsonDocument body = QJsonDocument::fromJson(recipe->request.body);
            QVERIFY2(body.isObject(), qPrintable(each.name));
            bodies << QJsonObject{{u"name"_s, each.name + (streaming ? u", streamed"_s : QString())},
                                  {u"route"_s, routes.value(dialect)}, {u"body"_s, body.object()}};
        }
    }
    QVERIFY(bodies.size() > 100);

    const QString folder = QStringLiteral(STUDIO_TEST_DATA);
    QProcess reader;
    reader.start(u"python3"_s, {folder + u"/../providers/validate_bodies.py"_s, folder + u"/openrouter/request-bodies.json"_s,
                                folder + u"/openrouter/differences.json"_s});
    reader.write(QJsonDocument(bodies).toJson(QJsonDocument::Compact));
    reader.closeWriteChannel();
    QVERIFY(reader.waitForFinished(60'000));
    const QByteArray words = reader.readAllStandardError() + reader.readAllStandardOutput().trimmed();
    QVERIFY2(words.isEmpty(), words.constData());
    QCOMPARE(reader.exitCode(), 0);
}

QTEST_GUILESS_MAIN(tst_RequestBodies)
#include "tst_RequestBodies.moc"
