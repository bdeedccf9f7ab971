#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "openai-chat": POST {base}/chat/completions, as OpenAI, OpenRouter, WisGate and most other servers speak it.
class OpenAiChat : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
};

} // namespace studio
