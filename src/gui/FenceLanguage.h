#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>

class QsciLexer;

namespace studio
{

/// Stands for a lexer where MarkupScanner does the work.
inline constexpr char markup[] = "markup";

/// A language that code in an answer can be written in: one row of a fixed table.
struct FenceLanguage
{
    const char *words;                 ///< A fence's words for it, each between spaces, in lower case.
    const char *name;                  ///< For readers.
    const char *lexer;                 ///< Scintilla's lexer; null where none does it justice.
    QsciLexer *(*makeLexer)() = nullptr; ///< Makes QScintilla's lexer, which knows the words of the language.
    /// Words of our own for the lexer's lists: instead of QScintilla's, or beside them after a "+".
    std::array<const char *, 6> keywords = {};
    const char *settings = ""; ///< The lexer's properties to switch on, separated by spaces.
};

/// The language a fence's word means, in any case: "py", "C++", "shell". Null: none that is known.
const FenceLanguage *fenceLanguage(QStringView word);

/// Scintilla's keyword lists for the language, by their place.
QList<QByteArray> keywordsOf(const FenceLanguage &language);

} // namespace studio
