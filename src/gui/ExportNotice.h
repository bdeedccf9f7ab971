#pragma once

#include "core/Trial.h"
#include "gui/ErrorText.h"

#include <QDate>

namespace studio
{

class Accounts;
class Catalog;

/// What the page Export says of a trial: what Try says of its models (TrialNotice), and what the lists say otherwise
/// since its code was last taken out of the program. Empty when that code is up to date, or none was taken.
Message exportNotice(const Trial &trial, const Catalog &catalog, const Accounts &accounts, const QDate &today);

} // namespace studio
