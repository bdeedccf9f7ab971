#pragma once

#include "core/Model.h"

namespace studio
{

/// Reads a model list as OpenRouter, WisGate, Anthropic, Gemini or any OpenAI-compatible server sends it. Unknown fields are
/// skipped; an entry without an id is skipped; prices stay decimal. ErrorKind::NotAnApi, Garbled, or the
/// error that a 200 body carries; an empty list is Garbled too: it never means "all models are gone".
Result<QList<Model>> parseModelList(const QByteArray &body, const QString &provider);

/// The dated model list that comes with the program for this provider, so that browsing works offline.
/// Empty when there is none.
QByteArray bundledModelList(const QString &provider);
QDate bundledModelListDate(const QString &provider);

} // namespace studio
