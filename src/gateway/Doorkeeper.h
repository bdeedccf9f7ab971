#pragma once

#include "gateway/RecordedRequest.h"
#include "gateway/ServerReply.h"

#include <optional>

namespace studio
{

/// Decides who may talk to the practice gateway. A file that was made is for whoever knows its address. A page in a browser may not (its requests carry an Origin
/// or another Host, or neither JSON nor, where one is taken, a form), another user's program may not (it has no key), and nobody may use the
/// gateway as a proxy. Pure.
class Doorkeeper
{
public:
    Doorkeeper(const QByteArray &key, quint16 port);

    /// The refusal, in the dialect of the request's path; nothing when the request may pass.
    std::optional<ServerReply> refusal(const RecordedRequest &request) const;

private:
    bool hasKey(const RecordedRequest &request) const;

    QByteArray m_key;
    QList<QByteArray> m_hosts;
};

/// Takes the same time wherever the two differ.
bool isSameSecret(const QByteArray &a, const QByteArray &b);

} // namespace studio
