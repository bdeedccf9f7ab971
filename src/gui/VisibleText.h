#pragma once

#include <QList>
#include <QString>

namespace studio
{

/// Characters that change what a reader sees without being seen: direction marks, zero-width ones, soft
/// hyphens, byte-order marks. In the order of their code points; CodeView and visibleText() show them as marks.
const QList<char32_t> &hiddenCharacters();

/// Whether the character is one of them.
bool isHidden(char32_t character);

/// The mark shown in a hidden character's place: "U+202E".
QString markFor(char32_t character);

/// Bytes as one line that hides nothing: line ends as "\n", hidden characters as marks, bytes that are no
/// UTF-8 as "\xHH". For differences, where one byte matters.
QString visibleText(QByteArrayView bytes);

} // namespace studio
