#pragma once

#include "core/Request.h"

#include <QStringView>

namespace studio
{

/// An answer as a server sends it: a status line, header lines, a blank line and the body. This is what the inputs
/// of fuzz_decoder and fuzz_lists are, so that they can be read and typed.
struct WireAnswer
{
    int status = 200;
    QList<Header> headers = {};
    QByteArray body = {};

    QByteArray header(QByteArrayView name) const; ///< Empty when there is none.
};

/// Any bytes are an answer: those that do not begin with a status line are a body.
WireAnswer wireAnswerFrom(const QByteArray &bytes);

QByteArray toBytes(const WireAnswer &answer);

/// The answers in the test data: streams (.sse), bodies (.json), and those that lists of answers have as "body"
/// or name as "file", with their status and headers. In the order of their names; the folder "fuzz" is left out.
QList<WireAnswer> recordedAnswers(const QString &folder);

/// The inputs in a folder as they are: those that once broke a promise.
QList<QByteArray> inputsIn(const QString &folder);

} // namespace studio
