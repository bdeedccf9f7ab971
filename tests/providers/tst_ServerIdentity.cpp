#include "providers/Dialect.h"
#include "providers/ServerIdentity.h"
#include "providers/ServerQuestions.h"
#include "support/LocalServers.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Asks until there is nothing to ask, as the search does.
QList<PortAnswer> talk(const LocalServer &server, quint16 port)
{
    QList<PortAnswer> answers;
    for (QString path = nextQuestion(port, answers); !path.isEmpty() && answers.size() < 30;
         path = nextQuestion(port, answers))
        answers << server.answerTo(path);
    return answers;
}

QStringList pathsOf(const QList<PortAnswer> &answers)
{
    QStringList paths;
    for (const PortAnswer &answer : answers)
        paths << answer.path;
    return paths;
}

/// "ollama 0.12.3, 2 models, cloud_models ollama.com"
QString lineOf(const std::optional<ServerIdentity> &identity)
{
    if (!identity)
        return u"nobody"_s;
    QString line = wordFor(identity->kind) + u' ' + identity->version;
    line += identity->models ? u", %1 models"_s.arg(*identity->models) : QString();
    line += identity->needsKey ? u", key"_s : QString();
    for (const ServerNote &note : identity->notes)
        line += u", %1 %2"_s.arg(wordFor(note.kind), note.detail);
    return line.replace(u" ,"_s, u","_s).trimmed();
}

const QList<quint16> someDoors{11434, 1234, 8080, 9931, 8000, 4000, 49152};

} // namespace

Q_DECLARE_METATYPE(studio::LocalServer)

class tst_ServerIdentity : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void knowsEachServerAtEveryPort_data()
    {
        QTest::addColumn<LocalServer>("server");
        QTest::addColumn<QString>("line");
        QTest::newRow("Ollama") << ollama() << u"ollama 0.12.3, 2 models, cloud_models ollama.com, small_context 4096"_s;
        QTest::newRow("llama.cpp") << llamaCpp() << u"llama.cpp b6123-79c1160b, 1 models, small_context 4096"_s;
        QTest::newRow("llama.cpp with a key") << llamaCppWithKey() << u"llama.cpp, key"_s;
        QTest::newRow("llama.cpp that loads") << llamaCppLoading() << u"llama.cpp, still_loading"_s;
        QTest::newRow("LM Studio") << lmStudio() << u"lm-studio, 1 models"_s;
        QTest::newRow("older LM Studio") << olderLmStudio() << u"lm-studio, 1 models"_s;
        QTest::newRow("vLLM") << vllm() << u"vllm 0.11.0, 1 models"_s;
        QTest::newRow("vLLM with a key") << vllmWithKey() << u"vllm 0.11.0, key"_s;
        QTest::newRow("LiteLLM") << liteLlm() << u"litellm 1.77.5, key"_s;
        QTest::newRow("LocalAI") << localAi() << u"localai v2.28.0, 2 models"_s;
        QTest::newRow("stable-diffusion.cpp") << stableDiffusion() << u"stable-diffusion.cpp, 1 models"_s;
        QTest::newRow("another") << someCompatible() << u"other, 1 models"_s;
    }

    void knowsEachServerAtEveryPort()
    {
        QFETCH(LocalServer, server);
        QFETCH(QString, line);
        for (const quint16 port : someDoors) {
            const QList<PortAnswer> answers = talk(server, port);
            QCOMPARE(lineOf(identityFrom(answers)), line);
            QVERIFY2(answers.size() <= 14, qPrintable(pathsOf(answers).join(u' ')));
            QVERIFY(!pathsOf(answers).contains(u"/health"_s)); // at LiteLLM it calls every model
        }
    }

    void asksFewQuestionsWhereAServerUsuallyIs_data()
    {
        QTest::addColumn<LocalServer>("server");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("paths");
        QTest::newRow("Ollama") << ollama() << 11434 << u"/api/version /api/tags /api/ps"_s;
        QTest::newRow("LM Studio") << lmStudio() << 1234 << u"/api/v1/models /v1/models"_s;
        QTest::newRow("stable-diffusion.cpp") << stableDiffusion() << 1234
                                              << u"/api/v1/models /api/v0/models /sdcpp/v1/capabilities /v1/models"_s;
        QTest::newRow("llama.cpp") << llamaCpp() << 8080 << u"/.well-known/localai.json /props /v1/models"_s;
        QTest::newRow("LocalAI") << localAi() << 8080 << u"/.well-known/localai.json /v1/models"_s;
        QTest::newRow("vLLM") << vllm() << 8000 << u"/version /v1/models"_s;
        QTest::newRow("LiteLLM") << liteLlm() << 4000 << u"/health/liveliness /health/readiness /v1/models"_s;
    }

    void asksFewQuestionsWhereAServerUsuallyIs()
    {
        QFETCH(LocalServer, server);
        QFETCH(int, port);
        QFETCH(QString, paths);
        QCOMPARE(pathsOf(talk(server, quint16(port))).join(u' '), paths);
    }

    void recognisesNobodyInWhatIsNoModelServer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("a web page") << QByteArray("<!doctype html><html><title>vllm: Ollama</title></html>") << 200;
        QTest::newRow("nothing") << QByteArray() << 200;
        QTest::newRow("an empty object") << QByteArray("{}") << 200;
        QTest::newRow("a list") << QByteArray("[]") << 200;
        QTest::newRow("a version") << QByteArray("{\"version\": 7}") << 200;
        QTest::newRow("half an object") << QByteArray("{\"version\": \"0.1\", \"models\": [") << 200;
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe{\x80", 5) << 200;
        QTest::newRow("an empty list of another kind") << QByteArray("{\"models\": [], \"data\": {}}") << 200;
        QTest::newRow("words") << QByteArray("It works! I'm alive!") << 200;
        QTest::newRow("a sign-in of something else") << QByteArray("{\"status\":401,\"error\":\"Unauthorized\"}") << 401;
        QTest::newRow("a page that wants a password") << QByteArray("<html>401</html>") << 401;
        QTest::newRow("a gate that is busy") << QByteArray("{\"error\":{\"message\":\"try later\"}}") << 503;
    }

    void recognisesNobodyInWhatIsNoModelServer()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const LocalServer server{ServerKind::Other, false, {{u"*"_s, status, "nginx", body}}};
        for (const quint16 port : someDoors)
            QCOMPARE(lineOf(identityFrom(talk(server, port))), u"nobody"_s);
    }

    void takesAJsonErrorThatAsksForAKeyForACompatibleServer()
    {
        const LocalServer server{ServerKind::Other, true,
                                 {{u"*"_s, 401, {}, "{\"error\":{\"message\":\"An API token is required\",\"type\":\"invalid_request\"}}"}}};
        QCOMPARE(lineOf(identityFrom(talk(server, 1234))), u"other, key"_s);
    }

    void saysWhatOllamaReadsWhenNoModelIsLoaded()
    {
        LocalServer server = ollama();
        server.answers[3].body = "{\"models\":[]}";
        server.answers[2].body = "{\"models\":[]}";
        QCOMPARE(lineOf(identityFrom(talk(server, 11434))), u"ollama 0.12.3, 0 models, assumed_context 4096"_s);
        server.answers[3].body = "{\"models\":[{\"context_length\":131072}]}";
        QCOMPARE(lineOf(identityFrom(talk(server, 11434))), u"ollama 0.12.3, 0 models"_s);
    }

    void cleansWhatAServerSaysOfItself()
    {
        LocalServer server = ollama();
        server.answers[1].body = "{\"version\":\"1\\u0007\\u202e\\n" + QByteArray(5000, 'x') + "\"}";
        server.answers[2].body = "{\"models\":[{\"remote_host\":\"evil\\u202e\\u0000host\"},{\"remote_host\":7},{}]}";
        const auto identity = identityFrom(talk(server, 11434));
        QVERIFY(identity && identity->version.size() <= 40);
        for (const QString &text : {identity->version, identity->notes.first().detail}) {
            for (const QChar c : text)
                QVERIFY2(c.isPrint(), qPrintable(text));
        }
    }

    void survivesEveryCutAndEveryFieldOfAWrongType()
    {
        for (const LocalServer &server : {ollama(), llamaCpp(), lmStudio(), olderLmStudio(), vllm(), liteLlm(), localAi(),
                                          stableDiffusion(), someCompatible()}) {
            for (qsizetype which = 0; which < server.answers.size(); ++which) {
                const QByteArray whole = server.answers[which].body;
                for (qsizetype length = 0; length < whole.size(); length += 7) {
                    LocalServer cut = server;
                    cut.answers[which].body.truncate(length);
                    const auto identity = identityFrom(talk(cut, 49152));
                    QVERIFY(!identity || identity->kind == server.kind || identity->kind == ServerKind::Other);
                }
                for (const char *type : {"null", "7", "\"x\"", "[]", "{}", "true", "-1e999"}) {
                    for (qsizetype colon = whole.indexOf(':'); colon > 0; colon = whole.indexOf(':', colon + 1)) {
                        LocalServer bad = server;
                        bad.answers[which].body = whole.first(colon + 1) + type + ",\"rest\":" + whole.sliced(colon + 1);
                        const auto identity = identityFrom(talk(bad, 49152));
                        QVERIFY(!identity || identity->kind == server.kind || identity->kind == ServerKind::Other);
                    }
                }
            }
        }
    }

    void givesEachServerTheProfileOfItsKind_data()
    {
        QTest::addColumn<LocalServer>("server");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("dialects");
        const QString chat = u"openai-chat"_s;
        const QStringList three{chat, u"openai-responses"_s, u"anthropic-messages"_s};
        QTest::newRow("Ollama") << ollama() << u"ollama"_s << three;
        QTest::newRow("llama.cpp") << llamaCpp() << u"llama-cpp"_s << three;
        QTest::newRow("LM Studio") << lmStudio() << u"lm-studio"_s << three;
        QTest::newRow("vLLM") << vllm() << u"vllm"_s << QStringList{chat};
        QTest::newRow("LiteLLM") << liteLlm() << u"litellm"_s << QStringList{chat};
        QTest::newRow("LocalAI") << localAi() << u"localai"_s << QStringList{chat, u"openai-images"_s};
        QTest::newRow("stable-diffusion.cpp") << stableDiffusion() << u"stable-diffusion-cpp"_s << QStringList{u"openai-images"_s};
        QTest::newRow("another") << someCompatible() << u"local-server"_s << QStringList{chat};
    }

    void givesEachServerTheProfileOfItsKind()
    {
        QFETCH(LocalServer, server);
        QFETCH(QString, id);
        QFETCH(QStringList, dialects);
        const auto identity = identityFrom(talk(server, 49152));
        QVERIFY(identity);
        const QUrl base(u"http://127.0.0.1:49152/v1"_s);
        const Profile profile = profileFor(*identity, base, {});
        QCOMPARE(profile.id, id);
        QCOMPARE(profile.name, QString(nameOf(server.kind)));
        QCOMPARE(profile.base, base);
        QCOMPARE(dialectsOf(profile), dialects);
        QCOMPARE(profile.needsKey, server.needsKey);
        QCOMPARE(profile.secret.has_value(), server.needsKey);
        QCOMPARE(profile.maxTokensField, u"max_tokens"_s);
        QVERIFY(profile.asksForUsage && !profile.isBuiltIn);
        const auto read = parseProfile(textOf(profile));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        QCOMPARE(*read, profile);

        const Profile second = profileFor(*identity, base, {id});
        QCOMPARE(second.id, id + u"-2"_s);
        QCOMPARE(second.name, QString(nameOf(server.kind)) + u" 2"_s);
    }

    void asksLocalAiForPicturesWhereAModelMakesThem()
    {
        const Profile profile = profileFor({.kind = ServerKind::LocalAi}, QUrl(u"http://127.0.0.1:8080/v1"_s), {});
        QCOMPARE(dialectFor(profile, u"flux.1-dev"_s, {u"image"_s}), u"openai-images"_s);
        QCOMPARE(dialectFor(profile, u"gpt-4"_s, {u"text"_s}), u"openai-chat"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ServerIdentity)
#include "tst_ServerIdentity.moc"
