#pragma once

#include <QImage>
#include <QString>

namespace studio
{

/// How a test wants a clip: made by ffmpeg, with the number of each frame in its pixels.
struct TestClip
{
    QString name = {}; ///< "clip.mp4"; the ending chooses the container.
    QString rate = QStringLiteral("25");
    int frames = 75;
    QSize size = {320, 180};
    QString codec = QStringLiteral("-c:v libx264 -bf 3 -g 30 -pix_fmt yuv420p"); ///< What ffmpeg is told.
    bool hasSound = false;
    int firstNumber = 0; ///< Written into the first frame.
};

/// The clip's path in the folder; empty when ffmpeg could not make it.
QString makeClip(const QString &folder, const TestClip &order);

/// The number in a frame's pixels; -1 when there is none.
int numberIn(const QImage &frame);

} // namespace studio
