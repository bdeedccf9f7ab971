#pragma once

#include "core/Trial.h"
#include "gui/WelcomePage.h"

namespace studio
{

/// The finished trial behind a question of the welcome page, for models of the practice gateway: it can be run at once.
Trial trialFor(Question question);

} // namespace studio
