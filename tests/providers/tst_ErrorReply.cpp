#include "providers/ErrorReply.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <initializer_list>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::ErrorKind)

class tst_ErrorReply : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void readsEveryVendor_data();
    void readsEveryVendor();
    void keepsRequestIdAndWait();
    void waitsOnlyWhereWaitingHelps();
    void takesTheHintInsideTheObject();
    void hearsThatAskingAgainIsOfNoUse();
    void shortensLongWords();
    void looksAtTheBeginningOfAHugeMessageOnly();
    void hidesWhatLooksLikeAKey_data();
    void hidesWhatLooksLikeAKey();
    void hidesTheGivenSecretWhateverItLooksLike();
};

void tst_ErrorReply::readsEveryVendor_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, int status, const char *body, ErrorKind kind, const QString &detail) {
        QTest::newRow(name) << status << QByteArray(body) << kind << detail;
    };
    row("OpenAI wrong key", 401, R"({"error":{"message":"Incorrect API key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})",
        ErrorKind::Unauthorized, u"Incorrect API key"_s);
    row("OpenAI quota", 429, R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}})",
        ErrorKind::NoCredit, u"You exceeded your current quota"_s);
    row("OpenAI quota, narrower code", 429, R"({"error":{"message":"x","type":"insufficient_quota","code":"credit_balance_exhausted"}})",
        ErrorKind::NoCredit, u"x"_s);
    row("per-minute limit that says quota in words", 429, R"({"error":{"message":"insufficient quota","type":"rate_limit"}})",
        ErrorKind::RateLimited, u"insufficient quota"_s);
    row("OpenAI overloaded", 503, R"({"error":{"message":"x","type":"service_unavailable_error","code":"server_is_overloaded"}})",
        ErrorKind::Overloaded, u"x"_s);
    row("OpenAI model", 404, R"({"error":{"message":"no such model","code":"model_not_found"}})", ErrorKind::NotFound, u"no such model"_s);
    row("model unknown as 400", 400, R"({"error":{"code":400,"message":"x","availability":{"code":"model_not_found"}}})",
        ErrorKind::NotFound, u"x"_s);
    row("OpenAI context", 400, R"({"error":{"message":"x","code":"context_length_exceeded"}})", ErrorKind::ContextTooLong, u"x"_s);
    row("context in words", 400, R"({"error":{"message":"This endpoint's maximum context length is 200000 tokens.","code":400}})",
        ErrorKind::ContextTooLong, u"This endpoint's maximum context length is 200000 tokens."_s);
    row("context as 413", 413, R"({"error":{"message":"prompt is too long: 250000 tokens"}})", ErrorKind::ContextTooLong,
        u"prompt is too long: 250000 tokens"_s);
    row("bad field", 400, R"({"error":{"message":"unknown field","param":"seed","code":"unsupported_parameter"}})",
        ErrorKind::BadRequest, u"unknown field"_s);
    row("llama.cpp", 500, R"({"error":{"code":500,"message":"parse error","type":"server_error"}})", ErrorKind::ServerFault, u"parse error"_s);
    row("llama.cpp loading", 503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
        ErrorKind::Overloaded, u"Loading model"_s);
    row("older vLLM", 404, R"({"object":"error","message":"no model","type":"NotFoundError","code":404})", ErrorKind::NotFound, u"no model"_s);
    row("Ollama", 404, R"({"error":"model 'x' not found"})", ErrorKind::NotFound, u"model 'x' not found"_s);
    row("FastAPI text", 422, R"({"detail":"Not good"})", ErrorKind::BadRequest, u"Not good"_s);
    row("FastAPI list", 422, R"({"detail":[{"loc":["body","seed"],"msg":"extra fields","type":"extra_forbidden"},{"msg":"also this"}]})",
        ErrorKind::BadRequest, u"seed: extra fields; also this"_s);
    row("Gemini in a list", 503, R"([{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}])", ErrorKind::Overloaded, u"busy"_s);
    row("Gemini wrong key", 400, R"({"error":{"code":400,"message":"x","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}})",
        ErrorKind::Unauthorized, u"x"_s);
    row("Gemini wrong key, words only", 400, R"({"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}})",
        ErrorKind::Unauthorized, u"API key not valid. Please pass a valid API key."_s);
    row("Gemini bad field", 400, R"({"error":{"code":400,"message":"Invalid value at 'generation_config.top_k'","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.BadRequest"}]}})",
        ErrorKind::BadRequest, u"Invalid value at 'generation_config.top_k'"_s);
    row("Gemini context", 400, R"({"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}})",
        ErrorKind::ContextTooLong, u"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."_s);
    row("Gemini quota", 429, R"({"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure"}]}})",
        ErrorKind::RateLimited, u"You exceeded your current quota, please check your plan and billing details."_s);
    row("Gemini region", 400, R"({"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}})",
        ErrorKind::BadRequest, u"User location is not supported for the API use."_s);
    row("Gemini deadline", 504, R"({"error":{"code":504,"message":"x","status":"DEADLINE_EXCEEDED"}})", ErrorKind::ServerTimeout, u"x"_s);
    row("Gemini model", 404, R"({"error":{"code":404,"message":"x","status":"NOT_FOUND"}})", ErrorKind::NotFound, u"x"_s);
    for (const auto &[word, kind] : std::initializer_list<std::pair<const char *, ErrorKind>>{
             {"RESOURCE_EXHAUSTED", ErrorKind::RateLimited}, {"UNAVAILABLE", ErrorKind::Overloaded},
             {"DEADLINE_EXCEEDED", ErrorKind::ServerTimeout}, {"INTERNAL", ErrorKind::ServerFault},
             {"UNAUTHENTICATED", ErrorKind::Unauthorized}, {"PERMISSION_DENIED", ErrorKind::Forbidden},
             {"NOT_FOUND", ErrorKind::NotFound}, {"INVALID_ARGUMENT", ErrorKind::BadRequest},
             {"FAILED_PRECONDITION", ErrorKind::BadRequest}, {"OUT_OF_RANGE", ErrorKind::BadRequest}}) {
        const QByteArray body = QByteArray(R"({"error":{"message":"x","status":")") + word + R"("}})";
        QTest::addRow("Gemini in a stream: %s", word) << 200 << body << kind << u"x"_s;
    }
    for (const auto &[word, kind] : std::initializer_list<std::pair<const char *, ErrorKind>>{
             {"invalid_request_error", ErrorKind::BadRequest}, {"authentication_error", ErrorKind::Unauthorized},
             {"billing_error", ErrorKind::NoCredit}, {"permission_error", ErrorKind::Forbidden},
             {"not_found_error", ErrorKind::NotFound}, {"request_too_large", ErrorKind::PayloadTooLarge},
             {"rate_limit_error", ErrorKind::RateLimited}, {"api_error", ErrorKind::ServerFault},
             {"timeout_error", ErrorKind::ServerTimeout}, {"overloaded_error", ErrorKind::Overloaded}}) {
        const QByteArray body = QByteArray(R"({"type":"error","error":{"type":")") + word + R"(","message":"x"}})";
        QTest::addRow("Anthropic in a stream: %s", word) << 200 << body << kind << u"x"_s;
    }
    row("Anthropic", 529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"})",
        ErrorKind::Overloaded, u"Overloaded"_s);
    row("Anthropic billing", 400, R"({"type":"error","error":{"type":"billing_error","message":"x"}})", ErrorKind::NoCredit, u"x"_s);
    row("task route", 400, R"({"code":"invalid_request","message":"bad size","data":null})", ErrorKind::BadRequest, u"bad size"_s);
    row("FastAPI list of texts", 422, R"({"detail":["no such field","nor this"]})", ErrorKind::BadRequest, u"no such field; nor this"_s);
    row("FastAPI object", 403, R"({"detail":{"error":"group is closed","code":7}})", ErrorKind::Forbidden, u"group is closed"_s);
    row("FastAPI object with a message", 400, R"({"detail":{"msg":"bad size"}})", ErrorKind::BadRequest, u"bad size"_s);
    row("FastAPI place in a list", 422, R"({"detail":[{"loc":["body","messages",0],"msg":"is missing"}]})", ErrorKind::BadRequest, u"0: is missing"_s);
    row("code and msg under a 200", 200, R"({"code":401,"msg":"no such key"})", ErrorKind::Unauthorized, u"no such key"_s);
    row("code as text and msg under a 200", 200, R"({"code":"429","msg":"slowly"})", ErrorKind::RateLimited, u"slowly"_s);
    row("code that is no status, and msg", 200, R"({"code":1002,"msg":"x"})", ErrorKind::Unknown, u"x"_s);
    row("code and msg", 500, R"({"code":500,"msg":"oops"})", ErrorKind::ServerFault, u"oops"_s);
    row("success false", 200, R"({"success":false,"message":"no permission"})", ErrorKind::Unknown, u"no permission"_s);
    row("gateway has no channel", 500, R"({"error":{"message":"no channel, request id: 1","type":"new_api_error","code":"get_channel_failed"}})",
        ErrorKind::Overloaded, u"no channel, request id: 1"_s);
    row("gateway quota as 403", 403, R"({"error":{"message":"x","code":"insufficient_user_quota"}})", ErrorKind::NoCredit, u"x"_s);
    row("gateway group disabled", 403, R"({"error":{"message":"x","type":"new_api_error"}})", ErrorKind::Forbidden, u"x"_s);
    row("OpenRouter behind its general sentence", 429, R"({"error":{"code":429,"message":"Provider returned error","metadata":{"raw":"rate-limited upstream"}},"user_id":"user_1"})",
        ErrorKind::RateLimited, u"rate-limited upstream"_s);
    row("OpenRouter with the company's JSON", 400, R"({"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"bad image\"}}"}}})",
        ErrorKind::BadRequest, u"bad image"_s);
    row("OpenRouter with codes only", 502, R"({"error":{"code":502,"message":"Provider returned error","metadata":{"provider_code":"E17","error_type":"provider_unavailable"}}})",
        ErrorKind::ServerFault, u"E17"_s);
    row("OpenRouter, status only inside", 200, R"({"error":{"error_type":"provider_overloaded","http_status":503,"message":"full","availability":{"code":"temporarily_unavailable"}}})",
        ErrorKind::Overloaded, u"full"_s);
    for (const auto &[code, status, kind] : std::initializer_list<std::tuple<const char *, int, ErrorKind>>{
             {"model_not_found", 400, ErrorKind::NotFound}, {"wrong_endpoint", 400, ErrorKind::BadRequest},
             {"no_endpoints", 404, ErrorKind::NotFound}, {"model_deprecated", 404, ErrorKind::NotFound},
             {"model_unavailable_upstream", 404, ErrorKind::NotFound}, {"capacity_exhausted", 429, ErrorKind::RateLimited},
             {"temporarily_unavailable", 503, ErrorKind::Overloaded}, {"region_restricted", 403, ErrorKind::Forbidden},
             {"privacy_restricted", 404, ErrorKind::Forbidden}, {"constraint_filtered", 404, ErrorKind::BadRequest},
             {"free_variant_ended", 404, ErrorKind::NotFound}}) {
        const QByteArray named = QByteArray(R"({"error":{"message":"x","availability":{"code":")") + code + R"("}}})";
        QTest::addRow("OpenRouter availability: %s", code) << status << named << kind << u"x"_s;
        QTest::addRow("OpenRouter availability without a status: %s", code) << 200 << named << kind << u"x"_s;
    }
    for (const auto &[word, status, kind] : std::initializer_list<std::tuple<const char *, int, ErrorKind>>{
             {"invalid_prompt", 400, ErrorKind::BadRequest}, {"max_tokens_exceeded", 400, ErrorKind::BadRequest},
             {"content_policy_violation", 400, ErrorKind::BadRequest}, {"refusal", 400, ErrorKind::BadRequest},
             {"invalid_image", 400, ErrorKind::BadRequest}, {"image_too_large", 400, ErrorKind::BadRequest},
             {"image_too_small", 400, ErrorKind::BadRequest}, {"unsupported_image_format", 400, ErrorKind::BadRequest},
             {"image_download_failed", 400, ErrorKind::BadRequest}, {"image_not_found", 404, ErrorKind::BadRequest},
             {"string_too_long", 400, ErrorKind::ContextTooLong}, {"authentication", 401, ErrorKind::Unauthorized},
             {"payment_required", 402, ErrorKind::NoCredit}, {"permission_denied", 403, ErrorKind::Forbidden},
             {"precondition_failed", 412, ErrorKind::BadRequest}, {"payload_too_large", 413, ErrorKind::PayloadTooLarge},
             {"unprocessable", 422, ErrorKind::BadRequest}, {"rate_limit_exceeded", 429, ErrorKind::RateLimited},
             {"server", 500, ErrorKind::ServerFault}, {"unmapped", 500, ErrorKind::ServerFault},
             {"provider_unavailable", 502, ErrorKind::ServerFault}, {"provider_overloaded", 503, ErrorKind::Overloaded},
             {"timeout", 504, ErrorKind::ServerTimeout}}) {
        const QByteArray named = QByteArray(R"({"error":{"message":"x","error_type":")") + word + R"("}})";
        QTest::addRow("OpenRouter: %s", word) << status << named << kind << u"x"_s;
        QTest::addRow("OpenRouter without a status: %s", word) << 200 << named << kind << u"x"_s;
    }
    for (const auto &[word, kind] : std::initializer_list<std::pair<const char *, ErrorKind>>{
             {"sensitive_words_detected", ErrorKind::BadRequest}, {"prompt_blocked", ErrorKind::BadRequest},
             {"convert_request_failed", ErrorKind::BadRequest}, {"read_request_body_failed", ErrorKind::BadRequest},
             {"access_denied", ErrorKind::Forbidden}, {"pre_consume_token_quota_failed", ErrorKind::NoCredit},
             {"do_request_failed", ErrorKind::ServerFault}, {"bad_response_status_code", ErrorKind::ServerFault},
             {"bad_response_body", ErrorKind::ServerFault}, {"empty_response", ErrorKind::ServerFault}}) {
        const QByteArray body = QByteArray(R"({"error":{"message":"x","type":"new_api_error","code":")") + word + R"("}})";
        QTest::addRow("gateway under a 200: %s", word) << 200 << body << kind << u"x"_s;
    }
    row("status as text", 200, R"({"error":{"code":"429","message":"busy"}})", ErrorKind::RateLimited, u"busy"_s);
    row("code as a word and no status", 200, R"({"error":{"code":"server_error","message":"x"}})", ErrorKind::ServerFault, u"x"_s);
    row("no credit", 402, R"({"error":{"message":"x","code":402}})", ErrorKind::NoCredit, u"x"_s);
    row("408", 408, R"({"error":{"message":"x"}})", ErrorKind::ServerTimeout, u"x"_s);
    row("524 page", 524, "<html><head><title>A timeout occurred</title></head><body><!-- <p>no</p> --><b>524</b></body></html>",
        ErrorKind::ServerTimeout, u"A timeout occurred 524"_s);
    row("page that never ends", 500, "<html><script>while(1){}", ErrorKind::ServerFault, u""_s);
    row("plain words", 500, "upstream connect error\r\nreset", ErrorKind::ServerFault, u"upstream connect error reset"_s);
    row("nothing", 504, "", ErrorKind::ServerTimeout, u""_s);
    row("a page under a 200", 200, "\n<html><body>Sign in</body></html>", ErrorKind::NotAnApi, u"Sign in"_s);
    row("413", 413, "", ErrorKind::PayloadTooLarge, u""_s);
    row("409", 409, R"({"error":{"message":"already running"}})", ErrorKind::BadRequest, u"already running"_s);
    row("412", 412, R"({"error":{"message":"x","code":412}})", ErrorKind::BadRequest, u"x"_s);
    row("422", 422, R"({"error":{"message":"x"}})", ErrorKind::BadRequest, u"x"_s);
    row("502 page", 502, "<html><h1>Bad gateway</h1></html>", ErrorKind::ServerFault, u"Bad gateway"_s);
    row("529 without a body", 529, "", ErrorKind::Overloaded, u""_s);
    row("599", 599, "", ErrorKind::ServerFault, u""_s);
    row("99", 99, "", ErrorKind::Unknown, u""_s);
    row("410", 410, "", ErrorKind::NotFound, u""_s);
    row("418", 418, "", ErrorKind::Unknown, u""_s);
    row("error of wrong types", 500, R"({"error":{"message":7,"code":[],"metadata":"x"}})", ErrorKind::ServerFault, u""_s);
}

void tst_ErrorReply::readsEveryVendor()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const Error error = errorFromReply(status, {}, body);
    QTEST(error.kind, "kind");
    QTEST(error.detail, "detail");
}

void tst_ErrorReply::keepsRequestIdAndWait()
{
    const QList<Header> headers{{"X-Request-Id", "req-7"}, {"Retry-After", "3"}};
    const Error error = errorFromReply(429, headers, R"({"error":{"message":"busy"}})");
    QCOMPARE(error.requestId, u"req-7"_s);
    QCOMPARE(error.retryAfter, std::optional(std::chrono::milliseconds(3000)));
    QCOMPARE(error.status, 429);
    QCOMPARE(errorFromReply(529, {}, R"({"type":"error","error":{"type":"overloaded_error"},"request_id":"req_1"})").requestId,
             u"req_1"_s);
}

void tst_ErrorReply::waitsOnlyWhereWaitingHelps()
{
    const QList<Header> headers{{"x-ratelimit-reset-requests", "9s"}};
    QVERIFY(errorFromReply(503, headers, "{}").retryAfter);
    QVERIFY(!errorFromReply(400, headers, "{}").retryAfter);
    QVERIFY(!errorFromReply(429, headers, R"({"error":{"code":"insufficient_quota","message":"x"}})").retryAfter);
}

void tst_ErrorReply::takesTheHintInsideTheObject()
{
    const auto waitIn = [](const char *json) {
        return errorFromObject(QJsonDocument::fromJson(json).object()).retryAfter.value_or(std::chrono::milliseconds(0)).count();
    };
    QCOMPARE(waitIn(R"({"code":503,"availability":{"code":"temporarily_unavailable","retry_after":12}})"), 12'000);
    QCOMPARE(waitIn(R"({"http_status":503,"error_type":"provider_overloaded","availability":{"retry_after":"12"}})"), 12'000);
    QCOMPARE(waitIn(R"({"code":503,"availability":{"retry_after":1e99}})"), 120'000);
    QCOMPARE(waitIn(R"({"code":503,"availability":{"retry_after":-4}})"), 0);
    QCOMPARE(waitIn(R"({"code":503,"availability":{"retry_after":[12]}})"), 0);
    QCOMPARE(waitIn(R"({"code":429,"details":[{"@type":"RetryInfo","retryDelay":"13s"}]})"), 13'000);
    const qint64 soon = QDateTime::currentMSecsSinceEpoch() + 60'000;
    const QJsonObject headers{{u"X-RateLimit-Remaining"_s, u"0"_s}, {u"X-RateLimit-Reset"_s, QString::number(soon)}};
    const QJsonObject repeated{{u"code"_s, 429}, {u"metadata"_s, QJsonObject{{u"headers"_s, headers}}}};
    QVERIFY(errorFromObject(repeated).retryAfter > std::chrono::milliseconds(50'000));
}

void tst_ErrorReply::hearsThatAskingAgainIsOfNoUse()
{
    const auto isFinal = [](const QList<Header> &headers, const char *body) {
        return errorFromReply(429, headers, body).isFinal;
    };
    QVERIFY(!isFinal({}, "{}"));
    QVERIFY(!isFinal({{"x-should-retry", "true"}}, "{}"));
    QVERIFY(!isFinal({{"x-should-retry", "perhaps"}}, "{}"));
    QVERIFY(isFinal({{"X-Should-Retry", " False"}}, "{}"));
    QVERIFY(isFinal({{"x-should-retry", "false"}}, "no JSON"));
    QVERIFY(!isFinal({}, R"({"error":{"availability":{"code":"capacity_exhausted","retryable":true}}})"));
    QVERIFY(!isFinal({}, R"({"error":{"availability":{"code":"capacity_exhausted","retryable":"no"}}})"));
    QVERIFY(isFinal({}, R"({"error":{"availability":{"code":"capacity_exhausted","retryable":false}}})"));
}

void tst_ErrorReply::shortensLongWords()
{
    const QByteArray body = "{\"error\":{\"message\":\"" + QByteArray(5000, 'a') + "\"}}";
    const Error error = errorFromReply(400, {}, body);
    QCOMPARE(error.detail.size(), 300);
    QVERIFY(error.detail.endsWith(u'…'));
}

void tst_ErrorReply::looksAtTheBeginningOfAHugeMessageOnly()
{
    const QString words = u"key=abc a.b@c "_s.repeated(2'000'000);
    QElapsedTimer clock;
    clock.start();
    const Error error = errorFromObject({{u"message"_s, words}, {u"code"_s, words}}, 400);
    QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(error.kind, ErrorKind::BadRequest);
    QCOMPARE(error.detail.size(), 300);
}

void tst_ErrorReply::hidesWhatLooksLikeAKey_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &text, const QString &shown) {
        QTest::newRow(name) << text << shown;
    };
    row("OpenAI", u"key sk-proj-EXAMPLE000 is wrong"_s, u"key •••• is wrong"_s);
    row("half hidden", u"provided: sk-EXAM****MPLE."_s, u"provided: ••••"_s);
    row("bearer", u"got 'Authorization: Bearer abc123def' here"_s, u"got 'Authorization: Bearer ••••' here"_s);
    row("a sentence about bearers", u"a Bearer token is missing"_s, u"a Bearer token is missing"_s);
    row("query", u"https://x.example/v1?key=secretvalue&a=b"_s, u"https://x.example/v1?key=••••&a=b"_s);
    row("header", u"x-api-key: secretvalue"_s, u"x-api-key: ••••"_s);
    row("long token", u"token 0123456789abcdef0123456789abcdef used"_s, u"token •••• used"_s);
    row("model ids stay", u"claude-3-7-sonnet-20250219-thinking is gone"_s, u"claude-3-7-sonnet-20250219-thinking is gone"_s);
    row("request ids stay", u"(request id: e8440b11-29fb-4887-a222-eff9ba33dfbf)"_s, u"(request id: e8440b11-29fb-4887-a222-eff9ba33dfbf)"_s);
    row("long words stay", u"Donaudampfschifffahrtsgesellschaftskapitaen"_s, u"Donaudampfschifffahrtsgesellschaftskapitaen"_s);
    row("task-like words stay", u"ask-me and risk-averse users"_s, u"ask-me and risk-averse users"_s);
}

void tst_ErrorReply::hidesWhatLooksLikeAKey()
{
    QFETCH(QString, text);
    QTEST(redacted(text), "shown");
}

void tst_ErrorReply::hidesTheGivenSecretWhateverItLooksLike()
{
    const Error endless{ErrorKind::Redirected, QString(100'000, u'x'), 302};
    QCOMPARE(withoutSecret(endless, "swordfish").detail.size(), 300);
    QCOMPARE(redacted(u"the word swordfish was refused"_s, {"swordfish"}), u"the word •••• was refused"_s);
    QCOMPARE(redacted(u"an apple"_s, {"", "a"}), u"an apple"_s);
    const Error error = errorFromReply(401, {}, R"({"error":{"message":"Incorrect API key provided: sk-or-v1-EXAMPLE00"}})");
    QCOMPARE(error.detail, u"Incorrect API key provided: ••••"_s);
}

QTEST_GUILESS_MAIN(tst_ErrorReply)
#include "tst_ErrorReply.moc"
