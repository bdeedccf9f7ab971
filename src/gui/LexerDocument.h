#pragma once

#include "gui/CodeColourer.h"
#include "gui/LexerInks.h"

#include <Qsci/qsciscintillabase.h>

#include <string_view>

namespace studio
{

struct FenceLanguage;

/// Colours code by a lexer of Scintilla, in a document that is never shown.
class LexerDocument : public CodeColourer
{
public:
    explicit LexerDocument(const FenceLanguage &language);

    void restart() override;
    void colour(QStringView text, qsizetype offset, QList<InkSpan> &spans) override;
    void settle() override;

private:
    void setUp(const FenceLanguage &language);
    void readStyles(qsizetype offset, QList<InkSpan> &spans);

    QsciScintillaBase m_editor;
    std::string_view m_lexer;
    InkTable m_inks;
    long m_settled = 0;  ///< Bytes of the document that stay.
    long m_coloured = 0; ///< Bytes behind them, coloured last.
};

} // namespace studio
