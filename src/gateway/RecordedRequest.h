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
    QByteArray raw; ///< Every byte: request line, headers, body as framed.
    QByteArray method;
    QByteArray target;                                ///< Path and query, undecoded.
    QList<std::pair<QByteArray, QByteArray>> headers; ///< In order, names as sent.
    QByteArray body;                                  ///< Without framing.

    /// All values of that name in order, without regard to case.
    QList<QByteArray> headersNamed(QByteArrayView name) const;

    /// The first of them; empty when there is none.
    QByteArray header(QByteArrayView name) const;

    /// The target without its query.
    QByteArray path() const;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::RecordedRequest)
