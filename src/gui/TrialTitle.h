#pragma once

#include "core/Trial.h"

namespace studio
{

/// What a trial is called on screen: its title, else the beginning of its prompt. Never empty.
QString trialTitle(const Trial &trial);

} // namespace studio
