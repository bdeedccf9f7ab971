#pragma once

#include "gui/StepBar.h"

#include <optional>

namespace studio
{

/// What the middle of the window shows.
enum class Page
{
    Welcome,
    Choose,
    Try,
    Check,
    BackUp,
    Export,
    Results,
    Accounts,
    Network
};
inline constexpr std::size_t pageCount = 9;

Page pageOf(Step step);
std::optional<Step> stepOf(Page page);

} // namespace studio
