#include "gateway/Generations.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostKept = 1000;
constexpr double appearsAfter = 1000; // milliseconds
constexpr qint64 firstWords = 180;
constexpr qint64 betweenWords = 22;

QString finishWord(const PracticeAnswer &answer)
{
    if (answer.call)
        return u"tool_calls"_s;
    return answer.isCutByLength ? u"length"_s : u"stop"_s;
}

/// What a text answer never has, but the service always says.
QJsonObject nothings()
{
    QJsonObject data;
    for (const QString &name : {u"app_id"_s,
                                u"cache_discount"_s,
                                u"external_user"_s,
                                u"http_referer"_s,
                                u"moderation_latency"_s,
                                u"num_fetches"_s,
                                u"num_input_audio_prompt"_s,
                                u"num_media_completion"_s,
                                u"num_media_prompt"_s,
                                u"num_search_results"_s,
                                u"preset_id"_s,
                                u"provider_responses"_s,
                                u"request_id"_s,
                                u"router"_s,
                                u"service_tier"_s,
                                u"session_id"_s,
                                u"upstream_id"_s,
                                u"upstream_inference_cost"_s,
                                u"user_agent"_s,
                                u"web_search_engine"_s,
                                u"workspace_id"_s,
                                u"response_cache_source_id"_s})
        data[name] = QJsonValue::Null;
    return data;
}

QJsonObject dataOf(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const qint64 input = exchange.question.promptTokens;
    const qint64 output = answer.tokens();
    const double cost = wholeCost(exchange, answer);
    QJsonObject data = nothings();
    data[u"id"_s] = exchange.generationId();
    data[u"api_type"_s] = u"completions"_s;
    data[u"model"_s] = exchange.model;
    data[u"provider_name"_s] = u"Practice"_s;
    data[u"created_at"_s] =
        QDateTime::fromSecsSinceEpoch(practiceCreated, Qt::UTC).toString(Qt::ISODateWithMs);
    data[u"data_region"_s] = u"global"_s;
    data[u"origin"_s] = QString();
    data[u"total_cost"_s] = cost;
    data[u"usage"_s] = cost;
    data[u"is_byok"_s] = false;
    data[u"streamed"_s] = exchange.question.isStreaming;
    data[u"cancelled"_s] = false;
    data[u"finish_reason"_s] = finishWord(answer);
    data[u"native_finish_reason"_s] = finishWord(answer);
    data[u"latency"_s] = firstWords;
    data[u"generation_time"_s] = output * betweenWords;
    data[u"tokens_prompt"_s] = input;
    data[u"tokens_completion"_s] = output;
    data[u"native_tokens_prompt"_s] = input;
    data[u"native_tokens_completion"_s] = output;
    data[u"native_tokens_reasoning"_s] = answer.reasoning.size();
    data[u"native_tokens_cached"_s] = 0;
    data[u"native_tokens_completion_images"_s] = 0;
    return data;
}

} // namespace

void Generations::remember(const PracticeExchange &exchange, const PracticeAnswer &answer)
{
    const QString id = exchange.generationId();
    if (!m_kept.contains(id))
        m_order += id;
    Generation &generation = m_kept[id];
    generation.data = dataOf(exchange, answer);
    generation.age.start();
    if (m_order.size() > mostKept)
        m_kept.remove(m_order.takeFirst());
}

ServerReply Generations::reply(const QString &id, const PracticeDialect &dialect, double factor) const
{
    const auto found = m_kept.constFind(id);
    if (found == m_kept.constEnd() || static_cast<double>(found->age.elapsed()) < appearsAfter * factor) {
        return errorReply(dialect, {404, u"Generation %1 not found"_s.arg(id), u"invalid_request_error"_s,
                                    u"not_found"_s, u"not_found"_s});
    }
    return jsonReply(200, {{u"data"_s, found->data}});
}

} // namespace studio
