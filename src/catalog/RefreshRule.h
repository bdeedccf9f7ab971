#pragma once

#include "catalog/Catalog.h"

namespace studio
{

/// Whether the user's schedule asks for a list now: it is as old as that many hours, or came with the program. Zero
/// hours: only on request. A list that could not be fetched is asked for again an hour after it was tried last.
bool isRefreshDue(const Catalog::Listing &listing, int hours, const QDateTime &tried, const QDateTime &now);

} // namespace studio
