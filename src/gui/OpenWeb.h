#pragma once

#include <QUrl>

class QWidget;

namespace studio
{

/// The only way out to the browser: shows the whole address first and opens it when the user says so.
/// http, https and mailto alone; anything else is ignored. The dialog belongs to the parent.
void openWeb(const QUrl &link, QWidget *parent);

} // namespace studio
