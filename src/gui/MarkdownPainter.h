#pragma once

#include <QStringView>

class QUrl;

namespace studio
{

class AnswerDocument;

/// Whether a link in an answer may be offered at all: http, https and mailto.
bool isOfferable(const QUrl &url);

/// Adds Markdown to a document. Raw HTML is text, pictures are links that load nothing, and only links
/// that isOfferable() become anchors; the others show their address.
/// False when the text would take too long to lay out; the caller then rewinds and shows it as it is.
bool paintMarkdown(AnswerDocument &document, QStringView text);

} // namespace studio
