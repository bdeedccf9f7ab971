#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// POST {base}/videos, then GET /videos/{id} and /videos/{id}/content: the format that OpenAI made for Sora and
/// that gateways speak on for other models.
///
/// "openai-videos" writes "seconds" as a text and takes one picture as input_reference: a file of a form, or a
/// data: address where the profile wants JSON. "openai-videos-json" is what Seedance takes on the same paths:
/// JSON with "duration" as a number and "images". Which model wants which, the profile's serving rules say.
class OpenAiVideos : public Dialect
{
public:
    enum class Fields { Sora, Seedance };

    explicit OpenAiVideos(Fields fields = Fields::Sora) : m_fields(fields) {}

    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
    bool answersInText() const override { return false; }
    bool makesVideos() const override { return true; }

private:
    const Fields m_fields;
};

} // namespace studio
