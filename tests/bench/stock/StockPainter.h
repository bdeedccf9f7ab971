#pragma once

#include <QStringView>

namespace studio
{

class StockDocument;

/// Adds Markdown to a document. Raw HTML is text, pictures are links that load nothing, and only links
/// to http, https and mailto become anchors; the others show their address.
/// False when the text would take too long to lay out; the caller then rewinds and shows it as it is.
bool paintStockMarkdown(StockDocument &document, QStringView text);

} // namespace studio
