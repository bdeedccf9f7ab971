#include "providers/ModelList.h"
#include "support/LocalServers.h"
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

QString shown(const std::optional<Money> &amount)
{
    return amount ? amount->toString() : u"?"_s;
}

/// "id | maker | in -> out | context/longest | input price/output price | settings | canonical | end".
QString lineOf(const Model &model)
{
    QStringList settings; // three of the many there are
    for (const QString &setting : {u"temperature"_s, u"max_tokens"_s, u"seed"_s}) {
        if (model.settings.contains(setting))
            settings << setting;
    }
    const auto count = [](std::optional<qint64> value) { return value ? QString::number(*value) : u"?"_s; };
    return QStringList{model.target.model,
                       model.maker,
                       model.inputs.join(u'+') + u"->"_s + model.outputs.join(u'+'),
                       count(model.context) + u'/' + count(model.longestAnswer),
                       shown(model.price.inputToken) + u'/' + shown(model.price.outputToken),
                       settings.join(u'+'),
                       model.canonicalId,
                       model.endsOn.toString(Qt::ISODate)}
        .join(u" | "_s);
}

/// As Mistral lists models.
constexpr auto endingRow = R"({"id": "small-2402", "deprecation": "2026-11-30T12:00:00Z",
                               "deprecation_replacement_model": "small-latest"})";
constexpr auto endlessRow = R"({"id": "small-latest", "deprecation": null, "deprecation_replacement_model": null})";

Model row(const QByteArray &json)
{
    const auto models = parseModelList("{\"data\":[" + json + "]}", u"lab"_s);
    return models && models->size() == 1 ? models->first() : Model{};
}

} // namespace

class tst_ModelList : public QObject
{
    Q_OBJECT

private slots:
    void readsTheEndOfAModelAndWhatTakesItsPlace()
    {
        const Model model = row(endingRow);
        QCOMPARE(model.endsOn, QDate(2026, 11, 30));
        QCOMPARE(model.replacement, u"small-latest"_s);
        QVERIFY(!row(endlessRow).endsOn.isValid());
        QCOMPARE(row(endlessRow).replacement, QString());
    }

    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void readsWhatOpenRouterSends();
    void readsWhatWisGateSends();
    void readsWhatOpenAiAndLocalServersSend();
    void readsWhatServersOnThisComputerSend_data();
    void readsWhatServersOnThisComputerSend();
    void readsWhatAnthropicSends();
    void readsWhatGeminiSends();
    void readsSettingsByTheNamesThatListsGiveThem()
    {
        const Model model = row(R"({"id":"a","supported_parameters":["reasoning","max_completion_tokens","stop",
            "structured_outputs","response_format","frequency_penalty","something_new"]})");
        QCOMPARE(model.settings.join(u' '),
                 u"max_tokens frequency_penalty stop reasoning_effort reasoning_tokens answer_format answer_schema"_s);
        QCOMPARE(row(R"({"id":"a","supported_endpoint_types":["openai","image-generation"]})").endpointTypes,
                 QStringList({u"openai"_s, u"image-generation"_s}));
    }

    void keepsPricesExactAndNeverCallsUnknownFree_data();
    void keepsPricesExactAndNeverCallsUnknownFree();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void cleansNamesButNotIds();
    void skipsEntriesWithoutAnIdAndRepeatedOnes();
    void survivesFieldsOfEveryWrongType();
    void readsAHundredThousandModelsQuickly();
    void filesModelsByWhatTheyMake_data();
    void filesModelsByWhatTheyMake();
    void bringsDatedLists_data();
    void bringsDatedLists();
};

void tst_ModelList::readsWhatOpenRouterSends()
{
    const auto models = parseModelList(testData(u"models/openrouter-list.json"_s), u"openrouter"_s);
    QVERIFY(models);
    QStringList lines;
    for (const Model &model : *models) {
        QCOMPARE(model.target.provider, u"openrouter"_s);
        QVERIFY(!model.description.isEmpty());
        lines << lineOf(model);
    }
    const QStringList expected{
        u"openrouter/auto |  | text+image+audio+file+video->text+image | 2000000/? | ?/? | temperature+max_tokens+seed | openrouter/auto | "_s,
        u"openrouter/free |  | text+image->text | 200000/? | 0/0 | temperature+max_tokens+seed | openrouter/free | "_s,
        u"openrouter/fusion | OpenRouter | text->text | 1000000/? | ?/? |  | openrouter/fusion | "_s,
        u"nvidia/nemotron-nano-9b-v2:free | NVIDIA | text->text | 128000/? | 0/0 | temperature+max_tokens+seed | nvidia/nemotron-nano-9b-v2 | 2026-08-24"_s,
        u"liquid/lfm-2.5-2.6b:free | LiquidAI | text->text | 65536/8192 | 0/0 | temperature+max_tokens+seed | liquid/lfm-2.5-2.6b-20260811 | "_s,
        u"qwen/qwen-plus-2025-07-28:thinking | Qwen | text->text | 1000000/32768 | 0.00000026/0.00000078 | temperature+max_tokens+seed | qwen/qwen-plus-2025-07-28 | "_s,
        u"~anthropic/claude-fable-latest | Anthropic | text+image+file->text | 1000000/128000 | 0.00001/0.00005 | max_tokens | anthropic/claude-fable-5 | "_s,
        u"~z-ai/glm-latest | Z.ai | text->text | 1048576/131072 | 0.0000014/0.0000044 | temperature+max_tokens | z-ai/glm-5.3 | "_s,
        u"anthropic/claude-opus-5 | Anthropic | text+image+file->text | 1000000/128000 | 0.000005/0.000025 | temperature+max_tokens | anthropic/claude-opus-5-20260723 | "_s,
        u"anthropic/claude-opus-5:batch | Anthropic | text+image+file->text | 1000000/128000 | 0.0000025/0.0000125 | max_tokens | anthropic/claude-opus-5-20260723 | "_s,
        u"anthropic/claude-haiku-4.5 | Anthropic | text+image+file->text | 200000/64000 | 0.000001/0.000005 | temperature+max_tokens | anthropic/claude-4.5-haiku-20251001 | "_s,
        u"google/gemini-2.5-flash | Google | file+image+text+audio+video->text | 1048576/65535 | 0.0000003/0.0000025 | temperature+max_tokens+seed | google/gemini-2.5-flash | "_s,
        u"google/gemini-3.1-flash-image | Google | image+text->image+text | 131072/32768 | 0.0000005/0.000003 | temperature+max_tokens+seed | google/gemini-3.1-flash-image-20260528 | "_s,
        u"google/gemini-2.5-flash-image | Google | image+text->image+text | 32768/8192 | 0.0000003/0.0000025 | temperature+max_tokens+seed | google/gemini-2.5-flash-image | "_s,
        u"google/lyria-3-clip-preview | Google | text+image->text+audio | 1048576/65536 | ?/? | temperature+max_tokens+seed | google/lyria-3-clip-preview-20260330 | "_s,
        u"openai/gpt-4o | OpenAI | text+image+file->text | 128000/16384 | 0.0000025/0.00001 | temperature+max_tokens+seed | openai/gpt-4o | "_s,
        u"openai/gpt-5 | OpenAI | text+image+file->text | 400000/128000 | 0.00000125/0.00001 | max_tokens+seed | openai/gpt-5-2025-08-07 | "_s,
        u"openai/gpt-5-image | OpenAI | image+text+file->image+text | 400000/128000 | 0.00001/0.00001 | temperature+max_tokens+seed | openai/gpt-5-image | "_s,
        u"openai/gpt-audio | OpenAI | text+audio->text+audio | 128000/16384 | 0.0000025/0.00001 | temperature+max_tokens+seed | openai/gpt-audio | "_s,
        u"perplexity/sonar | Perplexity | text+image->text | 127072/? | 0.000001/0.000001 | temperature+max_tokens | perplexity/sonar | "_s,
        u"x-ai/grok-4.6 | SpaceXAI | text+image+file->text | 500000/? | 0.000002/0.000006 | temperature+max_tokens+seed | x-ai/grok-4.6-20260810 | "_s,
        u"z-ai/glm-4.5 | Z.ai | text->text | 131072/98304 | 0.0000006/0.0000022 | temperature+max_tokens | z-ai/glm-4.5 | 2026-12-31"_s,
        u"qwen/qwen3.7-flash | Qwen | text+image+video->text | 1000000/65536 | 0.00000003/0.00000013 | temperature+max_tokens+seed | qwen/qwen3.7-flash-20260727 | "_s,
        u"recraft/recraft-v4-pro | Recraft | text+image->image | 65536/? | ?/? |  | recraft/recraft-v4-pro-20260413 | "_s,
        u"x-ai/grok-imagine-image-quality | xAI | text+image->image | 65536/? | ?/? | temperature+max_tokens+seed | x-ai/grok-imagine-image-quality-20260512 | "_s,
    };
    QCOMPARE(lines.join(u'\n'), expected.join(u'\n'));
}

void tst_ModelList::readsWhatWisGateSends()
{
    const auto models = parseModelList(testData(u"models/wisgate-list.json"_s), u"wisgate"_s);
    QVERIFY(models);
    QStringList lines;
    for (const Model &model : *models) {
        QVERIFY(!model.price.isKnown());
        lines << u"%1 by %2 makes %3"_s.arg(model.target.model, model.maker, model.outputs.join(u'+'));
    }
    const QStringList expected{
        u"gpt-5 by OpenAI makes text"_s,
        u"claude-haiku-4-5-20251001 by Anthropic makes text"_s,
        u"deepseek-v3 by DeepSeek makes text"_s,
        u"MiniMax-M2.7 by MiniMax makes text"_s,
        u"minimax-m2 by MiniMax makes text"_s,
        u"gpt-image-1 by OpenAI makes image"_s,
        u"gemini-2.5-flash-image by Google makes image"_s,
        u"qwen-image by Alibaba makes image"_s,
        u"seedream-4.0 by ByteDance makes image"_s,
        u"sora-2 by OpenAI makes video"_s,
        u"veo3.1 by Google makes video"_s,
        u"wan2.6-t2v by Alibaba makes video"_s,
    };
    QCOMPARE(lines.join(u'\n'), expected.join(u'\n'));
}

void tst_ModelList::readsWhatOpenAiAndLocalServersSend()
{
    const auto models = parseModelList(testData(u"models/openai-list.json"_s), u"openai"_s);
    QVERIFY(models);
    QStringList lines;
    for (const Model &model : *models)
        lines << lineOf(model);
    const QStringList expected{
        u"gpt-4o | OpenAI | text->text | ?/? | ?/? |  |  | 2027-01-14"_s,
        u"text-embedding-3-small |  | text->embeddings | ?/? | ?/? |  |  | "_s,
        u"whisper-1 | OpenAI | text->transcription | ?/? | ?/? |  |  | "_s,
        u"tts-1 |  | text->speech | ?/? | ?/? |  |  | "_s,
        u"local-model |  | text->text | 8192/? | ?/? |  |  | "_s,
        u"served-model |  | text->text | 32768/? | ?/? |  |  | "_s,
    };
    QCOMPARE(lines.join(u'\n'), expected.join(u'\n'));
}

void tst_ModelList::readsWhatServersOnThisComputerSend_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("line");
    const auto listOf = [](const LocalServer &server, const QString &path) { return server.answerTo(path).body; };
    const QString models = u"/v1/models"_s;
    QTest::newRow("Ollama") << listOf(ollama(), models) << u"llama3.2:3b | Meta | text->text | ?/? | ?/? |  |  | "_s;
    QTest::newRow("Ollama's own list")
        << listOf(ollama(), u"/api/tags"_s)
        << u"llama3.2:3b | Meta | text->text | ?/? | ?/? |  |  | \ngpt-oss:120b-cloud | OpenAI | text->text | ?/? | ?/? |  |  | "_s;
    QTest::newRow("llama.cpp, which lists each model twice")
        << listOf(llamaCpp(), models) << u"gemma-3-4b | Google | text->text | 4096/? | ?/? |  |  | "_s;
    QTest::newRow("LM Studio") << listOf(lmStudio(), models) << u"qwen/qwen3-4b | Alibaba | text->text | ?/? | ?/? |  |  | "_s;
    QTest::newRow("LM Studio's own list") << listOf(lmStudio(), u"/api/v1/models"_s)
                                          << u"qwen/qwen3-4b | Alibaba | text->text | 40960/? | ?/? |  |  | "_s;
    QTest::newRow("LM Studio's older list")
        << listOf(olderLmStudio(), u"/api/v0/models"_s)
        << u"qwen2-vl-7b-instruct | Alibaba | text+image->text | 32768/? | ?/? |  |  | "_s;
    QTest::newRow("LM Studio's embeddings")
        << QByteArray("{\"data\":[{\"id\":\"nomic\",\"type\":\"embeddings\",\"max_context_length\":2048}]}")
        << u"nomic |  | text->embeddings | 2048/? | ?/? |  |  | "_s;
    QTest::newRow("LM Studio's eyes")
        << QByteArray("{\"models\":[{\"key\":\"m\",\"type\":\"llm\",\"capabilities\":{\"vision\":true}}]}")
        << u"m |  | text+image->text | ?/? | ?/? |  |  | "_s;
    QTest::newRow("vLLM") << listOf(vllm(), models) << u"Qwen/Qwen3-8B | Alibaba | text->text | 40960/? | ?/? |  |  | "_s;
    QTest::newRow("stable-diffusion.cpp") << listOf(stableDiffusion(), models)
                                          << u"sd-cpp-local |  | text->image | ?/? | ?/? |  |  | "_s;
}

void tst_ModelList::readsWhatServersOnThisComputerSend()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, line);
    const auto models = parseModelList(body, u"here"_s);
    QVERIFY2(models, qPrintable(models ? QString() : models.error().detail));
    QStringList lines;
    for (const Model &model : *models)
        lines << lineOf(model);
    QCOMPARE(lines.join(u'\n'), line);
}

void tst_ModelList::readsWhatAnthropicSends()
{
    const auto models = parseModelList(R"({"data": [
        {"type": "model", "id": "claude-opus-4-8", "display_name": "Claude Opus 4.8", "created_at": "2026-06-02T00:00:00Z"},
        {"type": "model", "id": "claude-haiku-4-5-20251001", "display_name": ""}],
        "has_more": false, "first_id": "claude-opus-4-8", "last_id": "claude-haiku-4-5-20251001"})", u"anthropic"_s);
    QVERIFY(models);
    QStringList names;
    for (const Model &model : *models)
        names << lineOf(model) + u" | "_s + model.name;
    QCOMPARE(names, QStringList({u"claude-opus-4-8 | Anthropic | text->text | ?/? | ?/? |  |  |  | Claude Opus 4.8"_s,
                                 u"claude-haiku-4-5-20251001 | Anthropic | text->text | ?/? | ?/? |  |  |  | "
                                 "claude-haiku-4-5-20251001"_s}));
}

void tst_ModelList::readsWhatGeminiSends()
{
    const auto models = parseModelList(R"({"models": [
        {"name": "models/gemini-3-pro", "version": "3", "displayName": "Gemini 3 Pro", "description": "Thinks.",
         "inputTokenLimit": 1048576, "outputTokenLimit": 65536, "supportedGenerationMethods": ["generateContent", "countTokens"]},
        {"name": "models/gemini-3.1-flash-image", "supportedGenerationMethods": ["generateContent"]},
        {"name": "models/text-vectors-1", "supportedGenerationMethods": ["embedContent"]},
        {"name": "models/clips-1", "supportedGenerationMethods": ["predictLongRunning"]},
        {"name": "models/"}, {"name": 7}, {"name": "without a prefix"}], "nextPageToken": "x"})", u"gemini"_s);
    QVERIFY(models);
    QStringList lines;
    for (const Model &model : *models)
        lines << lineOf(model);
    QCOMPARE(lines, QStringList({u"gemini-3-pro | Google | text->text | 1048576/65536 | ?/? |  |  | "_s,
                                 u"gemini-3.1-flash-image | Google | text->image | ?/? | ?/? |  |  | "_s,
                                 u"text-vectors-1 |  | text->embeddings | ?/? | ?/? |  |  | "_s,
                                 u"clips-1 |  | text->video | ?/? | ?/? |  |  | "_s}));
    QCOMPARE(models->first().name, u"Gemini 3 Pro"_s);
    QCOMPARE(models->first().description, u"Thinks."_s);
    QCOMPARE(models->first().endpointTypes, QStringList({u"generateContent"_s, u"countTokens"_s}));
}

void tst_ModelList::keepsPricesExactAndNeverCallsUnknownFree_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("price"); // input/output/request
    const auto add = [](const char *name, const char *fields, const QString &price) {
        QTest::newRow(name) << QByteArray("{\"id\":\"m\",") + fields + '}' << price;
    };
    add("exact", "\"pricing\":{\"prompt\":\"0.0000001875\",\"completion\":\"0.00000004815\"}", u"0.0000001875/0.00000004815/?"_s);
    add("exponent", "\"pricing\":{\"prompt\":\"5e-7\",\"completion\":\"1E-6\"}", u"0.0000005/0.000001/?"_s);
    add("free", "\"pricing\":{\"prompt\":\"0\",\"completion\":\"0\"}", u"0/0/?"_s);
    add("router", "\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}", u"?/?/?"_s);
    add("none", "\"pricing\":{}", u"?/?/?"_s);
    add("null", "\"pricing\":null", u"?/?/?"_s);
    add("words", "\"pricing\":{\"prompt\":\"free\",\"completion\":null}", u"?/?/?"_s);
    add("too fine", "\"pricing\":{\"prompt\":\"1e-30\",\"completion\":\"0.5\"}", u"?/0.5/?"_s);
    add("numbers have no known unit", "\"pricing\":{\"prompt\":0.5,\"completion\":2}", u"?/?/?"_s);
    add("per request", "\"pricing\":{\"request\":\"0.005\"}", u"?/?/0.005"_s);
    add("per request on top", "\"pricing\":{\"prompt\":\"1\",\"completion\":\"2\",\"request\":\"0\"}", u"1/2/?"_s);
    add("pictures are not free", "\"architecture\":{\"output_modalities\":[\"image\"]},\"pricing\":{\"prompt\":\"0\",\"completion\":\"0\"}",
        u"?/?/?"_s);
}

void tst_ModelList::keepsPricesExactAndNeverCallsUnknownFree()
{
    QFETCH(QByteArray, json);
    const Price price = row(json).price;
    QTEST(shown(price.inputToken) + u'/' + shown(price.outputToken) + u'/' + shown(price.request), "price");
}

void tst_ModelList::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    QTest::newRow("nothing") << QByteArray() << u"not_an_api"_s;
    QTest::newRow("page") << QByteArray("<html><title>Welcome</title></html>") << u"not_an_api"_s;
    QTest::newRow("words") << QByteArray("Ollama is running") << u"not_an_api"_s;
    QTest::newRow("half a list") << QByteArray("{\"data\":[{\"id\":\"a\"}") << u"garbled"_s;
    QTest::newRow("deep") << QByteArray(300'000, '[') << u"garbled"_s;
    QTest::newRow("empty list") << QByteArray("{\"data\":[]}") << u"garbled"_s;
    QTest::newRow("empty bare list") << QByteArray("[]") << u"garbled"_s;
    QTest::newRow("no ids") << QByteArray("{\"data\":[{\"name\":\"a\"},7,null]}") << u"garbled"_s;
    QTest::newRow("data of another kind") << QByteArray("{\"data\":{\"id\":\"a\"}}") << u"garbled"_s;
    QTest::newRow("error in a 200") << QByteArray("{\"error\":{\"message\":\"x\",\"code\":401}}") << u"unauthorized"_s;
    QTest::newRow("success false") << QByteArray("{\"success\":false,\"message\":\"x\",\"data\":[]}") << u"unknown"_s;
    QTest::newRow("error in a list") << QByteArray("[{\"error\":{\"message\":\"x\",\"code\":403}}]") << u"forbidden"_s;
}

void tst_ModelList::refusesWhatIsNoList()
{
    QFETCH(QByteArray, body);
    const auto models = parseModelList(body, u"lab"_s);
    QVERIFY(!models);
    QTEST(QString(nameOf(models.error().kind)), "kind");
}

void tst_ModelList::cleansNamesButNotIds()
{
    const Model model = row(R"({"id":"a/B\\c\n\u202ed:x","name":"Lab:\u0007 \u202e Big\n\tModel ","description":"one\r\ntwo\u0000"})");
    QCOMPARE(model.target.model, u"a/B\\c\n\u202ed:x"_s);
    QCOMPARE(model.name, u"Lab: Big Model"_s);
    QCOMPARE(model.maker, u"Lab"_s);
    QCOMPARE(model.description, u"one two"_s);
    const Model nameless = row(R"({"id":"a\nb"})");
    QCOMPARE(nameless.name, u"a b"_s);
    const Model huge = row("{\"id\":\"" + QByteArray(10'000, 'x') + "\",\"name\":\"" + QByteArray(10'000, 'y') + "\"}");
    QCOMPARE(huge.target.model.size(), 10'000);
    QCOMPARE(huge.name.size(), 200);
    QCOMPARE(row(R"({"id":"a\ud800"})").target.model, u"a\uFFFD"_s);
    const Model both = row(R"({"id":"a","architecture":{"modality":"te\u202ext+image->\n+te\u0007xt"}})");
    QCOMPARE(both.inputs, QStringList({u"te xt"_s, u"image"_s}));
    QCOMPARE(both.outputs, QStringList{u"te xt"_s});
}

void tst_ModelList::skipsEntriesWithoutAnIdAndRepeatedOnes()
{
    const auto models = parseModelList(R"([{"id":"a","name":"first"},{"id":""},{"id":7},{},null,{"id":"A"},{"id":"a","name":"second"},{"id":"b\ud800"},{"id":"b\udc00"}])",
                                       u"lab"_s);
    QVERIFY(models);
    QCOMPARE(models->size(), 3); // half characters look alike
    QCOMPARE(models->at(0).name, u"first"_s);
    QCOMPARE(models->at(1).target.model, u"A"_s); // ids are case-sensitive
}

void tst_ModelList::survivesFieldsOfEveryWrongType()
{
    const QJsonObject good = QJsonDocument::fromJson(testData(u"models/openrouter-list.json"_s)).object()[u"data"_s][6].toObject();
    QVERIFY(good.size() > 8);
    const QList<QJsonValue> strangers{QJsonValue::Null, true, -1, 1.5, 1e300, u"ZZZ"_s, QJsonArray{7}, QJsonObject{{u"a"_s, 1}}};
    for (const QString &field : good.keys()) {
        for (const QJsonValue &stranger : strangers) {
            if (field == "id"_L1)
                continue;
            QJsonObject changed = good;
            changed[field] = stranger;
            const Model model = row(QJsonDocument(changed).toJson());
            QCOMPARE(model.target.model, good[u"id"_s].toString());
            QVERIFY(!model.name.isEmpty() && !model.inputs.isEmpty() && !model.outputs.isEmpty());
            QVERIFY(!model.context || *model.context > 0);
        }
    }
}

void tst_ModelList::readsAHundredThousandModelsQuickly()
{
    QByteArray list = "{\"data\":[";
    for (int i = 0; i < 100'000; ++i)
        list += "{\"id\":\"lab/model-" + QByteArray::number(i) + "\",\"pricing\":{\"prompt\":\"0.000001\",\"completion\":\"0.000002\"}},";
    list.back() = ']';
    QElapsedTimer clock;
    clock.start();
    const auto models = parseModelList(list + '}', u"lab"_s);
    QVERIFY(models);
    QCOMPARE(models->size(), 100'000);
    QVERIFY2(clock.elapsed() < 20'000, "reading a list must not take quadratic time"); // seconds under sanitizers
}

void tst_ModelList::filesModelsByWhatTheyMake_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("category");
    QTest::addColumn<bool>("isGuess");
    QTest::newRow("text") << QByteArray(R"({"id":"gpt-5"})") << u"llm"_s << true;
    QTest::newRow("code") << QByteArray(R"({"id":"gpt-5-codex"})") << u"coding"_s << true;
    QTest::newRow("pictures by name") << QByteArray(R"({"id":"qwen-image"})") << u"image"_s << true;
    QTest::newRow("pictures by tag")
        << QByteArray(R"({"id":"m","supported_endpoint_types":["openai","image-generation"]})") << u"image"_s << false;
    QTest::newRow("a tag that says nothing") << QByteArray(R"({"id":"sora-2","supported_endpoint_types":["openai"]})")
                                             << u"video"_s << true;
    QTest::newRow("listed") << QByteArray(R"({"id":"m-image","architecture":{"output_modalities":["text"]}})") << u"llm"_s
                            << false;
    QTest::newRow("pictures and text")
        << QByteArray(R"({"id":"m","architecture":{"output_modalities":["text","image"]}})") << u"image"_s << false;
    QTest::newRow("neither") << QByteArray(R"({"id":"m","architecture":{"output_modalities":["embeddings"]}})") << QString()
                             << false;
}

void tst_ModelList::filesModelsByWhatTheyMake()
{
    QFETCH(QByteArray, json);
    const Model model = row(json);
    QTEST(model.category, "category");
    QTEST(model.kinds == Model::Kinds::Guessed, "isGuess");
    QVERIFY(model.origins.isEmpty());
}

void tst_ModelList::bringsDatedLists_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QDate>("date");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<QStringList>("makes");
    QTest::addColumn<bool>("hasPrices"); // WisGate's own list has none
    QTest::newRow("OpenRouter") << u"openrouter"_s << QDate(2026, 8, 22) << 450
                                << QStringList{u"audio"_s, u"image"_s, u"text"_s, u"video"_s} << true;
    QTest::newRow("WisGate") << u"wisgate"_s << QDate(2026, 11, 22) << 80
                             << QStringList{u"image"_s, u"text"_s, u"video"_s} << false;
}

void tst_ModelList::bringsDatedLists()
{
    QFETCH(bool, hasPrices);
    QFETCH(QString, provider);
    QFETCH(int, atLeast);
    const auto models = parseModelList(bundledModelList(provider), provider);
    QVERIFY(models);
    QVERIFY(models->size() >= atLeast);
    QTEST(bundledModelListDate(provider), "date");
    QStringList makes;
    int priced = 0;
    for (const Model &model : *models) {
        makes += model.outputs;
        priced += model.price.isKnown() ? 1 : 0;
        QVERIFY2(model.description.size() <= 160, qPrintable(model.target.model));
    }
    makes.removeDuplicates();
    makes.sort();
    QTEST(makes, "makes");
    QCOMPARE(priced > 1, hasPrices);
    QVERIFY(priced < models->size());
    QVERIFY(bundledModelList(u"openai"_s).isEmpty());
    QVERIFY(bundledModelListDate(u"openai"_s).isNull());
}

QTEST_GUILESS_MAIN(tst_ModelList)
#include "tst_ModelList.moc"
