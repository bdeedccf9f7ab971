#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>

#include <utility>

namespace studio
{

/// One request as it came off the socket.
struct RecordedRequest
{
    QByteArray raw;    ///< Every byte: request line, headers, body as framed.
    QByteArray method;
    QByteArray target; ///< Path and query, undecoded.
    QList<std::pair<QByteArray, QByteArray>> headers; ///< In order, names as sent.
    QByteArray body;   ///< Without framing.
};

} // namespace studio

Q_DECLARE_METATYPE(studio::RecordedRequest)
