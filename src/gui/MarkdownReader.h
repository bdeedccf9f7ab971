#pragma once

#include "gui/AnswerPart.h"

#include <functional>
#include <optional>

class QUrl;

namespace studio
{

/// Whether a link in an answer may be offered at all: http, https and mailto.
bool isOfferable(const QUrl &url);

/// The colours of code, asked with the code and the word behind its fence.
using CodeColours = std::function<QList<InkSpan>(const QString &code, const QString &language)>;

/// One block of Markdown as parts to lay out. Raw HTML is text, pictures are links that load nothing, and only
/// links that isOfferable() are links; the others show their address. Reference definitions stay in sight.
/// Nothing when the block would take too long to lay out; it is then shown as it came.
std::optional<QList<AnswerPart>> readMarkdown(QStringView text, const CodeColours &colours = {});

/// Words of ours in an answer's place.
AnswerPart noticePart(const QString &text);

} // namespace studio
