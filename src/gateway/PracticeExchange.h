#pragma once

#include "gateway/PracticeAnswer.h"
#include "gateway/PracticeQuestion.h"

namespace studio
{

/// One question on its way to an answer in a wire format.
struct PracticeExchange
{
    PracticeDialect dialect;
    QString mark;  ///< Part of every id in the answer; the same for the same request.
    QString model; ///< Named in the answer.
    const PracticeModel *priced = nullptr;
    PracticeQuestion question = {};

    QString generationId() const;
    QString callId() const; ///< Of the one tool call that there may be.
};

/// What OpenRouter charges for the answer, in dollars; the words of one side or of both.
double inputCost(const PracticeExchange &exchange);
double outputCost(const PracticeExchange &exchange, const PracticeAnswer &answer);
double wholeCost(const PracticeExchange &exchange, const PracticeAnswer &answer);

/// A JSON reply that takes a while. OpenRouter sends its headers early and keeps the connection alive with
/// white space.
ServerReply wholeReply(const PracticeExchange &exchange, const QJsonObject &body);

/// The header that names the exchange, where the service has one.
void addIdHeader(const PracticeExchange &exchange, ServerReply &reply);

} // namespace studio
