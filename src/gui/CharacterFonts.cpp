#include "gui/CharacterFonts.h"

#include <QElapsedTimer>
#include <QTextLayout>

namespace studio
{

namespace
{

constexpr char16_t firstBeyondLatin = 0x0250; ///< Every font that text is set in has what comes before.

void readFont(QStringView character, const QFont &font)
{
    QTextLayout layout(character.toString(), font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

} // namespace

qsizetype CharacterFonts::readFor(QStringView text, const QFont &font, std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    bool hasRead = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].unicode() < firstBeyondLatin)
            continue;
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        if (text[at].isSurrogate() && !isPair)
            continue; // its other half is still to come
        const char32_t character = isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        if (!m_known.contains(character)) {
            if (hasRead && timer.elapsed() >= budget.count())
                return at;
            readFont(text.sliced(at, isPair ? 2 : 1), font);
            m_known.insert(character);
            hasRead = true;
        }
        at += isPair ? 1 : 0;
    }
    return text.size();
}

} // namespace studio
