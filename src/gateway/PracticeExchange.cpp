#include "gateway/PracticeExchange.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds wholePause = 450ms;

const QByteArray padding = "\n         \n";

double dollars(qint64 nanoDollars)
{
    return static_cast<double>(nanoDollars) / 1e9;
}

} // namespace

QString PracticeExchange::generationId() const
{
    return u"gen-practice-"_s + mark;
}

QString PracticeExchange::callId() const
{
    return (dialect.format == WireFormat::Messages ? u"toolu_practice_"_s : u"call_practice_"_s) + mark;
}

double inputCost(const PracticeExchange &exchange)
{
    return dollars(exchange.question.promptTokens * exchange.priced->inputNanoDollars);
}

double outputCost(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    return dollars(answer.tokens() * exchange.priced->outputNanoDollars +
                   answer.pictures.size() * exchange.priced->pictureNanoDollars);
}

double wholeCost(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    return dollars(exchange.question.promptTokens * exchange.priced->inputNanoDollars +
                   answer.tokens() * exchange.priced->outputNanoDollars +
                   answer.pictures.size() * exchange.priced->pictureNanoDollars);
}

ServerReply wholeReply(const PracticeExchange &exchange, const QJsonObject &body)
{
    ServerReply reply = jsonReply(200, body);
    reply.pieces.first().wait = wholePause;
    if (exchange.dialect.isOpenRouter()) {
        reply.isChunked = true;
        reply.pieces.prepend({padding, 60ms});
        reply.pieces.prepend({padding, 60ms});
    }
    addIdHeader(exchange, reply);
    return reply;
}

void addIdHeader(const PracticeExchange &exchange, ServerReply &reply)
{
    switch (exchange.dialect.service) {
    case PracticeService::OpenRouter:
        return reply.setHeader("X-Generation-Id", exchange.generationId().toLatin1());
    case PracticeService::WisGate:
    case PracticeService::OpenAi:
        return reply.setHeader("x-request-id", exchange.generationId().toLatin1());
    case PracticeService::Anthropic:
        return reply.setHeader("request-id", "req_practice_" + exchange.mark.toLatin1());
    case PracticeService::Gemini:
        return;
    }
}

} // namespace studio
