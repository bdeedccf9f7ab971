#pragma once

#include "providers/Dialect.h"

#include <QList>

#include <memory>

namespace studio
{

/// A long streamed answer as bytes, and how it is read.
struct DecoderStream
{
    QByteArray bytes;
    QList<qsizetype> ends = {}; ///< Of each event, where a read is one event.
    qsizetype readSize = 16 * 1024;
    qsizetype letters = 0; ///< UTF-16 units of its text.
    qsizetype events = 0;
    std::unique_ptr<Decoder> decoder;
};

/// The stream of one way of bench_decoder, of at least that many bytes. Deltas have that many code points.
DecoderStream decoderStream(const QString &way, qsizetype size, int deltaSize);

} // namespace studio
