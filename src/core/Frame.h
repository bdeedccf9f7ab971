#pragma once

#include <QByteArray>
#include <QMetaType>

namespace studio
{

/// One message of a streamed answer: an event of an event stream, or one line of NDJSON.
struct Frame
{
    QByteArray data;       ///< Without line ends; lines of one event are joined by LF.
    QByteArray event = {}; ///< The event's type; empty when the server named none.

    bool operator==(const Frame &) const = default;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::Frame)
