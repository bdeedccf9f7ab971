#pragma once

#include <QString>

namespace studio
{

/// Text that a terminal only shows. Control characters, with which an answer could clear the screen, write to
/// the clipboard or fake a line, and marks that turn the direction of writing become symbols; line ends and
/// tabs stay.
QString terminalText(const QString &text);

/// The same for one line of JSON, which still means the same: such characters become \u escapes.
QString terminalJson(const QString &json);

} // namespace studio
