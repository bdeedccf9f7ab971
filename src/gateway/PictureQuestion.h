#pragma once

#include "gateway/PracticePath.h"
#include "gateway/PracticeQuestion.h"
#include "gateway/RecordedRequest.h"

#include <variant>

namespace studio
{

/// What a request to one of the addresses for pictures asks: OpenAI's "images/generations" and "images/edits" (a form,
/// or JSON), and OpenRouter's "images". Or what is wrong with it.
std::variant<PracticeQuestion, ErrorWords> readPictureQuestion(const PracticePath &path, const RecordedRequest &request);

/// The settings of pictures that these addresses and the tool of Responses share.
std::optional<ErrorWords> readPictureSettings(const QJsonObject &fields, PictureOrder &order);

} // namespace studio
