#pragma once

#include "gateway/Faults.h"
#include "gateway/PictureOrder.h"

namespace studio
{

/// The file as that fault leaves it; no fault, and one of another kind, leaves it as it is.
PracticePicture withFault(PracticePicture file, const Fault *fault);

} // namespace studio
