#pragma once

#include <Qsci/qsciscintilla.h>

namespace studio
{

/// What code is written in, as far as colours go.
enum class CodeLanguage { Plain, Bash, Cpp, CMake, Json };

/// The language of a file, by its name: "main.cpp", "CMakeLists.txt", "request.sh".
CodeLanguage languageOf(QStringView fileName);

/// Shows code: read-only, coloured for the palette in use, with line numbers, hidden characters as marks.
///
/// New text replaces only what differs, so a reader's place is kept while the code changes beneath. What is too
/// long to be shown is left out, and that is said in its place.
class CodeView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    void setCode(const QString &code, CodeLanguage language);
    const QString &code() const { return m_code; }

    /// The text of the view, all of it, to the clipboard.
    void copyAll() const;

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void setLanguage(CodeLanguage language);
    void applyPalette();
    void markHiddenCharacters();
    void fitMargin();

    QString m_code;
    QString m_shown; ///< The editor's own text() ends at a NUL.
    CodeLanguage m_language = CodeLanguage::Plain;
};

} // namespace studio
