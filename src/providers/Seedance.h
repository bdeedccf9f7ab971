#pragma once

#include "providers/Dialect.h"

namespace studio
{

/// "seedance": POST {base}/contents/generations/tasks, the format of the company that makes Seedance; its base
/// ends in /api/v3. The finished video is reached by the link in the answer alone.
class Seedance : public Dialect
{
public:
    Result<Recipe> encode(const Prompt &prompt, const QString &model, const Profile &profile,
                          bool streaming) const override;
    std::unique_ptr<Decoder> decoder(const Profile &profile) const override;
    bool answersInText() const override { return false; }
    bool makesVideos() const override { return true; }
};

} // namespace studio
