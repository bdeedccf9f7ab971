#pragma once

#include "core/Credit.h"

namespace studio
{

/// "$4.20 left, no limit on this key, asked at 14:05": what a provider said of a key and its account, and when.
/// Both times are of this computer's clock; an answer of another day has its date.
QString creditText(const Credit &credit, const QDateTime &askedAt, const QDateTime &now);

} // namespace studio
