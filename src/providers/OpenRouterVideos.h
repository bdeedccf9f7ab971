#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "openrouter-videos": POST {base}/videos at OpenRouter, as JSON. Attachments are frame_images or
/// input_references; there is no way to cancel.
class OpenRouterVideos : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
    bool answersInText() const override { return false; }
    bool makesVideos() const override { return true; }
};

} // namespace studio
