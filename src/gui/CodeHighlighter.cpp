#include "gui/CodeHighlighter.h"

#include "gui/FenceLanguage.h"
#include "gui/LexerDocument.h"
#include "gui/MarkupScanner.h"

#include <algorithm>

namespace studio
{

namespace
{

constexpr qsizetype longestCode = 256 * 1024;
constexpr qsizetype longestLine = 16 * 1024;
constexpr qsizetype stretch = 2 * 1024;

/// The end of the stretch of whole lines that starts there; -1 while its last line is not complete. A fixed
/// function of the code, so that every way to ask for it cuts it the same.
qsizetype endOfStretch(QStringView code, qsizetype start)
{
    const QStringView window = code.mid(start, stretch + longestLine);
    const qsizetype lineEnd = window.indexOf(u'\n', stretch - 1);
    return lineEnd < 0 ? -1 : start + lineEnd + 1;
}

const FenceLanguage *languageOf(const QString &word)
{
    static constexpr QStringView ends = u" \t,:;{";
    const auto end = std::find_first_of(word.begin(), word.end(), ends.begin(), ends.end());
    return fenceLanguage(QStringView(word).first(end - word.begin()));
}

} // namespace

/// The code last asked for in one language.
///
/// Whole stretches of lines are coloured once and stay; what follows them is coloured anew each time. A lexer
/// never sees further than the stretch it is in.
class CodeHighlighter::Sheet
{
public:
    explicit Sheet(const FenceLanguage &language);

    QList<InkSpan> spans(QStringView code);

private:
    void restart();
    void settle(QStringView lines);
    void colour(QStringView text);

    std::unique_ptr<CodeColourer> m_colourer;
    QString m_settled; ///< The stretches that stay.
    qsizetype m_settledSpans = 0;
    QString m_rest; ///< What follows them.
    QList<InkSpan> m_spans;
};

CodeHighlighter::Sheet::Sheet(const FenceLanguage &language)
{
    if (language.lexer == markup)
        m_colourer = std::make_unique<MarkupScanner>();
    else
        m_colourer = std::make_unique<LexerDocument>(language);
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
    m_colourer->restart();
    m_settled.clear();
    m_settledSpans = 0;
    m_rest.clear();
    m_spans.clear();
}

void CodeHighlighter::Sheet::settle(QStringView lines)
{
    colour(lines);
    m_colourer->settle();
    m_settled += lines;
    m_settledSpans = m_spans.size();
    m_rest.clear();
}

void CodeHighlighter::Sheet::colour(QStringView text)
{
    m_spans.resize(m_settledSpans);
    m_colourer->colour(text, m_settled.size(), m_spans);
    m_rest = text.toString();
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
