#include "catalog/RefreshRule.h"

namespace studio
{

bool isRefreshDue(const Catalog::Listing &listing, int hours, const QDateTime &tried, const QDateTime &now)
{
    constexpr qint64 hour = 3600;
    if (hours <= 0 || listing.isRefreshing)
        return false;
    if (tried.isValid() && tried.secsTo(now) < hour)
        return false;
    return !listing.asOf.isValid() || listing.isBundled || listing.asOf.secsTo(now) >= hours * hour;
}

} // namespace studio
