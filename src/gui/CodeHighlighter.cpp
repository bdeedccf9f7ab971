#include "gui/CodeHighlighter.h"

#include "gui/FenceLanguage.h"
#include "gui/LexerInks.h"

#include <Qsci/qsciscintillabase.h>

#include <algorithm>
#include <string_view>

namespace studio
{

namespace
{

using Editor = QsciScintillaBase;

constexpr qsizetype longestCode = 256 * 1024;
constexpr qsizetype longestLine = 16 * 1024;
constexpr qsizetype stretch = 2 * 1024;

/// Stands behind the text: some lexers colour a little past the end they were given, which has to be there.
constexpr char slack[] = "\n\n\n\n\n\n\n\n";

/// The end of the stretch of whole lines that starts there; -1 while its last line is not complete. A fixed
/// function of the code, so that every way to ask for it cuts it the same.
qsizetype endOfStretch(QStringView code, qsizetype start)
{
    const QStringView window = code.mid(start, stretch + longestLine);
    const qsizetype lineEnd = window.indexOf(u'\n', stretch - 1);
    return lineEnd < 0 ? -1 : start + lineEnd + 1;
}

/// The text as the lexer is given it, without what Scintilla's lexers cannot take. Each byte keeps its place.
QByteArray harmless(QByteArray text, std::string_view lexer)
{
    const bool isMarkup = lexer == "hypertext" || lexer == "xml" || lexer == "phpscript";
    if (isMarkup)
        text.replace('&', '+'); // "&<!" makes it abort the program
    if (lexer == "sql")
        text.replace("q'", "_'").replace("Q'", "_'"); // seconds for a string of this kind that stays open
    return text;
}

const FenceLanguage *languageOf(const QString &word)
{
    static constexpr QStringView ends = u" \t,:;{";
    const auto end = std::find_first_of(word.begin(), word.end(), ends.begin(), ends.end());
    return fenceLanguage(QStringView(word).first(end - word.begin()));
}

} // namespace

/// The code last asked for in one language, in a Scintilla document that is never shown.
///
/// Whole stretches of lines are coloured once and stay; what follows is put in and coloured anew each time.
/// The lexer never sees further than the stretch it is in.
class CodeHighlighter::Sheet
{
public:
    explicit Sheet(const FenceLanguage &language);

    QList<InkSpan> spans(QStringView code);

private:
    void restart();
    void settle(QStringView lines);
    void colour(QStringView text);
    void readStyles(qsizetype bytes);

    Editor m_editor;
    std::string_view m_lexer;
    InkTable m_inks;
    QString m_settled;       ///< The stretches that stay.
    long m_settledBytes = 0; ///< Their size in the document.
    qsizetype m_settledSpans = 0;
    QString m_rest; ///< What follows them in the document.
    QList<InkSpan> m_spans;
};

CodeHighlighter::Sheet::Sheet(const FenceLanguage &language)
    : m_lexer(language.lexer)
    , m_inks(inksOf(m_lexer))
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

    // What a lexer takes for a mistake is most often a word half arrived or a "..." of the model's. Only a
    // diff means it: its lines that go.
    if (m_lexer != "diff")
        std::replace(m_inks.begin(), m_inks.end(), Ink::Wrong, Ink::Plain);
}

QList<InkSpan> CodeHighlighter::Sheet::spans(QStringView code)
{
    if (!code.startsWith(m_settled))
        restart();
    for (;;) {
        const qsizetype end = endOfStretch(code, m_settled.size());
        if (end < 0)
            break;
        settle(code.sliced(m_settled.size(), end - m_settled.size()));
    }
    const QStringView rest = code.mid(m_settled.size(), stretch + longestLine);
    if (rest != m_rest)
        colour(rest);
    return m_spans;
}

void CodeHighlighter::Sheet::restart()
{
    m_editor.SendScintilla(Editor::SCI_CLEARALL);
    m_settled.clear();
    m_settledBytes = 0;
    m_settledSpans = 0;
    m_rest.clear();
    m_spans.clear();
}

void CodeHighlighter::Sheet::settle(QStringView lines)
{
    colour(lines);
    m_settled += lines;
    m_settledBytes = m_editor.SendScintilla(Editor::SCI_GETLENGTH) - static_cast<long>(sizeof(slack) - 1);
    m_settledSpans = m_spans.size();
    m_rest.clear();
}

/// Puts the text behind the settled stretches, in place of what was there, and its spans behind theirs.
void CodeHighlighter::Sheet::colour(QStringView text)
{
    const auto start = static_cast<unsigned long>(m_settledBytes);
    const QByteArray bytes = harmless(text.toUtf8(), m_lexer);
    const QByteArray ended = bytes + slack;
    m_editor.SendScintilla(Editor::SCI_DELETERANGE, start,
                           m_editor.SendScintilla(Editor::SCI_GETLENGTH) - m_settledBytes);
    m_editor.SendScintilla(Editor::SCI_APPENDTEXT, static_cast<uintptr_t>(ended.size()), ended.constData());
    m_editor.SendScintilla(Editor::SCI_COLOURISE, start, m_settledBytes + static_cast<long>(bytes.size()));
    m_rest = text.toString();
    m_spans.resize(m_settledSpans);
    readStyles(bytes.size());
}

void CodeHighlighter::Sheet::readStyles(qsizetype bytes)
{
    // Each byte comes with its style behind it, and two zeros at the end.
    QByteArray cells(2 * bytes + 2, Qt::Uninitialized);
    m_editor.SendScintilla(Editor::SCI_GETSTYLEDTEXT, m_settledBytes,
                           m_settledBytes + static_cast<long>(bytes), cells.data());
    InkSpan span{static_cast<int>(m_settled.size()), 0, Ink::Plain};
    const auto finish = [this, &span](Ink next) {
        if (span.ink != Ink::Plain && span.length > 0)
            m_spans << span;
        span = {span.start + span.length, 0, next};
    };
    for (qsizetype i = 0; i < bytes; ++i) {
        const auto byte = static_cast<uchar>(cells[2 * i]);
        if ((byte & 0xC0) == 0x80)
            continue; // a character has the style of its first byte
        const auto style = static_cast<uchar>(cells[2 * i + 1]);
        const Ink ink = style < m_inks.size() ? m_inks[style] : Ink::Plain;
        if (ink != span.ink)
            finish(ink);
        span.length += byte >= 0xF0 ? 2 : 1;
    }
    finish(Ink::Plain);
}

CodeHighlighter::CodeHighlighter(QObject *parent)
    : QObject(parent)
{
}

CodeHighlighter::~CodeHighlighter() = default;

QList<InkSpan> CodeHighlighter::spans(const QString &code, const QString &language)
{
    const FenceLanguage *row = languageOf(language);
    if (!row || !row->lexer || code.isEmpty() || code.size() > longestCode)
        return {};
    std::unique_ptr<Sheet> &sheet = m_sheets[row];
    if (!sheet)
        sheet = std::make_unique<Sheet>(*row);
    return sheet->spans(code);
}

QString CodeHighlighter::languageName(const QString &infoWord)
{
    const FenceLanguage *row = languageOf(infoWord);
    return row ? QString::fromLatin1(row->name) : infoWord.left(20);
}

} // namespace studio
