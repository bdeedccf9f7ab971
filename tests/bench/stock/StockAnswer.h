#pragma once

#include "stock/StockDocument.h"

#include "gui/MarkdownBlocks.h"

#include <QTextBrowser>

#include <optional>

namespace studio
{

/// The best that stock widgets give, frozen as a control: a text browser in which finished blocks stay as they
/// are laid out and only the unfinished tail is written again.
class StockAnswer : public QTextBrowser
{
    Q_OBJECT

public:
    explicit StockAnswer(QWidget *parent = nullptr);

    void showText(const QString &text); ///< Goes on what was shown before.

private:
    void write(const QString &text, const MarkdownBlock &block);

    std::optional<StockDocument> m_document;
    StockDocument::Mark m_finished; ///< Behind the blocks that stay.
    MarkdownBlocks m_blocks;
};

} // namespace studio
