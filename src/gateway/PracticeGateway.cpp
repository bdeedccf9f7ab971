#include "gateway/PracticeGateway.h"

#include "gateway/ChatQuestion.h"
#include "gateway/ChatReply.h"
#include "gateway/Doorkeeper.h"
#include "gateway/FaultScript.h"
#include "gateway/HttpServer.h"

#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray freshKey()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

QString generationId(const RecordedRequest &request)
{
    return u"gen-practice-%1"_s.arg(steadyHash(request.body), 16, 16, '0'_L1);
}

QJsonObject openRouterAccount()
{
    return {{u"data"_s, QJsonObject{{u"label"_s, u"practice gateway"_s},
                                    {u"limit"_s, QJsonValue()},
                                    {u"limit_remaining"_s, QJsonValue()},
                                    {u"usage"_s, 0},
                                    {u"is_free_tier"_s, true},
                                    {u"is_management_key"_s, false}}}};
}

QJsonObject wisGateBalance()
{
    return {{u"available_balance"_s, 0},
            {u"package_balance"_s, 0},
            {u"cash_balance"_s, 0},
            {u"token_balance"_s, 0},
            {u"is_token_unlimited_quota"_s, true}};
}

ServerReply wrongMethod(PracticeDialect dialect, const QByteArray &allowed)
{
    ServerReply reply =
        errorReply(dialect, {405, u"This address takes %1 only"_s.arg(QLatin1StringView(allowed)),
                             u"invalid_request_error"_s, u"method_not_allowed"_s, u"invalid_request"_s});
    reply.setHeader("Allow", allowed);
    return reply;
}

} // namespace

class PracticeGateway::Private
{
public:
    /// The server is the gateway's child, so that both change threads together.
    explicit Private(PracticeGateway *gateway)
        : server([this](const RecordedRequest &request) { return answer(request); }, {}, gateway)
    {
    }

    ServerReply answer(const RecordedRequest &request);
    ServerReply data(const RecordedRequest &request, PracticeDialect dialect, FaultRoute route,
                     const QJsonObject &body);
    ServerReply chat(const RecordedRequest &request, PracticeDialect dialect);

    QByteArray key = freshKey();
    FaultScript script;
    HttpServer server;
};

ServerReply PracticeGateway::Private::answer(const RecordedRequest &request)
{
    if (const auto refusal = Doorkeeper(key, server.port()).refusal(request))
        return *refusal;
    const auto [dialect, rest] = practicePath(request);
    if (rest == "/chat/completions")
        return chat(request, dialect);
    if (rest == "/models")
        return data(request, dialect, FaultRoute::Models, modelList(dialect));
    if (rest == "/key" && dialect == PracticeDialect::OpenRouter)
        return data(request, dialect, FaultRoute::Account, openRouterAccount());
    if (rest == "/users/me/balance" && dialect == PracticeDialect::WisGate)
        return data(request, dialect, FaultRoute::Account, wisGateBalance());
    return errorReply(dialect, {404, u"There is nothing at this address"_s, u"invalid_request_error"_s,
                                u"unknown_url"_s, u"not_found"_s});
}

ServerReply PracticeGateway::Private::data(const RecordedRequest &request, PracticeDialect dialect,
                                           FaultRoute route, const QJsonObject &body)
{
    if (request.method != "GET")
        return wrongMethod(dialect, "GET");
    return withFault(jsonReply(200, body), script.next(route), dialect, script.factor());
}

ServerReply PracticeGateway::Private::chat(const RecordedRequest &request, PracticeDialect dialect)
{
    if (request.method != "POST")
        return wrongMethod(dialect, "POST");
    const auto read = readChatQuestion(request.body);
    if (const auto *words = std::get_if<ErrorWords>(&read))
        return errorReply(dialect, *words);
    const auto &question = std::get<ChatQuestion>(read);
    const auto asked = findModel(question.model);
    if (!asked)
        return errorReply(dialect, notFoundWords(question.model));
    const Fault *fault = asked->fault ? asked->fault : script.next(FaultRoute::Chat, asked->id);
    const PracticeAnswer answer = practiceAnswer(question, *asked->model, fault);
    const ChatExchange exchange{dialect,      generationId(request), asked->id,
                                asked->model, question.promptTokens, question.wantsUsage};
    const ServerReply reply =
        question.isStreaming ? streamedChatReply(exchange, answer) : wholeChatReply(exchange, answer);
    return withFault(reply, fault, dialect, script.factor());
}

PracticeGateway::PracticeGateway(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    connect(&d->server, &HttpServer::requestRecorded, this, &PracticeGateway::requestRecorded);
}

PracticeGateway::~PracticeGateway() = default;

Result<QUrl> PracticeGateway::listen(quint16 port)
{
    return d->server.listen(port);
}

QByteArray PracticeGateway::key() const
{
    return d->key;
}

Result<void> PracticeGateway::setFaults(const QByteArray &json)
{
    const Result<FaultScript> script = FaultScript::parse(json);
    if (!script)
        return script.error();
    d->script = *script;
    return {};
}

QStringList PracticeGateway::faultNames()
{
    QStringList names;
    for (const Fault &fault : faults())
        names += fault.name;
    return names;
}

QList<RecordedRequest> PracticeGateway::recorded() const
{
    return d->server.recorded();
}

} // namespace studio
