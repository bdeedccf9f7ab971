#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <string_view>

namespace studio
{

/// How well a text fits a search, the best first.
enum class TextFit : quint8 {
    Whole,     ///< A name or id is the text.
    Beginning, ///< A name or id begins with it.
    Words,     ///< Every word begins a word of the title.
    Inside,    ///< Every word occurs somewhere.
    Letters,   ///< The letters of a word occur one after the other, each close behind the last or at a word's start.
    None,
};

/// What was typed into a search field, ready to be compared with many texts.
///
/// A text that fits a search fits every search that was typed on the way to it, so that results can be narrowed;
/// see extends().
class SearchText
{
public:
    /// Words of fewer bytes are not looked for letter by letter.
    static constexpr std::size_t leastFuzzy = 3;

    SearchText() = default;
    explicit SearchText(const QString &typed);

    bool isEmpty() const { return m_words.isEmpty(); }

    /// Whether all that fits this one fits the other one, too.
    bool extends(const SearchText &other) const;

    /// The title's lines are names; the rest is only searched for whole words. Both as searchKey() gives them.
    TextFit fit(std::string_view title, std::string_view rest) const;

private:
    QByteArray m_text;
    QList<QByteArray> m_words;
};

/// In lower case, as UTF-8.
QByteArray searchKey(const QString &text);
void appendSearchKey(const QString &text, QByteArray &key);

} // namespace studio
