#include "providers/OpenAiChat.h"

#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile profileNamed(const QString &id)
{
    for (const Profile &profile : builtInProfiles()) {
        if (profile.id == id)
            return profile;
    }
    return {};
}

Prompt promptWith(const QString &text, const QString &instructions = {}, const QJsonObject &settings = {})
{
    return {text, instructions, {}, settings};
}

} // namespace

class tst_OpenAiChat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead()
    {
        const Prompt prompt = promptWith(u"Hello"_s, u"Be brief."_s, {{u"temperature"_s, 0.7}, {u"seed"_s, 7}});
        const auto recipe = OpenAiChat().encode(prompt, u"a/b:free"_s, profileNamed(u"wisgate"_s), true);
        QVERIFY(recipe);
        QCOMPARE(QString::fromUtf8(recipe->request.body), uR"({
    "messages": [
        {
            "content": "Be brief.",
            "role": "system"
        },
        {
            "content": "Hello",
            "role": "user"
        }
    ],
    "model": "a/b:free",
    "seed": 7,
    "stream": true,
    "stream_options": {
        "include_usage": true
    },
    "temperature": 0.7
})"_s);
    }

    void addressesAndSignsTheRequestAsTheProfileSays()
    {
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s), u"a/b"_s, profileNamed(u"openrouter"_s), true);
        QVERIFY(recipe);
        const Request &request = recipe->request;
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url().toString(), u"https://openrouter.ai/api/v1/chat/completions"_s);
        const QList<Header> headers{{"Content-Type", "application/json"},
                                    {"Accept", "text/event-stream"},
                                    {"X-OpenRouter-Title", "Signalbox Studio"}};
        QCOMPARE(request.headers, headers);
        QCOMPARE(request.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
        QVERIFY(request.isStreaming);
    }

    void asksForOnePieceWhenNotStreaming()
    {
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s), u"m"_s, profileNamed(u"openai"_s), false);
        QVERIFY(recipe);
        const QJsonObject body = QJsonDocument::fromJson(recipe->request.body).object();
        QCOMPARE(body.keys(), QStringList({u"messages"_s, u"model"_s}));
        QVERIFY(recipe->request.headers.contains(Header{"Accept", "application/json"}));
        QVERIFY(!recipe->request.isStreaming);
    }

    void sendsOnlyWhatWasSet_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QStringList>("keys");
        const QStringList bare{u"messages"_s, u"model"_s, u"stream"_s};
        QTest::newRow("nothing, usage comes by itself") << u"openrouter"_s << QJsonObject{} << bare;
        QTest::newRow("usage is asked for") << u"practice"_s << QJsonObject{} << bare + QStringList{u"stream_options"_s};
        QTest::newRow("longest answer") << u"openrouter"_s << QJsonObject{{u"max_tokens"_s, 5}}
                                        << QStringList{u"max_tokens"_s} + bare;
        QTest::newRow("longest answer by its newer name")
            << u"openai"_s << QJsonObject{{u"max_tokens"_s, 5}}
            << QStringList{u"max_completion_tokens"_s} + bare + QStringList{u"stream_options"_s};
        QTest::newRow("zero is a value") << u"openrouter"_s << QJsonObject{{u"temperature"_s, 0}}
                                         << bare + QStringList{u"temperature"_s};
        QTest::newRow("text and unknown settings are no settings")
            << u"openrouter"_s << QJsonObject{{u"seed"_s, u"7"_s}, {u"best_of"_s, 3}} << bare;
    }

    void sendsOnlyWhatWasSet()
    {
        QFETCH(QString, provider);
        QFETCH(QJsonObject, settings);
        QFETCH(QStringList, keys);
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s, {}, settings), u"m"_s, profileNamed(provider), true);
        QVERIFY(recipe);
        keys.sort();
        QCOMPARE(QJsonDocument::fromJson(recipe->request.body).object().keys(), keys);
    }

    void refusesAnEmptyPrompt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("model");
        QTest::newRow("empty") << QString() << u"m"_s;
        QTest::newRow("white space") << u" \n\t"_s << u"m"_s;
        QTest::newRow("no model") << u"Hello"_s << QString();
    }

    void refusesAnEmptyPrompt()
    {
        QFETCH(QString, text);
        QFETCH(QString, model);
        const auto recipe = OpenAiChat().encode(promptWith(text, u"Be brief."_s), model, profileNamed(u"openai"_s), true);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    }

    void keepsEveryCharacterOfThePrompt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sent");
        const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
        same("quotes and marks", u"'\"\\$`!{}[]<>&|;#~"_s);
        same("white space around", u"  Hello \n"_s);
        same("line ends and tabs", u"a\r\nb\tc"_s);
        same("emoji and scripts", u"\U0001F30D 世界 ﷺ e\u0301 \u202E"_s);
        same("control characters", u"a\u0001\u001F\u007F\u2028b"_s);
        QTest::newRow("half a character") << u"a"_s + QChar(0xD83C) + u"b"_s << u"a\uFFFDb"_s;
        QTest::newRow("halves the wrong way round")
            << QString(QChar(0xDF0D)) + QChar(0xD83C) << u"\uFFFD\uFFFD"_s;
    }

    void keepsEveryCharacterOfThePrompt()
    {
        QFETCH(QString, text);
        const auto recipe = OpenAiChat().encode(promptWith(text), u"m"_s, profileNamed(u"openai"_s), true);
        QVERIFY(recipe);
        const auto body = QJsonDocument::fromJson(recipe->request.body);
        QVERIFY(body.isObject());
        QTEST(body[u"messages"_s][0][u"content"_s].toString(), "sent");
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenAiChat *>(dialectNamed(u"openai-chat")));
        QVERIFY(!dialectNamed(u"openai"));
        QVERIFY(dialectNames().contains(u"openai-chat"_s));
    }
};

QTEST_GUILESS_MAIN(tst_OpenAiChat)
#include "tst_OpenAiChat.moc"
