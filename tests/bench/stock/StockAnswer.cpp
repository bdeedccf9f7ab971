#include "stock/StockAnswer.h"

#include "stock/StockPainter.h"

#include "gui/Theme.h"

#include <QScrollBar>

namespace studio
{

namespace
{

StockStyle styleFor(const QWidget &widget)
{
    const QPalette palette = widget.palette();
    return {widget.font(),
            codeFont(widget.font()),
            tint(Tint::MutedText, palette),
            tint(Tint::Accent, palette),
            palette.color(QPalette::AlternateBase),
            tint(Tint::SurfaceBorder, palette)};
}

} // namespace

StockAnswer::StockAnswer(QWidget *parent) : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    m_document.emplace(*document(), styleFor(*this));
    m_finished = m_document->mark();
}

void StockAnswer::showText(const QString &text)
{
    QTextCursor edit(document());
    edit.beginEditBlock();
    m_document->rewind(m_finished);
    for (const MarkdownBlock &block : m_blocks.advance(text))
        write(text, block);
    m_finished = m_document->mark();
    for (const MarkdownBlock &block : m_blocks.tail(text))
        write(text, block);
    edit.endEditBlock();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void StockAnswer::write(const QString &text, const MarkdownBlock &block)
{
    const QStringView part = QStringView(text).sliced(block.start, block.size);
    if (part.trimmed().isEmpty())
        return;
    const StockDocument::Mark before = m_document->mark();
    if (!block.isPlain && paintStockMarkdown(*m_document, part) && !m_document->isAt(before))
        return;
    m_document->rewind(before);
    m_document->addPlain(part.trimmed());
}

} // namespace studio
