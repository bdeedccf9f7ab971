#pragma once

#include "core/Trial.h"
#include "gui/ErrorText.h"

#include <QDate>

namespace studio
{

class Accounts;
class Catalog;

/// The trial's targets where each that ends or is gone gives its place to the one that its list names, if that one is
/// listed.
QList<Target> replacedTargets(const Trial &trial, const Catalog &catalog);

/// What the page Try says of a trial whose models end or are gone, with what takes their place where somebody says so;
/// empty when all of them are there. Gone is only what a list that was fetched does not have: the lists that come with
/// the program are older than many models.
Message trialNotice(const Trial &trial, const Catalog &catalog, const Accounts &accounts, const QDate &today);

} // namespace studio
