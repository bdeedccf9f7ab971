#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "openai-images": POST {base}/images/generations and, with pictures attached, {base}/images/edits as a form.
class OpenAiImages : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
    bool answersInText() const override { return false; }
};

} // namespace studio
