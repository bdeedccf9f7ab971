#include "providers/SettingFields.h"

#include "core/Parameter.h"

#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Field
{
    QLatin1StringView setting;
    QLatin1StringView path;
};

constexpr std::array<Field, 18> chatFields{{
    {"temperature"_L1, "temperature"_L1},
    {"max_tokens"_L1, "max_tokens"_L1}, // or the profile's own name for it
    {"seed"_L1, "seed"_L1},
    {"top_p"_L1, "top_p"_L1},
    {"top_k"_L1, "top_k"_L1},
    {"min_p"_L1, "min_p"_L1},
    {"frequency_penalty"_L1, "frequency_penalty"_L1},
    {"presence_penalty"_L1, "presence_penalty"_L1},
    {"repetition_penalty"_L1, "repetition_penalty"_L1},
    {"stop"_L1, "stop"_L1},
    {"reasoning_effort"_L1, "reasoning_effort"_L1}, // "reasoning.effort" where routing is taken
    {"verbosity"_L1, "verbosity"_L1},
    {"answer_format"_L1, "response_format"_L1},
    {"answer_schema"_L1, "response_format"_L1},
    {"tools"_L1, "tools"_L1},
    {"tool_choice"_L1, "tool_choice"_L1},
    {"aspect_ratio"_L1, "image_config.aspect_ratio"_L1},
    {"resolution"_L1, "image_config.image_size"_L1},
}};

/// What a router's responses take on top.
constexpr std::array<Field, 6> routerResponsesFields{{
    {"top_k"_L1, "top_k"_L1},
    {"frequency_penalty"_L1, "frequency_penalty"_L1},
    {"presence_penalty"_L1, "presence_penalty"_L1},
    {"reasoning_tokens"_L1, "reasoning.max_tokens"_L1},
    {"aspect_ratio"_L1, "image_config.aspect_ratio"_L1},
    {"resolution"_L1, "image_config.image_size"_L1},
}};

constexpr std::array<Field, 9> responsesFields{{
    {"temperature"_L1, "temperature"_L1},
    {"max_tokens"_L1, "max_output_tokens"_L1},
    {"top_p"_L1, "top_p"_L1},
    {"reasoning_effort"_L1, "reasoning.effort"_L1},
    {"verbosity"_L1, "text.verbosity"_L1},
    {"answer_format"_L1, "text.format"_L1},
    {"answer_schema"_L1, "text.format"_L1},
    {"tools"_L1, "tools"_L1},
    {"tool_choice"_L1, "tool_choice"_L1},
}};

constexpr std::array<Field, 10> messagesFields{{
    {"temperature"_L1, "temperature"_L1},
    {"max_tokens"_L1, "max_tokens"_L1},
    {"top_p"_L1, "top_p"_L1},
    {"top_k"_L1, "top_k"_L1},
    {"stop"_L1, "stop_sequences"_L1},
    {"reasoning_effort"_L1, "output_config.effort"_L1},
    {"reasoning_tokens"_L1, "thinking"_L1},
    {"answer_schema"_L1, "output_config.format"_L1},
    {"tools"_L1, "tools"_L1},
    {"tool_choice"_L1, "tool_choice"_L1},
}};

constexpr std::array<Field, 16> geminiFields{{
    {"temperature"_L1, "generationConfig.temperature"_L1},
    {"max_tokens"_L1, "generationConfig.maxOutputTokens"_L1},
    {"seed"_L1, "generationConfig.seed"_L1},
    {"top_p"_L1, "generationConfig.topP"_L1},
    {"top_k"_L1, "generationConfig.topK"_L1},
    {"frequency_penalty"_L1, "generationConfig.frequencyPenalty"_L1},
    {"presence_penalty"_L1, "generationConfig.presencePenalty"_L1},
    {"stop"_L1, "generationConfig.stopSequences"_L1},
    {"reasoning_effort"_L1, "generationConfig.thinkingConfig.thinkingLevel"_L1},
    {"reasoning_tokens"_L1, "generationConfig.thinkingConfig.thinkingBudget"_L1},
    {"answer_format"_L1, "generationConfig.responseMimeType"_L1},
    {"answer_schema"_L1, "generationConfig.responseJsonSchema"_L1},
    {"tools"_L1, "tools"_L1},
    {"tool_choice"_L1, "toolConfig.functionCallingConfig"_L1},
    {"aspect_ratio"_L1, "generationConfig.imageConfig.aspectRatio"_L1},
    {"resolution"_L1, "generationConfig.imageConfig.imageSize"_L1},
}};

constexpr std::array<Field, 9> imagesFields{{
    {"size"_L1, "size"_L1},
    {"count"_L1, "n"_L1},
    {"quality"_L1, "quality"_L1},
    {"background"_L1, "background"_L1},
    {"output_format"_L1, "output_format"_L1},
    {"output_compression"_L1, "output_compression"_L1},
    {"style"_L1, "style"_L1},
    {"input_fidelity"_L1, "input_fidelity"_L1},
    {"moderation"_L1, "moderation"_L1},
}};

constexpr std::array<Field, 14> routerImagesFields{{
    {"size"_L1, "size"_L1},
    {"aspect_ratio"_L1, "aspect_ratio"_L1},
    {"resolution"_L1, "resolution"_L1},
    {"count"_L1, "n"_L1},
    {"quality"_L1, "quality"_L1},
    {"background"_L1, "background"_L1},
    {"output_format"_L1, "output_format"_L1},
    {"output_compression"_L1, "output_compression"_L1},
    {"seed"_L1, "seed"_L1},
    {"provider.order"_L1, "provider.order"_L1},
    {"provider.only"_L1, "provider.only"_L1},
    {"provider.ignore"_L1, "provider.ignore"_L1},
    {"provider.allow_fallbacks"_L1, "provider.allow_fallbacks"_L1},
    {"provider.sort"_L1, "provider.sort"_L1},
}};

constexpr std::array<Field, 2> videosFields{{
    {"seconds"_L1, "seconds"_L1},
    {"size"_L1, "size"_L1},
}};

constexpr std::array<Field, 2> videosJsonFields{{
    {"seconds"_L1, "duration"_L1},
    {"size"_L1, "size"_L1},
}};

constexpr std::array<Field, 6> routerVideosFields{{
    {"seconds"_L1, "duration"_L1},
    {"size"_L1, "size"_L1},
    {"aspect_ratio"_L1, "aspect_ratio"_L1},
    {"resolution"_L1, "resolution"_L1},
    {"seed"_L1, "seed"_L1},
    {"sound"_L1, "generate_audio"_L1},
}};

constexpr std::array<Field, 8> seedanceFields{{
    {"seconds"_L1, "duration"_L1},
    {"aspect_ratio"_L1, "ratio"_L1},
    {"resolution"_L1, "resolution"_L1},
    {"frame_rate"_L1, "framespersecond"_L1},
    {"seed"_L1, "seed"_L1},
    {"sound"_L1, "generate_audio"_L1},
    {"watermark"_L1, "watermark"_L1},
    {"fixed_camera"_L1, "camera_fixed"_L1},
}};

std::span<const Field> fieldsOf(QStringView dialect)
{
    if (dialect == "openai-responses"_L1)
        return responsesFields;
    if (dialect == "anthropic-messages"_L1)
        return messagesFields;
    if (dialect == "gemini"_L1)
        return geminiFields;
    if (dialect == "openai-images"_L1)
        return imagesFields;
    if (dialect == "openrouter-images"_L1)
        return routerImagesFields;
    if (dialect == "openai-videos"_L1)
        return videosFields;
    if (dialect == "openai-videos-json"_L1)
        return videosJsonFields;
    if (dialect == "openrouter-videos"_L1)
        return routerVideosFields;
    if (dialect == "seedance"_L1)
        return seedanceFields;
    return chatFields;
}

/// A router's chat takes routing, and some settings in another place.
QString routedField(const QString &dialect, const QString &setting)
{
    for (const Field &field : routerResponsesFields) {
        if (dialect == "openai-responses"_L1 && field.setting == setting)
            return field.path;
    }
    const bool isChat = dialect == "openai-chat"_L1;
    const bool isText = isChat || dialect == "openai-responses"_L1 || dialect == "anthropic-messages"_L1;
    if (isChat && setting == "reasoning_effort"_L1)
        return u"reasoning.effort"_s;
    if (isChat && setting == "reasoning_tokens"_L1)
        return u"reasoning.max_tokens"_s;
    if (isChat && setting == "quality"_L1)
        return u"image_config.quality"_s;
    const Parameter *parameter = parameterNamed(setting);
    return isText && parameter && parameter->group == Parameter::Group::Routing ? setting : QString();
}

/// Adds what is not there; objects on both sides grow together.
void addMissing(QJsonObject &body, const QJsonObject &more)
{
    for (auto each = more.begin(); each != more.end(); ++each) {
        if (!body.contains(each.key())) {
            body[each.key()] = *each;
        } else if (body[each.key()].isObject() && each->isObject()) {
            QJsonObject inner = body[each.key()].toObject();
            addMissing(inner, each->toObject());
            body[each.key()] = inner;
        }
    }
}

} // namespace

QString fieldFor(const Profile &profile, const QString &setting)
{
    if (const QString own = profile.job.fields.value(setting); !own.isEmpty())
        return own == "-"_L1 ? QString() : own;
    if (profile.takesRouting) {
        if (const QString routed = routedField(profile.dialect, setting); !routed.isEmpty())
            return routed;
    }
    if (setting == "max_tokens"_L1 && profile.dialect == "openai-chat"_L1 && !profile.maxTokensField.isEmpty())
        return profile.maxTokensField;
    for (const Field &field : fieldsOf(profile.dialect)) {
        if (field.setting == setting)
            return field.path;
    }
    return {};
}

QStringList settingsTaken(const Profile &profile)
{
    QStringList taken;
    for (const Parameter &parameter : parameters()) {
        if (!fieldFor(profile, parameter.name).isEmpty() || parameter.group == Parameter::Group::Extra)
            taken << parameter.name;
    }
    return taken;
}

void addSettings(QJsonObject &body, const QJsonObject &settings, const Profile &profile, const SettingShape &shape)
{
    QJsonObject all = profile.defaults;
    for (auto each = settings.begin(); each != settings.end(); ++each)
        all[each.key()] = *each;
    for (auto each = all.begin(); each != all.end(); ++each) {
        const QString path = checkSettings({{each.key(), *each}}) ? fieldFor(profile, each.key()) : QString();
        const QJsonValue value = shape ? shape(each.key(), *each) : QJsonValue(*each);
        if (!path.isEmpty() && !value.isUndefined())
            putAt(body, path, value);
    }
    addMissing(body, all[u"extra"_s].toObject());
    addMissing(body, profile.extraFields);
}

void putAt(QJsonObject &object, QStringView path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0) {
        object[path] = value;
        return;
    }
    const QString outer = path.first(dot).toString();
    QJsonObject inner = object[outer].toObject();
    putAt(inner, path.sliced(dot + 1), value);
    object[outer] = inner;
}

} // namespace studio
