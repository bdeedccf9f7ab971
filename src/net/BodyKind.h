#pragma once

#include <QByteArrayView>

namespace studio
{

/// What the body of an answer is.
enum class BodyKind {
    Undecided, ///< More bytes are needed.
    Events,    ///< An event stream.
    Lines,     ///< NDJSON: a JSON document on each line.
    Json,
    Html,
    Other,
};

/// Tells by the first bytes, because servers label wrongly in every direction; the label decides only where
/// bytes cannot. Blanks at the start are skipped: servers send them to keep a connection alive.
BodyKind bodyKind(QByteArrayView start, QByteArrayView contentType);

/// A whole body of several JSON documents, one on each line, that was not labelled so.
bool isUnlabelledNdjson(QByteArrayView body);

/// Bytes without the blanks and byte-order marks at the start.
QByteArrayView withoutPadding(QByteArrayView bytes);

} // namespace studio
