#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

namespace studio
{

/// JPEG frames as an MP4 file whose head comes first, so that it plays while it is loaded. Motion JPEG needs
/// no encoder, every frame can be sought, and FFmpeg plays it. The comment stands in the metadata (iTunes'
/// list).
QByteArray motionJpegMp4(const QList<QByteArray> &frames, const QSize &size, int frameRate,
                         const QString &comment);

} // namespace studio
