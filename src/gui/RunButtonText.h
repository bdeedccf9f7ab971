#pragma once

#include "run/CostGuess.h"

namespace studio
{

/// "Run 3 · about $0.006", "Run · price not published". costs: of each column that would be sent.
QString runButtonText(const QList<ColumnCost> &costs);

} // namespace studio
