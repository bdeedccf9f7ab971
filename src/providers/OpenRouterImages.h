#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "openrouter-images": POST {base}/images, with attached pictures as its references.
class OpenRouterImages : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
    bool answersInText() const override { return false; }
};

} // namespace studio
