#pragma once

#include "gateway/ClipOrder.h"

#include <QFuture>

#include <functional>

class QThreadPool;

namespace studio
{

/// Draws every frame and puts them into a file. Asks before each frame whether to go on; an abandoned clip is
/// empty. Needs a QCoreApplication for the JPEG plug-in, no QGuiApplication, and any thread.
Clip makeClip(const ClipOrder &order, const std::function<bool()> &isCancelled = {});

/// The same on a thread of the pool; cancelling the future ends it with the next frame.
QFuture<Clip> startClip(QThreadPool &pool, const ClipOrder &order);

/// Whether these bytes are a picture that a clip could show: only its head is read.
bool isPicture(const QByteArray &bytes);

} // namespace studio
