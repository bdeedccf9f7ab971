#include "gateway/CatalogReply.h"

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

bool makesPictures(const PracticeModel &model)
{
    return model.kind == PracticeKind::Picture;
}

/// What goes in and what comes out.
QJsonObject architecture(const PracticeModel &model)
{
    QStringList inputs{u"text"_s, u"image"_s};
    QStringList outputs{u"text"_s};
    if (!makesPictures(model))
        inputs += u"file"_s;
    else
        outputs = model.isWriting ? QStringList{u"image"_s, u"text"_s} : QStringList{u"image"_s};
    return {{u"modality"_s, inputs.join(u'+') + u"->"_s + outputs.join(u'+')},
            {u"input_modalities"_s, QJsonArray::fromStringList(inputs)},
            {u"output_modalities"_s, QJsonArray::fromStringList(outputs)},
            {u"tokenizer"_s, u"Other"_s},
            {u"instruct_type"_s, QJsonValue::Null}};
}

QJsonArray settingsOf(const PracticeModel &model)
{
    if (makesPictures(model))
        return {u"seed"_s};
    QJsonArray settings{u"max_tokens"_s, u"max_completion_tokens"_s, u"seed"_s, u"temperature"_s, u"tools"_s,
                        u"tool_choice"_s};
    if (model.style == AnswerStyle::Reasoned) {
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
    if (makesPictures(model))
        row[u"supported_endpoint_types"_s] = QJsonArray{u"image-generation"_s, u"openai"_s};
    return row;
}

/// OpenAI's list does not say what a model makes; compatible servers add it.
QJsonObject openAiRow(const PracticeModel &model)
{
    QJsonObject row = plainRow(model, practiceCreated);
    if (makesPictures(model))
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
            {u"thinking"_s, model.style == AnswerStyle::Reasoned}};
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
    const bool isWriting = !makesPictures(model) || model.isWriting;
    return (isWriting || !onlyWriting) && (!makesPictures(model) || dialect.service != PracticeService::Anthropic);
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

QJsonObject choiceOf(const QStringList &values)
{
    return {{u"type"_s, u"enum"_s}, {u"values"_s, QJsonArray::fromStringList(values)}};
}

QJsonObject rangeOf(qint64 low, qint64 high)
{
    return {{u"type"_s, u"range"_s}, {u"min"_s, low}, {u"max"_s, high}};
}

/// As OpenRouter describes what its address for pictures takes.
QJsonObject pictureSettings()
{
    return {{u"n"_s, rangeOf(1, 10)},
            {u"resolution"_s, choiceOf({u"512"_s, u"1K"_s, u"2K"_s, u"4K"_s})},
            {u"aspect_ratio"_s, choiceOf({u"1:1"_s, u"2:3"_s, u"3:2"_s, u"3:4"_s, u"4:3"_s, u"4:5"_s, u"5:4"_s, u"9:16"_s,
                                          u"16:9"_s, u"21:9"_s})},
            {u"quality"_s, choiceOf({u"auto"_s, u"low"_s, u"medium"_s, u"high"_s})},
            {u"output_format"_s, choiceOf({u"png"_s, u"jpeg"_s, u"webp"_s})},
            {u"background"_s, choiceOf({u"auto"_s, u"opaque"_s, u"transparent"_s})},
            {u"output_compression"_s, rangeOf(0, 100)},
            {u"seed"_s, QJsonObject{{u"type"_s, u"boolean"_s}}},
            {u"input_references"_s, rangeOf(0, 16)}};
}

QJsonObject pictureRow(const PracticeModel &model)
{
    return {{u"id"_s, model.id},
            {u"name"_s, model.name},
            {u"description"_s, model.description},
            {u"created"_s, practiceCreated},
            {u"architecture"_s, architecture(model)},
            {u"supported_parameters"_s, pictureSettings()},
            {u"supports_streaming"_s, true},
            {u"endpoints"_s, u"/api/v1/images/models/%1/endpoints"_s.arg(model.id)}};
}

} // namespace

QJsonObject modelList(const PracticeDialect &dialect, bool onlyWriting)
{
    QJsonArray rows;
    for (const PracticeModel &model : practiceModels()) {
        if (isListed(model, dialect, onlyWriting))
            rows += rowOf(model, dialect);
    }
    if (dialect.format == WireFormat::Gemini)
        return {{u"models"_s, rows}};
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

QJsonObject pictureModelList()
{
    QJsonArray rows;
    for (const PracticeModel &model : practiceModels()) {
        if (makesPictures(model))
            rows += pictureRow(model);
    }
    return {{u"data"_s, rows}};
}

QJsonObject pictureEndpointList(const AskedModel &asked)
{
    const double price = static_cast<double>(asked.model->pictureNanoDollars) / 1e9;
    const QJsonObject perPicture{{u"billable"_s, u"output_image"_s}, {u"unit"_s, u"image"_s}, {u"cost_usd"_s, price}};
    return {{u"id"_s, asked.id},
            {u"endpoints"_s, QJsonArray{QJsonObject{{u"provider_name"_s, u"Practice"_s},
                                                    {u"provider_slug"_s, u"practice"_s},
                                                    {u"provider_tag"_s, QJsonValue::Null},
                                                    {u"supported_parameters"_s, pictureSettings()},
                                                    {u"allowed_passthrough_parameters"_s, QJsonArray()},
                                                    {u"supports_streaming"_s, true},
                                                    {u"pricing"_s, QJsonArray{perPicture}}}}}};
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
