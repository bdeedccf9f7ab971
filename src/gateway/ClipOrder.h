#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

namespace studio
{

enum class ClipStyle
{
    Hills, ///< A day over layered hills.
    Orbits ///< Bright discs on their rings, on a dark ground.
};

/// The clip that a job is to make. The same order gives the same bytes.
struct ClipOrder
{
    ClipStyle style = ClipStyle::Hills;
    quint64 variety = 0; ///< Of the prompt and the seed: picks colours and shapes.
    QString title = {};  ///< A few words that stand in the clip.
    QSize size{1280, 720};
    int frameRate = 24;
    int frames = 96;
    QList<QByteArray> pictures = {}; ///< Files; shown one after the other, from the first frame to the last.
    QString comment = {};            ///< For the file's metadata.
};

/// What came of it.
struct Clip
{
    QByteArray file = {};      ///< MP4; empty when a picture could not be read.
    QByteArray lastFrame = {}; ///< JPEG.
};

} // namespace studio
