#include "gateway/VideoModels.h"

#include "gateway/PracticeModels.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 wisGateCreated = 1626777600; // as in every row of its list

const VideoModel *ourModel(const QString &id)
{
    for (const VideoModel &model : videoModels()) {
        if (model.id == id)
            return &model;
    }
    return nullptr;
}

/// "text-a", "picture-b" and "video-c" are ours, or would be.
bool looksLikeOurs(const QString &id)
{
    const QString kind = id.section(u'-', 0, 0);
    const QString letter = id.section(u'-', 1);
    return (kind == "text"_L1 || kind == "picture"_L1 || kind == "video"_L1) && letter.size() == 1;
}

QString perSecond(const VideoModel &model)
{
    return u"0.%1"_s.arg(model.nanoDollarsPerSecond, 9, 10, '0'_L1);
}

QJsonObject architecture()
{
    return {{u"modality"_s, u"text+image->video"_s},
            {u"input_modalities"_s, QJsonArray{u"text"_s, u"image"_s}},
            {u"output_modalities"_s, QJsonArray{u"video"_s}},
            {u"tokenizer"_s, u"Other"_s},
            {u"instruct_type"_s, QJsonValue::Null}};
}

QJsonObject openRouterRow(const VideoModel &model)
{
    return {{u"id"_s, model.id},
            {u"canonical_slug"_s, model.id},
            {u"hugging_face_id"_s, QJsonValue::Null},
            {u"name"_s, model.name},
            {u"created"_s, practiceCreated},
            {u"description"_s, model.description},
            {u"context_length"_s, QJsonValue::Null},
            {u"architecture"_s, architecture()},
            {u"pricing"_s, QJsonObject{{u"prompt"_s, u"0"_s}, {u"completion"_s, u"0"_s}}},
            {u"top_provider"_s, QJsonObject{{u"context_length"_s, QJsonValue::Null},
                                            {u"max_completion_tokens"_s, QJsonValue::Null},
                                            {u"is_moderated"_s, false}}},
            {u"per_request_limits"_s, QJsonValue::Null},
            {u"supported_parameters"_s, QJsonArray{u"seed"_s}},
            {u"supported_voices"_s, QJsonValue::Null},
            {u"default_parameters"_s, QJsonObject()},
            {u"expiration_date"_s, QJsonValue::Null},
            {u"links"_s, QJsonObject{{u"details"_s, u"/api/v1/models/practice/%1/endpoints"_s.arg(model.id)}}}};
}

QJsonObject plainRow(const VideoModel &model, qint64 created)
{
    return {{u"id"_s, model.id},
            {u"object"_s, u"model"_s},
            {u"created"_s, created},
            {u"owned_by"_s, u"practice"_s}};
}

QJsonObject wisGateRow(const VideoModel &model)
{
    QJsonObject row = plainRow(model, wisGateCreated);
    row[u"supported_endpoint_types"_s] = QJsonArray{u"openai-video"_s};
    return row;
}

/// With what servers that speak OpenAI's format add, since nobody could tell from the rest what the model
/// makes.
QJsonObject openAiRow(const VideoModel &model)
{
    QJsonObject row = plainRow(model, practiceCreated);
    row[u"name"_s] = model.name;
    row[u"description"_s] = model.description;
    row[u"architecture"_s] = architecture();
    return row;
}

QJsonObject abilities(const VideoModel &model)
{
    QJsonArray durations;
    for (int seconds = 1; seconds <= 15; ++seconds)
        durations += seconds;
    return {{u"id"_s, model.id},
            {u"canonical_slug"_s, model.id},
            {u"hugging_face_id"_s, QJsonValue::Null},
            {u"name"_s, model.name},
            {u"created"_s, practiceCreated},
            {u"description"_s, model.description},
            {u"supported_resolutions"_s, QJsonArray{u"480p"_s, u"720p"_s, u"1080p"_s}},
            {u"supported_aspect_ratios"_s,
             QJsonArray{u"16:9"_s, u"9:16"_s, u"1:1"_s, u"4:3"_s, u"3:4"_s, u"21:9"_s}},
            {u"supported_sizes"_s,
             QJsonArray{u"640x360"_s, u"1280x720"_s, u"720x1280"_s, u"720x720"_s, u"1920x1080"_s}},
            {u"supported_durations"_s, durations},
            {u"supported_frame_images"_s, QJsonArray{u"first_frame"_s, u"last_frame"_s}},
            {u"generate_audio"_s, false},
            {u"seed"_s, true},
            {u"pricing_skus"_s, QJsonObject{{u"duration_seconds"_s, perSecond(model)}}},
            {u"allowed_passthrough_parameters"_s, QJsonArray{u"fps"_s}}};
}

} // namespace

std::span<const VideoModel> videoModels()
{
    static const VideoModel models[] = {
        {u"video-a"_s, u"Practice: Video A"_s,
         u"Calm landscapes that pass by, drawn by fixed rules. Not an AI model."_s, ClipStyle::Hills,
         10'000'000},
        {u"video-b"_s, u"Practice: Video B"_s,
         u"Bright discs on dark rings, drawn by fixed rules. Not an AI model."_s, ClipStyle::Orbits,
         40'000'000},
    };
    return models;
}

std::optional<AskedVideo> findVideoModel(const QString &asked)
{
    AskedVideo found{asked, nullptr};
    const qsizetype colon = asked.lastIndexOf(u':');
    if (colon > 0)
        found.trouble = jobTroubleNamed(QStringView(asked).sliced(colon + 1));
    if (!found.trouble.isNone())
        found.id = asked.first(colon);
    const QString id = withoutPractice(found.id);
    found.model = ourModel(id);
    const bool isOurs = id != found.id || looksLikeOurs(id.section(u':', 0, 0));
    const bool isMissing = id.isEmpty() || id.section(u'/', -1).startsWith("missing"_L1);
    if (!found.model && (isOurs || isMissing))
        return std::nullopt;
    if (!found.model)
        found.model = &videoModels()[steadyHash(id.toUtf8()) % videoModels().size()];
    return found;
}

bool isVideoModel(const QString &asked)
{
    return ourModel(withoutPractice(asked).section(u':', 0, 0)) != nullptr;
}

QJsonArray videoModelRows(const PracticeDialect &dialect)
{
    QJsonArray rows;
    for (const VideoModel &model : videoModels()) {
        switch (dialect.service) {
        case PracticeService::OpenRouter:
            rows += openRouterRow(model);
            break;
        case PracticeService::WisGate:
            rows += wisGateRow(model);
            break;
        case PracticeService::OpenAi:
            rows += openAiRow(model);
            break;
        case PracticeService::Anthropic:
        case PracticeService::Gemini:
            break;
        }
    }
    return rows;
}

QJsonObject videoModelList()
{
    QJsonArray rows;
    for (const VideoModel &model : videoModels())
        rows += abilities(model);
    return {{u"data"_s, rows}};
}

} // namespace studio
