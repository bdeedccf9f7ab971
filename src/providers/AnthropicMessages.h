#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "anthropic-messages": POST {base}/messages, as Anthropic, OpenRouter, WisGate and several local servers speak it.
class AnthropicMessages : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
};

} // namespace studio
