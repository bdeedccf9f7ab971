#pragma once

#include "gui/AnswerPart.h"

#include <utility>

namespace studio
{

/// An untrusted text's way onto the screen: nothing in it acts or hides.
///
/// Control codes become symbols, and copies leave them out. In code, direction marks and zero-width characters
/// become marks such as [U+202E], and copies keep the characters. Heaps of combining marks and chains of joined
/// emoji are cut short for the eye. Line feeds become line separators.
class ShownText
{
public:
    enum class Use { Prose, Code };

    explicit ShownText(Use use = Use::Prose)
        : m_use(use)
    {
    }

    void append(QStringView text, const LookSpan &look = {}); ///< Of the look, start and length do not count.
    int addLink(const QString &address);                      ///< Its index, for looks.

    bool isEmpty() const { return m_text.text.isEmpty(); }
    AnswerText take() { return std::exchange(m_text, {}); }

private:
    void appendUnusual(QStringView text, qsizetype &at, const LookSpan &look);
    void appendMarks(QStringView text, qsizetype &at);
    void standIn(const QString &shown, QStringView original);
    void addSpan(int start, LookSpan look);

    Use m_use;
    AnswerText m_text;
    int m_marks = 0; ///< Combining marks on the last letter.
    int m_joins = 0; ///< Joiners in the word.
    int m_spanned = 0; ///< Where what is being appended begins.
};

/// The text with symbols for what would act: for labels and boxes of plain text.
QString withSymbols(QStringView text);

/// The text without the control codes that a terminal would obey where it is pasted.
QString withoutControls(QString text);

/// A text in stretches of at most so many characters, cut behind a space where there is one near; spans and
/// stand-ins go with their characters. Laying out one endless text takes too long.
QList<AnswerText> inStretches(const AnswerText &text, int mostChars);

} // namespace studio
