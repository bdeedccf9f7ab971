#include "providers/ServerKind.h"

using namespace Qt::StringLiterals;

namespace studio
{

QLatin1StringView nameOf(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return "Ollama"_L1;
    case ServerKind::LlamaCpp:
        return "llama.cpp"_L1;
    case ServerKind::LmStudio:
        return "LM Studio"_L1;
    case ServerKind::Vllm:
        return "vLLM"_L1;
    case ServerKind::LiteLlm:
        return "LiteLLM"_L1;
    case ServerKind::LocalAi:
        return "LocalAI"_L1;
    case ServerKind::StableDiffusion:
        return "stable-diffusion.cpp"_L1;
    case ServerKind::Other:
        return "Local server"_L1;
    }
    return {};
}

QLatin1StringView wordFor(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return "ollama"_L1;
    case ServerKind::LlamaCpp:
        return "llama.cpp"_L1;
    case ServerKind::LmStudio:
        return "lm-studio"_L1;
    case ServerKind::Vllm:
        return "vllm"_L1;
    case ServerKind::LiteLlm:
        return "litellm"_L1;
    case ServerKind::LocalAi:
        return "localai"_L1;
    case ServerKind::StableDiffusion:
        return "stable-diffusion.cpp"_L1;
    case ServerKind::Other:
        return "other"_L1;
    }
    return {};
}

} // namespace studio
