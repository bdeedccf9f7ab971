#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "gemini": POST {base}/models/{model}:generateContent and :streamGenerateContent, for text and pictures, as Google
/// and WisGate speak it. The base ends in "/v1beta".
class Gemini : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
};

} // namespace studio
