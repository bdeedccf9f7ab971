#pragma once

#include "app/TourStep.h"

#include <QList>

namespace studio
{

class MainWindow;
class Theme;

/// The part of the tour that nobody needs a mouse for: a picture for at most $0.05, from WisGate or OpenRouter; looks at
/// the first model, picks it and another one, and lands on Try. In both themes.
QList<TourStep> chooseByKeysSteps(MainWindow &window, Theme &theme);

} // namespace studio
