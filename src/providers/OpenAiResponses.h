#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "openai-responses": POST {base}/responses, as OpenAI, OpenRouter and WisGate speak it, and local servers in part.
class OpenAiResponses : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
};

} // namespace studio
