#include "gateway/CatalogReply.h"

#include "gateway/VideoModels.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 wisGateCreated = 1626777600; // WisGate's list has the same moment in every row
constexpr qint64 contextTokens = 131072;
constexpr qint64 longestAnswer = 8192;
constexpr qint64 tokensPerPicture = 1120;

QString perToken(qint64 nanoDollars)
{
    return u"0.%1"_s.arg(nanoDollars, 9, 10, '0'_L1);
}

QJsonObject pricingOf(const PracticeModel &model, int times = 1)
{
    QJsonObject pricing{{u"prompt"_s, perToken(times * model.inputNanoDollars)},
                        {u"completion"_s, perToken(times * model.outputNanoDollars)}};
    if (model.pictureNanoDollars > 0) // as OpenRouter counts them: per token of the picture
        pricing[u"image_output"_s] = perToken(times * model.pictureNanoDollars / tokensPerPicture);
    return pricing;
}

QJsonArray settingsOf(const PracticeModel &model)
{
    if (model.makesPictures())
        return {u"seed"_s};
    QJsonArray settings{u"max_tokens"_s, u"max_completion_tokens"_s, u"seed"_s, u"temperature"_s, u"tools"_s,
                        u"tool_choice"_s};
    if (model.style == WritingStyle::Reasoned) {
        settings += u"reasoning"_s;
        settings += u"include_reasoning"_s;
    }
    return settings;
}

QJsonObject openRouterRow(const PracticeModel &model)
{
    return {
        {u"id"_s, model.id},
        {u"canonical_slug"_s, model.id},
        {u"hugging_face_id"_s, QJsonValue::Null},
        {u"name"_s, model.name},
        {u"created"_s, practiceCreated},
        {u"description"_s, model.description},
        {u"context_length"_s, contextTokens},
        {u"architecture"_s, architecture(model)},
        {u"pricing"_s, pricingOf(model)},
        {u"top_provider"_s, QJsonObject{{u"context_length"_s, contextTokens},
                                        {u"max_completion_tokens"_s, longestAnswer},
                                        {u"is_moderated"_s, false}}},
        {u"per_request_limits"_s, QJsonValue::Null},
        {u"supported_parameters"_s, settingsOf(model)},
        {u"supported_voices"_s, QJsonValue::Null},
        {u"default_parameters"_s, QJsonObject()},
        {u"expiration_date"_s, QJsonValue::Null},
        {u"links"_s, QJsonObject{{u"details"_s, u"/api/v1/models/practice/%1/endpoints"_s.arg(model.id)}}},
    };
}

QJsonObject plainRow(const PracticeModel &model, qint64 created)
{
    return {{u"id"_s, model.id},
            {u"object"_s, u"model"_s},
            {u"created"_s, created},
            {u"owned_by"_s, u"practice"_s}};
}

QJsonObject wisGateRow(const PracticeModel &model)
{
    QJsonObject row = plainRow(model, wisGateCreated);
    row[u"supported_endpoint_types"_s] = QJsonArray{u"openai"_s};
    if (model.makesPictures())
        row[u"supported_endpoint_types"_s] = QJsonArray{u"image-generation"_s, u"openai"_s};
    return row;
}

/// OpenAI's list does not say what a model makes; compatible servers add it.
QJsonObject openAiRow(const PracticeModel &model)
{
    QJsonObject row = plainRow(model, practiceCreated);
    if (model.makesPictures())
        row[u"architecture"_s] = architecture(model);
    return row;
}

QJsonObject anthropicRow(const PracticeModel &model)
{
    const QDateTime created = QDateTime::fromSecsSinceEpoch(practiceCreated, Qt::UTC);
    return {{u"type"_s, u"model"_s},
            {u"id"_s, model.id},
            {u"display_name"_s, model.name},
            {u"created_at"_s, created.toString(Qt::ISODate)},
            {u"max_input_tokens"_s, contextTokens},
            {u"max_tokens"_s, longestAnswer},
            {u"lifecycle"_s, u"active"_s},
            {u"capabilities"_s, QJsonValue::Null},
            {u"line"_s, QJsonValue::Null},
            {u"deprecated_at"_s, QJsonValue::Null},
            {u"retires_at"_s, QJsonValue::Null}};
}

QJsonObject geminiRow(const PracticeModel &model)
{
    return {{u"name"_s, u"models/"_s + model.id},
            {u"version"_s, u"001"_s},
            {u"displayName"_s, model.name},
            {u"description"_s, model.description},
            {u"inputTokenLimit"_s, contextTokens},
            {u"outputTokenLimit"_s, longestAnswer},
            {u"supportedGenerationMethods"_s, QJsonArray{u"generateContent"_s}},
            {u"temperature"_s, 1.0},
            {u"maxTemperature"_s, 2.0},
            {u"thinking"_s, model.style == WritingStyle::Reasoned}};
}

QJsonObject rowOf(const PracticeModel &model, const PracticeDialect &dialect)
{
    if (dialect.format == WireFormat::Gemini)
        return geminiRow(model);
    switch (dialect.service) {
    case PracticeService::OpenRouter:
        return openRouterRow(model);
    case PracticeService::WisGate:
        return wisGateRow(model);
    case PracticeService::Anthropic:
        return anthropicRow(model);
    case PracticeService::OpenAi:
    case PracticeService::Gemini:
        break;
    }
    return openAiRow(model);
}

bool isListed(const PracticeModel &model, const PracticeDialect &dialect, bool onlyWriting)
{
    const bool isWriting = !model.makesPictures() || model.isWriting;
    return (isWriting || !onlyWriting) && (!model.makesPictures() || dialect.service != PracticeService::Anthropic);
}

/// The tag is what provider.order and its like take.
QJsonObject endpointRow(const AskedModel &asked, const QString &tag, int priceTimes, double uptime)
{
    return {{u"name"_s, u"Practice | "_s + asked.model->id},
            {u"model_id"_s, asked.id},
            {u"model_name"_s, asked.model->name},
            {u"context_length"_s, contextTokens},
            {u"max_completion_tokens"_s, longestAnswer},
            {u"max_prompt_tokens"_s, QJsonValue::Null},
            {u"pricing"_s, pricingOf(*asked.model, priceTimes)},
            {u"provider_name"_s, u"Practice"_s},
            {u"tag"_s, tag},
            {u"quantization"_s, u"unknown"_s},
            {u"supported_parameters"_s, settingsOf(*asked.model)},
            {u"supports_implicit_caching"_s, false},
            {u"supports_tool_choice"_s,
             QJsonObject{{u"none"_s, true}, {u"auto"_s, true}, {u"required"_s, true}, {u"function"_s, true}}},
            {u"status"_s, 0},
            {u"latency_last_30m"_s,
             QJsonObject{{u"p50"_s, 180}, {u"p75"_s, 190}, {u"p90"_s, 200}, {u"p99"_s, 250}}},
            {u"throughput_last_30m"_s,
             QJsonObject{{u"p50"_s, 45}, {u"p75"_s, 44}, {u"p90"_s, 40}, {u"p99"_s, 33}}},
            {u"uptime_last_5m"_s, uptime},
            {u"uptime_last_30m"_s, uptime},
            {u"uptime_last_1d"_s, uptime}};
}

} // namespace

QJsonObject architecture(const PracticeModel &model)
{
    QStringList inputs{u"text"_s, u"image"_s};
    QStringList outputs{u"text"_s};
    if (!model.makesPictures())
        inputs += u"file"_s;
    else
        outputs = model.isWriting ? QStringList{u"image"_s, u"text"_s} : QStringList{u"image"_s};
    return {{u"modality"_s, inputs.join(u'+') + u"->"_s + outputs.join(u'+')},
            {u"input_modalities"_s, QJsonArray::fromStringList(inputs)},
            {u"output_modalities"_s, QJsonArray::fromStringList(outputs)},
            {u"tokenizer"_s, u"Other"_s},
            {u"instruct_type"_s, QJsonValue::Null}};
}

QJsonObject modelList(const PracticeDialect &dialect, bool onlyWriting)
{
    QJsonArray rows;
    for (const PracticeModel &model : practiceModels()) {
        if (isListed(model, dialect, onlyWriting))
            rows += rowOf(model, dialect);
    }
    if (dialect.format == WireFormat::Gemini)
        return {{u"models"_s, rows}};
    for (const QJsonValue &row : onlyWriting ? QJsonArray() : videoModelRows(dialect))
        rows += row;
    switch (dialect.service) {
    case PracticeService::OpenRouter:
        return {{u"data"_s, rows},
                {u"total_count"_s, rows.size()},
                {u"links"_s, QJsonObject{{u"next"_s, QJsonValue::Null}}}};
    case PracticeService::WisGate:
        return {{u"success"_s, true}, {u"object"_s, u"list"_s}, {u"data"_s, rows}};
    case PracticeService::Anthropic:
        return {{u"data"_s, rows},
                {u"has_more"_s, false},
                {u"first_id"_s, rows.first()[u"id"_s]},
                {u"last_id"_s, rows.last()[u"id"_s]}};
    case PracticeService::OpenAi:
    case PracticeService::Gemini:
        break;
    }
    return {{u"object"_s, u"list"_s}, {u"data"_s, rows}};
}

QJsonObject endpointList(const AskedModel &asked)
{
    const QJsonArray endpoints{endpointRow(asked, u"practice"_s, 1, 100.0),
                               endpointRow(asked, u"practice/fast"_s, 2, 97.5)};
    return {{u"data"_s, QJsonObject{{u"id"_s, asked.id},
                                    {u"name"_s, asked.model->name},
                                    {u"created"_s, practiceCreated},
                                    {u"description"_s, asked.model->description},
                                    {u"architecture"_s, architecture(*asked.model)},
                                    {u"endpoints"_s, endpoints}}}};
}

QJsonObject forgetfulList()
{
    QJsonArray endpoints;
    for (const PracticeModel &model : practiceModels()) {
        if (!model.makesPictures())
            endpoints += endpointRow({model.id, &model}, u"practice"_s, 1, 100.0);
    }
    return {{u"data"_s, endpoints}};
}

QJsonObject providerList()
{
    return {{u"data"_s, QJsonArray{QJsonObject{{u"name"_s, u"Practice"_s},
                                               {u"slug"_s, u"practice"_s},
                                               {u"privacy_policy_url"_s, QJsonValue::Null},
                                               {u"terms_of_service_url"_s, QJsonValue::Null},
                                               {u"status_page_url"_s, QJsonValue::Null},
                                               {u"headquarters"_s, QJsonValue::Null},
                                               {u"datacenters"_s, QJsonValue::Null}}}}};
}

} // namespace studio
