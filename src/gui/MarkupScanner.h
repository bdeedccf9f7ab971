#pragma once

#include "gui/CodeColourer.h"

namespace studio
{

/// Colours HTML and XML: tags, attributes and their values, comments, references, instructions. Ours, because
/// Scintilla's lexer for them aborts the program on "&<!" and the like. What stands in scripts is not looked
/// at.
class MarkupScanner : public CodeColourer
{
public:
    void restart() override;
    void colour(QStringView text, qsizetype offset, QList<InkSpan> &spans) override;
    void settle() override;

private:
    enum class State
    {
        Text,
        Comment,
        Instruction,
        TagName,
        InTag,
        Value,
        DoubleQuoted,
        SingleQuoted,
        Script,
        Style
    };

    /// Where the text ended, and what follows the tag it may have ended in.
    struct Place
    {
        State state = State::Text;
        State behindTag = State::Text;
    };

    struct Step
    {
        qsizetype length = 1;
        Ink ink = Ink::Plain;
    };

    Step step(QStringView rest);
    Step textStep(QStringView rest);
    Step tagStep(QStringView rest);
    Step tagOpened(QStringView rest);
    Step through(QStringView rest, QStringView end, Ink ink, State next);

    Place m_settled;
    Place m_place;
};

} // namespace studio
