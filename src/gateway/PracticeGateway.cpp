#include "gateway/PracticeGateway.h"

#include "gateway/AccountReply.h"
#include "gateway/CatalogReply.h"
#include "gateway/ChatReply.h"
#include "gateway/Doorkeeper.h"
#include "gateway/FaultScript.h"
#include "gateway/GeminiReply.h"
#include "gateway/Generations.h"
#include "gateway/HttpServer.h"
#include "gateway/MadeFiles.h"
#include "gateway/MessagesReply.h"
#include "gateway/ModelAnswer.h"
#include "gateway/PictureCatalog.h"
#include "gateway/PictureQuestion.h"
#include "gateway/PictureReply.h"
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
    ServerReply models(const RecordedRequest &request, const PracticePath &path);
    ServerReply endpoints(const RecordedRequest &request, const PracticePath &path);
    ServerReply generation(const RecordedRequest &request, const PracticePath &path);
    ServerReply question(const RecordedRequest &request, const PracticePath &path);
    ServerReply pictures(const RecordedRequest &request, const PracticePath &path);
    ServerReply drawn(const PracticeExchange &exchange, const AskedModel &asked, const Fault *fault, bool isEdit,
                      const QByteArray &host);
    ServerReply madeFile(const RecordedRequest &request);
    const Fault *faultFor(const AskedModel &asked);
    void remember(const PracticeExchange &exchange, const PracticeAnswer &answer, const Fault *fault);

    QByteArray key = freshKey();
    FaultScript script;
    Generations generations;
    MadeFiles files;
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
        return models(request, path);
    case PracticePath::Place::Endpoints:
        return endpoints(request, path);
    case PracticePath::Place::Forgetful:
        return data(request, path, FaultRoute::Models, forgetfulList());
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
    case PracticePath::Place::Pictures:
        return pictures(request, path);
    case PracticePath::Place::PictureModels:
        return data(request, path, FaultRoute::Models, pictureModelList());
    case PracticePath::Place::PictureEndpoints:
        return endpoints(request, path);
    case PracticePath::Place::MadeFile:
        return madeFile(request);
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

/// OpenRouter lists what writes, and the rest where it is asked for.
ServerReply PracticeGateway::Private::models(const RecordedRequest &request, const PracticePath &path)
{
    const bool onlyWriting = path.dialect.isOpenRouter() && queryValue(request, u"output_modalities"_s).isEmpty();
    return data(request, path, FaultRoute::Models, modelList(path.dialect, onlyWriting));
}

ServerReply PracticeGateway::Private::endpoints(const RecordedRequest &request, const PracticePath &path)
{
    const bool arePictures = path.place == PracticePath::Place::PictureEndpoints;
    const auto asked = findModel(path.model, arePictures ? PracticeKind::Picture : kindFromId(path.model));
    if (!asked || (arePictures && !asked->model->makesPictures()))
        return errorReply(path.dialect, notFoundWords(path.model));
    return data(request, path, FaultRoute::Models, arePictures ? pictureEndpointList(*asked) : endpointList(*asked));
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
    const auto asked = findModel(question.model, question.wantsPictures ? PracticeKind::Picture : kindFromId(question.model));
    if (!asked || isVideoModel(question.model))
        return errorReply(dialect, notFoundWords(question.model));
    if (const auto words = mismatch(question, *asked->model, dialect))
        return errorReply(dialect, *words);
    const Fault *fault = faultFor(*asked);
    const PracticeAnswer answer = answerTo(question, *asked->model, fault);
    const QString mark = markOf(question.model, request.body);
    const PracticeExchange exchange{dialect, mark, asked->id, asked->model, question};
    remember(exchange, answer, fault);
    return withFault(formatted(exchange, answer, path.isArray), fault, dialect, script.factor());
}

ServerReply PracticeGateway::Private::pictures(const RecordedRequest &request, const PracticePath &path)
{
    const PracticeDialect &dialect = path.dialect;
    if (request.method != "POST")
        return wrongMethod(dialect, "POST");
    const auto read = readPictureQuestion(path, request);
    if (const auto *words = std::get_if<ErrorWords>(&read))
        return errorReply(dialect, *words);
    const auto &question = std::get<PracticeQuestion>(read);
    const auto asked = findModel(question.model, PracticeKind::Picture);
    if (!asked)
        return errorReply(dialect, notFoundWords(question.model));
    if (!asked->model->makesPictures())
        return errorReply(dialect, wrongKindWords(asked->id, u"no pictures"_s));
    const QString mark = markOf(question.model, request.body);
    const PracticeExchange exchange{dialect, mark, asked->id, asked->model, question};
    const Fault *fault = faultFor(*asked);
    const ServerReply reply = drawn(exchange, *asked, fault, path.isEdit, request.header("Host"));
    return withFault(reply, fault, dialect, script.factor());
}

ServerReply PracticeGateway::Private::drawn(const PracticeExchange &exchange, const AskedModel &asked, const Fault *fault,
                                            bool isEdit, const QByteArray &host)
{
    if (fault && fault->kind == FaultKind::Refusal)
        return errorReply(exchange.dialect, declinedWords());
    const PictureOrder &order = exchange.question.order;
    QList<MadePicture> made = madePictures(order, asked.model->pictureStyle, fault);
    const bool isExpired = fault && fault->kind == FaultKind::Expired;
    if (order.wantsLinks || isExpired || (fault && fault->kind == FaultKind::Link)) {
        for (MadePicture &picture : made)
            picture.link = "http://" + host + files.keep(picture.file, isExpired);
    }
    PracticeAnswer answer;
    answer.pictures = filesOf(made);
    remember(exchange, answer, fault);
    const bool areLinks = !made.isEmpty() && !made.first().link.isEmpty(); // streams hold bytes
    return exchange.question.isStreaming && !areLinks ? streamedPicturesReply(exchange, made, isEdit)
                                                      : wholePicturesReply(exchange, made);
}

ServerReply PracticeGateway::Private::madeFile(const RecordedRequest &request)
{
    if (request.method != "GET" && request.method != "HEAD")
        return wrongMethod({}, "GET");
    return withFault(files.reply(request.path()), script.next(FaultRoute::Files), {}, script.factor());
}

const Fault *PracticeGateway::Private::faultFor(const AskedModel &asked)
{
    return asked.fault ? asked.fault : script.next(FaultRoute::Chat, asked.id);
}

/// What OpenRouter tells of it later; a refusal is no generation.
void PracticeGateway::Private::remember(const PracticeExchange &exchange, const PracticeAnswer &answer, const Fault *fault)
{
    if (exchange.dialect.isOpenRouter() && !(fault && fault->kind == FaultKind::Status))
        generations.remember(exchange, answer);
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
