#pragma once

#include <QStringList>

namespace studio
{

/// What the id of a model tells by itself, for lists that say no more than ids. Empty when it tells nothing.
QStringList outputsFromId(const QString &id);

/// "llm", "image", "video" or "coding", from what a model makes and its id; empty for anything else.
QString categoryOf(const QString &id, const QStringList &outputs);

/// The maker's name, from a family name in the id ("claude-..."). Empty when unknown.
QString makerFromId(const QString &id);

} // namespace studio
