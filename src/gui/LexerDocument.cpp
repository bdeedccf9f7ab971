#include "gui/LexerDocument.h"

#include "gui/FenceLanguage.h"

#include <algorithm>

namespace studio
{

namespace
{

using Editor = QsciScintillaBase;

/// Stands behind the text: some lexers colour a little past the end they were given, which has to be there.
constexpr char slack[] = "\n\n\n\n\n\n\n\n";

} // namespace

LexerDocument::LexerDocument(const FenceLanguage &language)
    : m_lexer(language.lexer)
    , m_inks(inksOf(m_lexer))
{
    // What a lexer takes for a mistake is most often a word half arrived or a "..." of the model's. Only a
    // diff means it: its lines that go.
    if (m_lexer != "diff")
        std::replace(m_inks.begin(), m_inks.end(), Ink::Wrong, Ink::Plain);
    setUp(language);
}

void LexerDocument::setUp(const FenceLanguage &language)
{
    m_editor.SendScintilla(Editor::SCI_SETCODEPAGE, Editor::SC_CP_UTF8);
    m_editor.SendScintilla(Editor::SCI_SETUNDOCOLLECTION, 0UL);
    m_editor.SendScintilla(Editor::SCI_SETMODEVENTMASK, 0UL);
    m_editor.SendScintilla(Editor::SCI_SETLEXERLANGUAGE, language.lexer);
    // Code that a condition leaves out is code to read, too.
    m_editor.SendScintilla(Editor::SCI_SETPROPERTY, "lexer.cpp.track.preprocessor", "0");
    m_editor.SendScintilla(Editor::SCI_SETPROPERTY, "lexer.verilog.track.preprocessor", "0");
    for (const QByteArray &setting : QByteArray(language.settings).split(' '))
        m_editor.SendScintilla(Editor::SCI_SETPROPERTY, setting.constData(), "1");
    const QList<QByteArray> keywords = keywordsOf(language);
    for (qsizetype i = 0; i < keywords.size(); ++i)
        m_editor.SendScintilla(Editor::SCI_SETKEYWORDS, static_cast<uintptr_t>(i), keywords[i].constData());
}

void LexerDocument::restart()
{
    m_editor.SendScintilla(Editor::SCI_CLEARALL);
    m_settled = 0;
    m_coloured = 0;
}

void LexerDocument::colour(QStringView text, qsizetype offset, QList<InkSpan> &spans)
{
    QByteArray bytes = text.toUtf8();
    // A quoted string of SQL*Plus that stays open takes the lexer seconds; so it gets none, byte for byte.
    if (m_lexer == "sql")
        bytes.replace("q'", "_'").replace("Q'", "_'");

    const auto start = static_cast<unsigned long>(m_settled);
    m_coloured = static_cast<long>(bytes.size());
    bytes += slack;
    m_editor.SendScintilla(Editor::SCI_DELETERANGE, start,
                           m_editor.SendScintilla(Editor::SCI_GETLENGTH) - m_settled);
    m_editor.SendScintilla(Editor::SCI_APPENDTEXT, static_cast<uintptr_t>(bytes.size()), bytes.constData());
    m_editor.SendScintilla(Editor::SCI_COLOURISE, start, m_settled + m_coloured);
    readStyles(offset, spans);
}

void LexerDocument::settle()
{
    m_settled += m_coloured;
    m_coloured = 0;
}

void LexerDocument::readStyles(qsizetype offset, QList<InkSpan> &spans)
{
    // Each byte comes with its style behind it, and two zeros at the end.
    QByteArray cells(2 * m_coloured + 2, Qt::Uninitialized);
    m_editor.SendScintilla(Editor::SCI_GETSTYLEDTEXT, m_settled, m_settled + m_coloured, cells.data());
    SpanWriter writer(offset, spans);
    for (qsizetype i = 0; i < m_coloured; ++i) {
        const auto byte = static_cast<uchar>(cells[2 * i]);
        if ((byte & 0xC0) == 0x80)
            continue; // a character has the style of its first byte
        const auto style = static_cast<uchar>(cells[2 * i + 1]);
        writer.add(byte >= 0xF0 ? 2 : 1, style < m_inks.size() ? m_inks[style] : Ink::Plain);
    }
}

} // namespace studio
