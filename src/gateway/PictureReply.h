#pragma once

#include "gateway/MadePictures.h"
#include "gateway/PracticeExchange.h"

namespace studio
{

/// The answer of OpenAI's or OpenRouter's addresses for pictures, as one JSON body.
ServerReply wholePicturesReply(const PracticeExchange &exchange, const QList<MadePicture> &pictures);

/// The answer as an event stream, with drafts.
ServerReply streamedPicturesReply(const PracticeExchange &exchange, const QList<MadePicture> &pictures, bool isEdit);

/// What a service says to words that it draws nothing of.
ErrorWords declinedWords();

/// As "data:image/png;base64,...".
QString dataAddress(const PracticePicture &picture);

} // namespace studio
