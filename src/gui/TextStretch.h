#pragma once

#include <QAccessible>
#include <QStringView>

namespace studio
{

/// From one place in a text to another.
struct TextStretch
{
    int from = 0;
    int to = 0;

    bool isEmpty() const { return from == to; }
    bool operator==(const TextStretch &) const = default;
};

/// The character, word, sentence or paragraph at a place; stretches of a kind stand side by side and leave
/// nothing out. Paragraphs end behind their line feed, and no other stretch reaches over one. At the end of the
/// text there is no character, word or sentence any more.
TextStretch stretchAt(QStringView text, int offset, QAccessible::TextBoundaryType kind);

} // namespace studio
