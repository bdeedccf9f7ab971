#pragma once

#include "core/Error.h"

#include <QString>

namespace studio
{

struct PictureFacts;

/// "1024 × 1024 · PNG · 1.4 MB · see-through"
QString pictureFactsText(const PictureFacts &facts);

/// The same for ears: "1024 by 1024 pixels, PNG, 1.4 MB, see-through".
QString spokenPictureFacts(const PictureFacts &facts);

/// "63 %", "3,200 %"
QString zoomText(qreal zoom);

/// Why a picture is not shown, as a sentence, and that the file is fine where it is.
QString pictureProblemText(const Error &error);

/// What stands beside a picture that is shown but is not all of it.
QString cutPictureText();

} // namespace studio
