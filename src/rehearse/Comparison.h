#pragma once

#include "core/Request.h"

#include <QStringList>

#include <optional>

namespace studio
{

struct RecordedRequest;

/// Where two byte strings first differ.
struct Difference
{
    QString part;         ///< "method", "path", "header authorization", "body".
    qsizetype offset = 0; ///< In bytes, within the part.
    QByteArray expected;  ///< At most 40 bytes around the place.
    QByteArray actual;

    bool operator==(const Difference &) const = default;
};

struct ProofReport
{
    bool isProven = false;
    std::optional<Difference> difference = {}; ///< Empty when proven.
    QStringList addedByClient = {};            ///< Headers that the HTTP client adds by itself; they do not count.
    QString log = {};                          ///< What compiler and program printed, for the Inspector.
    int requests = 0;                          ///< How many arrived; more than one is a failure.
};

/// Compares what arrived with what the Request says: method, path with query, every header
/// of the Request whatever the case of its name, the secret's header with this secret, and the body.
ProofReport compare(const Request &request, const QByteArray &secret, const RecordedRequest &arrived);

} // namespace studio
