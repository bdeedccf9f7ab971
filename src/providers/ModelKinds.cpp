#include "providers/ModelKinds.h"

#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A word of an id: it begins the id or follows a character that is neither letter nor digit.
struct IdRule
{
    QLatin1StringView word;
    QLatin1StringView meaning;
};

constexpr std::array<IdRule, 35> outputRules{{
    {"sora"_L1, "video"_L1},           {"veo"_L1, "video"_L1},
    {"veo3"_L1, "video"_L1},           {"wan2"_L1, "video"_L1},
    {"wan-2"_L1, "video"_L1},          {"seedance"_L1, "video"_L1},
    {"kling"_L1, "video"_L1},          {"hailuo"_L1, "video"_L1},
    {"t2v"_L1, "video"_L1},            {"i2v"_L1, "video"_L1},
    {"happyhorse"_L1, "video"_L1},     {"image"_L1, "image"_L1},
    {"dall-e"_L1, "image"_L1},         {"seedream"_L1, "image"_L1},
    {"imagen"_L1, "image"_L1},         {"flux"_L1, "image"_L1},
    {"nano-banana"_L1, "image"_L1},    {"kolors"_L1, "image"_L1},
    {"wanx"_L1, "image"_L1},           {"recraft"_L1, "image"_L1},
    {"riverflow"_L1, "image"_L1},      {"stable-diffusion"_L1, "image"_L1},
    {"sd-cpp"_L1, "image"_L1},         {"sdxl"_L1, "image"_L1},
    {"stablediffusion"_L1, "image"_L1},
    {"embedding"_L1, "embeddings"_L1}, {"embed"_L1, "embeddings"_L1},
    {"bge"_L1, "embeddings"_L1},       {"rerank"_L1, "rerank"_L1},
    {"reranker"_L1, "rerank"_L1},      {"whisper"_L1, "transcription"_L1},
    {"transcribe"_L1, "transcription"_L1}, {"tts"_L1, "speech"_L1},
    {"kokoro"_L1, "speech"_L1},        {"moderation"_L1, "moderation"_L1},
}};

constexpr std::array<IdRule, 44> makerRules{{
    {"gpt"_L1, "OpenAI"_L1},        {"chatgpt"_L1, "OpenAI"_L1},     {"o1"_L1, "OpenAI"_L1},
    {"o3"_L1, "OpenAI"_L1},         {"o4"_L1, "OpenAI"_L1},          {"dall-e"_L1, "OpenAI"_L1},
    {"sora"_L1, "OpenAI"_L1},       {"whisper"_L1, "OpenAI"_L1},     {"codex"_L1, "OpenAI"_L1},
    {"claude"_L1, "Anthropic"_L1},  {"gemini"_L1, "Google"_L1},      {"gemma"_L1, "Google"_L1},
    {"gemma2"_L1, "Google"_L1},     {"gemma3"_L1, "Google"_L1},      {"veo"_L1, "Google"_L1},
    {"veo3"_L1, "Google"_L1},       {"imagen"_L1, "Google"_L1},      {"nano-banana"_L1, "Google"_L1},
    {"deepseek"_L1, "DeepSeek"_L1}, {"qwen"_L1, "Alibaba"_L1},       {"qwen2"_L1, "Alibaba"_L1},
    {"qwen3"_L1, "Alibaba"_L1},     {"qwq"_L1, "Alibaba"_L1},        {"wan2"_L1, "Alibaba"_L1},
    {"wanx"_L1, "Alibaba"_L1},      {"glm"_L1, "Z.ai"_L1},           {"kimi"_L1, "Moonshot AI"_L1},
    {"minimax"_L1, "MiniMax"_L1},   {"hailuo"_L1, "MiniMax"_L1},     {"grok"_L1, "xAI"_L1},
    {"seedream"_L1, "ByteDance"_L1}, {"seedance"_L1, "ByteDance"_L1}, {"doubao"_L1, "ByteDance"_L1},
    {"kling"_L1, "Kuaishou"_L1},    {"kolors"_L1, "Kuaishou"_L1},    {"llama"_L1, "Meta"_L1},
    {"llama2"_L1, "Meta"_L1},       {"llama3"_L1, "Meta"_L1},        {"mistral"_L1, "Mistral"_L1},
    {"mixtral"_L1, "Mistral"_L1},   {"codestral"_L1, "Mistral"_L1},  {"phi"_L1, "Microsoft"_L1},
    {"command"_L1, "Cohere"_L1},    {"flux"_L1, "Black Forest Labs"_L1},
}};

constexpr std::array<IdRule, 3> coderRules{{{"codex"_L1, "code"_L1}, {"coder"_L1, "code"_L1}, {"codestral"_L1, "code"_L1}}};

/// The word must end as well, or digits of a version follow: "veo3.1", not "veoxy".
bool hasWord(QStringView id, QLatin1StringView word)
{
    for (qsizetype at = id.indexOf(word); at >= 0; at = id.indexOf(word, at + 1)) {
        const qsizetype end = at + word.size();
        const bool begins = at == 0 || !id[at - 1].isLetterOrNumber();
        if (begins && (end == id.size() || !id[end].isLetter()))
            return true;
    }
    return false;
}

QString meaningOf(const QString &id, std::span<const IdRule> rules)
{
    constexpr qsizetype mostChars = 200; // an id may be of any length
    const QString lower = id.first(std::min(id.size(), mostChars)).toLower();
    for (const IdRule &rule : rules) {
        if (hasWord(lower, rule.word))
            return rule.meaning;
    }
    return {};
}

} // namespace

QStringList outputsFromId(const QString &id)
{
    const QString output = meaningOf(id, outputRules);
    return output.isEmpty() ? QStringList() : QStringList{output};
}

QString categoryOf(const QString &id, const QStringList &outputs)
{
    for (const QString &kind : {u"video"_s, u"image"_s}) {
        if (outputs.contains(kind))
            return kind;
    }
    if (!outputs.contains(u"text"_s))
        return {};
    return meaningOf(id, coderRules).isEmpty() ? u"llm"_s : u"coding"_s;
}

QString makerFromId(const QString &id)
{
    return meaningOf(id, makerRules);
}

} // namespace studio
