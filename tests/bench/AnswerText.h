#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace studio
{

/// How every answer ends, so that it can be told on screen whether all of it is there.
inline constexpr std::string_view lastWords = "These are the last words.";

/// A long Markdown answer as models write them: headings, paragraphs, lists, tables, code in several languages,
/// links, and words in Chinese, Arabic, Hebrew and emoji. The same seed gives the same text. UTF-8, with exactly
/// that many code points; no Qt, because the server uses it too.
std::string answerText(std::size_t characters, unsigned seed = 1);

/// How many bytes the next count code points take, from that byte on.
std::size_t bytesOf(std::string_view text, std::size_t from, std::size_t count);

/// How long the text is as a QString.
std::size_t utf16Size(std::string_view text);

} // namespace studio
