#pragma once

#include <QLocale>

class QCoreApplication;

namespace studio
{

/// Loads the program's texts, and Qt's own, for that locale. English is always loaded below them, because
/// plural forms come from there. Call once, before the first window.
void installLanguage(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace studio
