#include "providers/TextJoiner.h"

#include <algorithm>
#include <utility>

namespace studio
{

namespace
{
constexpr QChar symbolForNul(u'\u2400');
}

QString withoutLoneSurrogates(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSurrogate(); }))
        return text;
    QString clean = text;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        if (!clean[i].isSurrogate())
            continue;
        if (clean[i].isHighSurrogate() && i + 1 < clean.size() && clean[i + 1].isLowSurrogate())
            ++i;
        else
            clean[i] = QChar::ReplacementCharacter;
    }
    return clean;
}

bool TextJoiner::isWhole(QStringView piece) const
{
    return m_half.isEmpty()
        && std::none_of(piece.begin(), piece.end(), [](QChar c) { return c.isSurrogate() || c.isNull(); });
}

QString TextJoiner::feed(const QString &piece)
{
    if (piece.isEmpty())
        return {};
    QString text = std::exchange(m_half, {}) + piece;
    if (text.back().isHighSurrogate()) {
        m_half = text.back();
        text.chop(1);
    }
    return withoutLoneSurrogates(text).replace(QChar(u'\0'), symbolForNul);
}

QString TextJoiner::rest()
{
    return withoutLoneSurrogates(std::exchange(m_half, {}));
}

} // namespace studio
