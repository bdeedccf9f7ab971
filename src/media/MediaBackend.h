#pragma once

namespace studio
{

/// Makes Qt Multimedia use its FFmpeg backend: the other one, the default in Qt 6.4, crashes where GStreamer's own
/// plug-ins are not installed. The first line of main(), before there is an application object.
void chooseMediaBackend();

/// Ten lines about graphics cards for each clip say nothing to anybody. Once is enough; ClipPlayer does it.
void quietenMediaBackend();

} // namespace studio
