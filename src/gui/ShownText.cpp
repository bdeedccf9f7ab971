#include "gui/ShownText.h"

#include "gui/VisibleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostMarks = 24; ///< On one letter; the fullest script in use needs five.
constexpr int mostJoins = 32; ///< In one word; a family emoji needs three.
constexpr char32_t joiner = 0x200D;
constexpr char32_t emojiSelector = 0xFE0F;

bool isUsual(QChar c)
{
    return (c >= u' ' && c < u'\x7f') || c == u'\t';
}

bool isMark(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

char32_t characterAt(QStringView text, qsizetype at)
{
    const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
}

qsizetype lengthOf(char32_t c)
{
    return QChar::requiresSurrogates(c) ? 2 : 1;
}

bool isControl(QChar c)
{
    return (c < u' ' && c != u'\n' && c != u'\t') || (c >= u'\x7f' && c < QChar(0xA0));
}

/// What is shown for a control code; empty for what is none.
QString symbolFor(char32_t c)
{
    if (c < 0x20 && c != u'\n' && c != u'\t')
        return QChar(char16_t(0x2400 + c));
    if (c == 0x7f)
        return u"\u2421"_s;
    if ((c >= 0x80 && c < 0xA0) || c == 0xFFFC || QChar::isSurrogate(c))
        return QChar(QChar::ReplacementCharacter);
    return {};
}

/// Selectors and joiners between emoji are how emoji are written.
bool belongsToEmoji(char32_t c, const QString &before)
{
    if ((c != joiner && c != emojiSelector) || before.isEmpty())
        return false;
    const QChar last = before.back();
    return last.isLowSurrogate() || last.category() == QChar::Symbol_Other || last == QChar(u'\ufe0f') ||
           (c == emojiSelector && last.category() == QChar::Symbol_Math);
}

/// Moves what lies in the stretch to its beginning, and drops the rest.
template<typename T> QList<T> within(const QList<T> &all, int from, int length)
{
    QList<T> kept;
    for (T item : all) {
        const int start = qMax(item.start, from);
        const int end = qMin(item.start + item.length, from + length);
        if (end <= start)
            continue;
        item.start = start - from;
        item.length = end - start;
        kept << item;
    }
    return kept;
}

AnswerText stretch(const AnswerText &text, int from, int length)
{
    return {text.text.sliced(from, length), within(text.spans, from, length), within(text.standIns, from, length),
            text.links, text.alignment};
}

} // namespace

void ShownText::append(QStringView text, const LookSpan &look)
{
    m_spanned = int(m_text.text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        const auto unusual = std::find_if_not(text.begin() + at, text.end(), isUsual);
        const qsizetype end = unusual - text.begin();
        if (end > at) {
            m_text.text += text.sliced(at, end - at);
            m_marks = m_joins = 0;
        }
        at = end;
        if (at < text.size())
            appendUnusual(text, at, look);
    }
    addSpan(m_spanned, look);
}

void ShownText::appendUnusual(QStringView text, qsizetype &at, const LookSpan &look)
{
    const char32_t c = characterAt(text, at);
    const QStringView itself = text.sliced(at, lengthOf(c));
    if (isMark(c) && !isHidden(c)) {
        appendMarks(text, at);
        return;
    }
    m_marks = 0;
    at += lengthOf(c);
    if (c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator) {
        m_text.text += QChar(QChar::LineSeparator);
    } else if (const QString symbol = symbolFor(c); !symbol.isEmpty()) {
        standIn(symbol, {});
    } else if (c == joiner && ++m_joins > mostJoins) {
        standIn(u"\u200b"_s, itself);
    } else if (m_use == Use::Code && isHidden(c) && !belongsToEmoji(c, m_text.text)) {
        addSpan(m_spanned, look);
        LookSpan mark = look;
        mark.looks |= Look::Mark;
        const int start = int(m_text.text.size());
        standIn(u'[' + markFor(c) + u']', itself);
        addSpan(start, mark);
    } else {
        m_text.text += itself;
    }
}

/// A letter keeps as many marks as any script piles up; an ellipsis stands for the others.
void ShownText::appendMarks(QStringView text, qsizetype &at)
{
    const qsizetype first = at;
    qsizetype cut = -1;
    while (at < text.size()) {
        const char32_t c = characterAt(text, at);
        if (!isMark(c) || isHidden(c))
            break;
        if (++m_marks > mostMarks && cut < 0)
            cut = at;
        at += lengthOf(c);
    }
    m_text.text += text.sliced(first, (cut < 0 ? at : cut) - first);
    if (cut >= 0)
        standIn(u"…"_s, text.sliced(cut, at - cut));
}

void ShownText::standIn(const QString &shown, QStringView original)
{
    m_text.standIns.append({int(m_text.text.size()), int(shown.size()), original.toString()});
    m_text.text += shown;
}

/// The look of all from start that has no span yet.
void ShownText::addSpan(int start, LookSpan look)
{
    if (!m_text.spans.isEmpty())
        start = qMax(start, m_text.spans.last().start + m_text.spans.last().length);
    look.start = start;
    look.length = int(m_text.text.size()) - start;
    const bool isPlain = !look.looks && look.ink == Ink::Plain && look.link < 0;
    if (isPlain || look.length <= 0)
        return;
    if (!m_text.spans.isEmpty()) {
        LookSpan &last = m_text.spans.last();
        if (last.start + last.length == start && last.looks == look.looks && last.ink == look.ink && last.link == look.link) {
            last.length += look.length;
            return;
        }
    }
    m_text.spans.append(look);
}

int ShownText::addLink(const QString &address)
{
    m_text.links << address;
    return int(m_text.links.size()) - 1;
}

QString withSymbols(QStringView text)
{
    ShownText shown;
    shown.append(text);
    return shown.take().text.replace(QChar::LineSeparator, u'\n');
}

QString withoutControls(QString text)
{
    const auto first = std::find_if(text.cbegin(), text.cend(), isControl);
    if (first == text.cend())
        return text;
    text.replace(u"\r\n"_s, u"\n"_s);
    text.removeIf(isControl);
    return text;
}

QList<AnswerText> inStretches(const AnswerText &text, int mostChars)
{
    QList<AnswerText> stretches;
    int from = 0;
    while (int(text.text.size()) - from > mostChars) {
        const auto space = QStringView(text.text).sliced(from, mostChars).lastIndexOf(u' ');
        int length = space > mostChars / 2 ? int(space) + 1 : mostChars;
        if (text.text[from + length].isLowSurrogate())
            --length;
        stretches << stretch(text, from, length);
        from += length;
    }
    stretches << (from == 0 ? text : stretch(text, from, int(text.text.size()) - from));
    return stretches;
}

} // namespace studio
