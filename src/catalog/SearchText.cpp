#include "catalog/SearchText.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::size_t mostSkipped = 3; // letters between two that were typed, within a word

enum class Letter { None, Word, Digit };

Letter kindOf(char c)
{
    if (c >= '0' && c <= '9')
        return Letter::Digit;
    const bool isLetter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    return isLetter ? Letter::Word : Letter::None;
}

bool beginsWord(std::string_view text, std::size_t at)
{
    return at == 0 || kindOf(text[at - 1]) != kindOf(text[at]) || kindOf(text[at]) == Letter::None;
}

/// A name begins with a line, behind the slash of an id, and behind "Maker: ".
bool beginsName(std::string_view text, std::size_t at)
{
    return at == 0 || text[at - 1] == '\n' || text[at - 1] == '/'
        || (at > 1 && text[at - 1] == ' ' && text[at - 2] == ':');
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

/// std::string_view::find takes several times as long.
std::size_t indexOf(std::string_view text, std::string_view word, std::size_t from)
{
    if (from + word.size() > text.size())
        return std::string_view::npos;
    const void *found = word.size() == 1 ? memchr(text.data() + from, word.front(), text.size() - from)
                                         : memmem(text.data() + from, text.size() - from, word.data(), word.size());
    return found ? std::size_t(static_cast<const char *>(found) - text.data()) : std::string_view::npos;
}

bool hasLettersFrom(std::string_view text, std::size_t at, std::string_view letters)
{
    if (letters.empty())
        return true;
    for (std::size_t skipped = 0; at < text.size() && text[at] != '\n'; ++at, ++skipped) {
        const bool isClose = skipped <= mostSkipped;
        if (text[at] == letters.front() && (isClose || beginsWord(text, at)))
            return hasLettersFrom(text, at + 1, letters.substr(1));
        if (skipped > 40)
            break;
    }
    return false;
}

bool hasLetters(std::string_view title, std::string_view letters)
{
    for (std::size_t at = 0; at < title.size(); ++at) {
        if (title[at] == letters.front() && beginsWord(title, at) && hasLettersFrom(title, at + 1, letters.substr(1)))
            return true;
    }
    return false;
}

TextFit wordFit(std::string_view title, std::string_view rest, std::string_view word)
{
    std::size_t at = indexOf(title, word, 0);
    if (at != std::string_view::npos) {
        for (; at != std::string_view::npos; at = indexOf(title, word, at + 1)) {
            if (beginsWord(title, at))
                return TextFit::Words;
        }
        return TextFit::Inside;
    }
    if (indexOf(rest, word, 0) != std::string_view::npos)
        return TextFit::Inside;
    return word.size() >= SearchText::leastFuzzy && hasLetters(title, word) ? TextFit::Letters : TextFit::None;
}

} // namespace

QByteArray searchKey(const QString &text)
{
    QByteArray key;
    appendSearchKey(text, key);
    return key;
}

void appendSearchKey(const QString &text, QByteArray &key)
{
    const qsizetype begin = key.size();
    key.resize(begin + text.size());
    char *to = key.data() + begin;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        if (code >= 0x80) { // the long way, for a few
            key.truncate(begin);
            key += text.toLower().toUtf8();
            return;
        }
        *to++ = char(code >= u'A' && code <= u'Z' ? code + 32 : code);
    }
}

SearchText::SearchText(const QString &typed) : m_text(searchKey(typed.simplified()))
{
    for (const QByteArray &word : m_text.split(' ')) {
        if (!word.isEmpty())
            m_words << word;
    }
}

bool SearchText::extends(const SearchText &other) const
{
    if (other.isEmpty())
        return true;
    if (m_words.size() < other.m_words.size())
        return false;
    for (qsizetype i = 0; i < other.m_words.size(); ++i) {
        const QByteArray &longer = m_words[i];
        const QByteArray &shorter = other.m_words[i];
        const bool becomesFuzzy = std::size_t(longer.size()) >= leastFuzzy && std::size_t(shorter.size()) < leastFuzzy;
        if (!longer.startsWith(shorter) || becomesFuzzy)
            return false;
    }
    return true;
}

TextFit SearchText::fit(std::string_view title, std::string_view rest) const
{
    if (isEmpty())
        return TextFit::Whole;
    const std::string_view whole = viewOf(m_text);
    TextFit best = TextFit::None;
    for (std::size_t at = indexOf(title, whole, 0); at != std::string_view::npos; at = indexOf(title, whole, at + 1)) {
        if (!beginsName(title, at))
            continue;
        const std::size_t end = at + whole.size();
        if (end == title.size() || title[end] == '\n')
            return TextFit::Whole;
        best = TextFit::Beginning;
    }
    if (best != TextFit::None)
        return best;
    best = TextFit::Words;
    for (const QByteArray &word : m_words) {
        best = std::max(best, wordFit(title, rest, viewOf(word)));
        if (best == TextFit::None)
            break;
    }
    return best;
}

} // namespace studio
