#pragma once

#include "core/Frame.h"

#include <QList>

#include <utility>

namespace studio
{

/// The events of a recorded stream; such files have one line of data to an event and LF line ends.
inline QList<Frame> framesOf(const QByteArray &stream)
{
    QList<Frame> frames;
    QByteArray name;
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("event: "))
            name = line.sliced(7);
        else if (line.startsWith("data: "))
            frames << Frame{line.sliced(6), std::exchange(name, {})};
    }
    return frames;
}

/// Their data alone.
inline QList<QByteArray> dataOf(const QByteArray &stream)
{
    QList<QByteArray> all;
    for (const Frame &frame : framesOf(stream))
        all << frame.data;
    return all;
}

} // namespace studio
