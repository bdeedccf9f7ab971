#pragma once

#include <QColor>

class QPalette;

namespace studio
{

/// What a stretch of code is, whatever the language.
enum class Ink
{
    Plain,
    Comment,
    Keyword,
    String,
    Number,
    Directive,
    Name,
    Wrong
};

/// A stretch of code in one ink, counted in UTF-16 units. It may run over line ends.
struct InkSpan
{
    int start = 0;
    int length = 0;
    Ink ink = Ink::Plain;

    bool operator==(const InkSpan &) const = default;
};

/// The colour of an ink, readable (4.5:1) on Base and AlternateBase; Plain is the palette's text.
QColor inkColour(Ink ink, const QPalette &palette);

} // namespace studio
