#pragma once

#include <QStringList>

namespace studio
{

/// What the id of a model tells by itself, for lists that say no more than ids. Empty when it tells nothing.
QStringList outputsFromId(const QString &id);

/// The maker's name, from a family name in the id ("claude-..."). Empty when unknown.
QString makerFromId(const QString &id);

} // namespace studio
