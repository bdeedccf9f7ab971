#pragma once

#include "media/ClipFacts.h"

namespace studio
{

/// "H.264 · 1280 × 720 · 24 fps · 0:05.0 · 2.4 MB · no sound". What is unknown says so.
QString clipFactsText(const ClipFacts &facts);

/// The same for ears.
QString spokenClipFacts(const ClipFacts &facts);

/// "0:03.12": minutes, seconds and hundredths.
QString clipTimeText(std::chrono::microseconds time);

/// "0:03.12 · frame 79 of 125", without what nobody knows.
QString clipPlaceText(const ClipFacts &facts, qint64 frame);

/// Why a clip is not played, and that its file is fine where it is.
QString clipProblemText(ClipTrouble trouble, const ClipFacts &facts);

/// Whether another program should be asked to open it: not what is no video at all, and no list of addresses.
bool canOpenElsewhere(ClipTrouble trouble);

/// "1.5×"
QString rateText(double rate);

} // namespace studio
