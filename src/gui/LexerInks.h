#pragma once

#include "gui/CodeInk.h"

#include <array>
#include <string_view>

namespace studio
{

/// The ink of each style a lexer gives, by the style's number.
using InkTable = std::array<Ink, 128>;

/// The table of one of Scintilla's lexers, by its name: "cpp", "bash". All plain for one that is not known.
const InkTable &inksOf(std::string_view lexer);

} // namespace studio
