#pragma once

#include <QString>

namespace studio
{

/// A name from outside (a title, a model, a file) for a label, a tab or a window's title: one line, cut when it
/// is very long, with symbols for control codes and marks for what turns the direction of the words around it.
/// Whoever shows it sees to it that tags are no markup.
QString nameText(const QString &name);

/// The same for a tool tip, which would read tags as markup.
QString tipText(const QString &name);

} // namespace studio
