#pragma once

#include <QString>

namespace studio
{

/// The text with every half of a surrogate pair that stands alone replaced by U+FFFD.
QString withoutLoneSurrogates(const QString &text);

/// Puts the pieces of one streamed text together. A server may cut an emoji into two pieces of half a
/// character each, so a leading half waits for the next piece. NUL becomes a visible symbol.
class TextJoiner
{
public:
    /// True when feed() would give just this piece.
    bool isWhole(QStringView piece) const;

    QString feed(const QString &piece);

    /// What was still waiting when the stream ended.
    QString rest();

private:
    QString m_half;
};

} // namespace studio
