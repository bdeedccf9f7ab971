#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace studio
{

/// The characters that an input holds, as they are and as JSON escapes, each as often as it occurs. A text that
/// needs more of them than there are was not only read, but made up.
class TextStock
{
public:
    explicit TextStock(const QByteArray &input);

    /// Takes the text's characters out; the first that there are too few of, or nothing. What a reader may put in
    /// itself is free: U+FFFD and U+2400 for what cannot be shown, and line ends between pieces.
    QString take(const QString &text);

    /// The same without taking anything; blanks and the ellipsis are free too, as names and words are cleaned.
    QString lacks(const QString &text) const;

private:
    void add(char16_t unit) { ++m_counts[unit]; }

    std::vector<int> m_counts;
};

} // namespace studio
