#pragma once

class QWidget;

namespace studio
{

/// Lets Tab come to a widget that was made later right after another one, which may be a container that
/// takes no focus itself.
void placeInTabWalk(QWidget &before, QWidget &widget);

} // namespace studio
