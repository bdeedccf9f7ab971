#pragma once

#include <QFont>
#include <QSet>
#include <QStringView>

#include <chrono>

namespace studio
{

/// Has the fonts of a text's characters read before the text is laid out, some at a time. The first character that
/// a font lacks makes Qt look for another one and read it, which takes milliseconds each, and a text may need a hundred.
class CharacterFonts
{
public:
    /// How much of the text, from its beginning, may be laid out now: all of it, or what comes before the character for
    /// which the budget did not last. Gets one new character further at least.
    qsizetype readFor(QStringView text, const QFont &font, std::chrono::milliseconds budget);

    /// Another font is used from now on.
    void forget() { m_known.clear(); }

private:
    QSet<char32_t> m_known;
};

} // namespace studio
