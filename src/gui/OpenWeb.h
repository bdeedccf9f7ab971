#pragma once

#include <QUrl>

class QWidget;

namespace studio
{

/// The only ways out to other programs. To the browser: shows the whole address first and opens it when the user says so.
/// http, https and mailto alone; anything else is ignored. The dialog belongs to the parent.
void openWeb(const QUrl &link, QWidget *parent);

/// A clip that a model made, in the user's own player. Only a file that is there and is called as a clip is.
void openClip(const QString &path);

} // namespace studio
