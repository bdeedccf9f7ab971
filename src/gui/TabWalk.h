#pragma once

class QWidget;

namespace studio
{

/// Lets Tab come to a widget that was made later right after another one, which may be a container that
/// takes no focus itself.
void placeInTabWalk(QWidget &before, QWidget &widget);

/// The same for all that takes Tab in a view, in its own order. Gives the last one; before when there is none.
QWidget &placeAllInTabWalk(QWidget &before, const QWidget &view);

} // namespace studio
