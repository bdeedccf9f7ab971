#include "gateway/PracticeGateway.h"

#include "gateway/AccountReply.h"
#include "gateway/CatalogReply.h"
#include "gateway/ChatReply.h"
#include "gateway/Doorkeeper.h"
#include "gateway/FaultScript.h"
#include "gateway/GeminiReply.h"
#include "gateway/Generations.h"
#include "gateway/HttpServer.h"
#include "gateway/MessagesReply.h"
#include "gateway/QuestionReader.h"
#include "gateway/ResponsesReply.h"
#include "gateway/VideoDesk.h"

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

ServerReply wrongMethod(const PracticeDialect &dialect, const QByteArray &allowed)
{
    ServerReply reply =
        errorReply(dialect, {405, u"This address takes %1 only"_s.arg(QLatin1StringView(allowed)),
                             u"invalid_request_error"_s, u"method_not_allowed"_s, u"invalid_request"_s});
    reply.setHeader("Allow", allowed);
    return reply;
}

/// The same for the same question to the same model, which Gemini names outside the body.
QString markOf(const QString &model, const QByteArray &body)
{
    return u"%1"_s.arg(steadyHash(model.toUtf8() + '\n' + body), 16, 16, '0'_L1);
}

ErrorWords missingVersion()
{
    return {400,
            u"anthropic-version: header is required"_s,
            u"invalid_request_error"_s,
            {},
            u"invalid_request"_s};
}

ServerReply formatted(const PracticeExchange &exchange, const PracticeAnswer &answer, bool isArray)
{
    const bool isStreaming = exchange.question.isStreaming;
    switch (exchange.dialect.format) {
    case WireFormat::Chat:
        return isStreaming ? streamedChatReply(exchange, answer) : wholeChatReply(exchange, answer);
    case WireFormat::Responses:
        return isStreaming ? streamedResponsesReply(exchange, answer) : wholeResponsesReply(exchange, answer);
    case WireFormat::Messages:
        return isStreaming ? streamedMessagesReply(exchange, answer) : wholeMessagesReply(exchange, answer);
    case WireFormat::Gemini:
        return isStreaming ? streamedGeminiReply(exchange, answer, isArray)
                           : wholeGeminiReply(exchange, answer);
    }
    return {};
}

} // namespace

class PracticeGateway::Private
{
public:
    /// Server and videos are the gateway's children, so that all change threads together.
    explicit Private(PracticeGateway *gateway)
        : videos(gateway)
        , server([this](const RecordedRequest &request) { return answer(request); }, {}, gateway)
    {
    }

    ServerReply answer(const RecordedRequest &request);
    ServerReply placed(const RecordedRequest &request, const PracticePath &path);
    ServerReply data(const RecordedRequest &request, const PracticePath &path, FaultRoute route,
                     const QJsonObject &body);
    ServerReply endpoints(const RecordedRequest &request, const PracticePath &path);
    ServerReply generation(const RecordedRequest &request, const PracticePath &path);
    ServerReply question(const RecordedRequest &request, const PracticePath &path);

    QByteArray key = freshKey();
    FaultScript script;
    Generations generations;
    VideoDesk videos;
    HttpServer server;
};

ServerReply PracticeGateway::Private::answer(const RecordedRequest &request)
{
    if (const auto refusal = Doorkeeper(key, server.port()).refusal(request))
        return *refusal;
    if (const auto path = videoPath(request))
        return videos.answer(request, *path, script);
    return placed(request, practicePath(request));
}

ServerReply PracticeGateway::Private::placed(const RecordedRequest &request, const PracticePath &path)
{
    switch (path.place) {
    case PracticePath::Place::Nowhere:
        break;
    case PracticePath::Place::Question:
        return question(request, path);
    case PracticePath::Place::Models:
        return data(request, path, FaultRoute::Models, modelList(path.dialect));
    case PracticePath::Place::Endpoints:
        return endpoints(request, path);
    case PracticePath::Place::Providers:
        return data(request, path, FaultRoute::Models, providerList());
    case PracticePath::Place::Key:
        return data(request, path, FaultRoute::Account, openRouterKey());
    case PracticePath::Place::Credits:
        return data(request, path, FaultRoute::Account, openRouterCredits());
    case PracticePath::Place::Generation:
        return generation(request, path);
    case PracticePath::Place::Balance:
        return data(request, path, FaultRoute::Account, wisGateBalance());
    }
    return errorReply(path.dialect, {404, u"There is nothing at this address"_s, u"invalid_request_error"_s,
                                     u"unknown_url"_s, u"not_found"_s});
}

ServerReply PracticeGateway::Private::data(const RecordedRequest &request, const PracticePath &path,
                                           FaultRoute route, const QJsonObject &body)
{
    if (request.method != "GET")
        return wrongMethod(path.dialect, "GET");
    return withFault(jsonReply(200, body), script.next(route), path.dialect, script.factor());
}

ServerReply PracticeGateway::Private::endpoints(const RecordedRequest &request, const PracticePath &path)
{
    const auto asked = findModel(path.model);
    if (!asked)
        return errorReply(path.dialect, notFoundWords(path.model));
    return data(request, path, FaultRoute::Models, endpointList(*asked));
}

ServerReply PracticeGateway::Private::generation(const RecordedRequest &request, const PracticePath &path)
{
    if (request.method != "GET")
        return wrongMethod(path.dialect, "GET");
    const ServerReply reply = generations.reply(queryValue(request, u"id"_s), path.dialect, script.factor());
    return withFault(reply, script.next(FaultRoute::Account), path.dialect, script.factor());
}

ServerReply PracticeGateway::Private::question(const RecordedRequest &request, const PracticePath &path)
{
    const PracticeDialect &dialect = path.dialect;
    if (request.method != "POST")
        return wrongMethod(dialect, "POST");
    // The gateways in front of Anthropic do not ask for it.
    if (dialect.service == PracticeService::Anthropic && request.header("anthropic-version").isEmpty())
        return errorReply(dialect, missingVersion());
    const auto read = readQuestion(path, request.body);
    if (const auto *words = std::get_if<ErrorWords>(&read))
        return errorReply(dialect, *words);
    const auto &question = std::get<PracticeQuestion>(read);
    const auto asked = findModel(question.model);
    if (!asked || isVideoModel(question.model))
        return errorReply(dialect, notFoundWords(question.model));
    const Fault *fault = asked->fault ? asked->fault : script.next(FaultRoute::Chat, asked->id);
    const PracticeAnswer answer = practiceAnswer(question, *asked->model, fault);
    const QString mark = markOf(question.model, request.body);
    const PracticeExchange exchange{dialect, mark, asked->id, asked->model, question};
    if (dialect.isOpenRouter() && !(fault && fault->kind == FaultKind::Status))
        generations.remember(exchange, answer);
    return withFault(formatted(exchange, answer, path.isArray), fault, dialect, script.factor());
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

QStringList PracticeGateway::jobFaultNames()
{
    return studio::jobFaultNames();
}

QList<RecordedRequest> PracticeGateway::recorded() const
{
    return d->server.recorded();
}

} // namespace studio
