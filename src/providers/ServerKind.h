#pragma once

#include <QLatin1StringView>

namespace studio
{

/// The servers for one's own computer that are told apart.
enum class ServerKind { Ollama, LlamaCpp, LmStudio, Vllm, LiteLlm, LocalAi, StableDiffusion, Other };

QLatin1StringView nameOf(ServerKind kind);  ///< "LM Studio": a proper name, not translated.
QLatin1StringView wordFor(ServerKind kind); ///< "lm-studio": for files and the command line.

} // namespace studio
