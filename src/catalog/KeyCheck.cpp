#include "catalog/KeyCheck.h"

#include "providers/ErrorReply.h"
#include "providers/ServerWords.h"

namespace studio
{

KeyCheck::KeyCheck(Transport &transport, const Profile &profile, QObject *parent) : QObject(parent)
{
    if (profile.accountPath.isEmpty()) {
        m_models = new ModelFetch(transport, profile, this);
        connect(m_models, &ModelFetch::finished, this, [this](const Result<QList<Model>> &models) {
            if (models)
                emit finished(std::optional(models->size()));
            else
                emit finished(models.error());
        });
        return;
    }
    m_account = new HttpCall(transport, getRequest(profile, profile.accountPath), profile.limits, this);
    connect(m_account, &HttpCall::finished, this, &KeyCheck::readAccount);
}

void KeyCheck::readAccount(const Result<Reply> &reply)
{
    if (!reply) {
        emit finished(withoutSecret(reply.error(), m_secret));
        return;
    }
    // A 200 alone proves nothing: login pages have it, and so have gateways that say no in words.
    const auto object = parseReplyObject(reply->body);
    if (reply->status < 300 && object && !isErrorReply(*object)) {
        emit finished(std::optional<qsizetype>());
        return;
    }
    Error error = errorFromReply(reply->status, reply->headers, reply->body);
    if (reply->status < 300 && !object)
        error.kind = ErrorKind::NotAnApi;
    emit finished(withoutSecret(error, m_secret));
}

void KeyCheck::start(const QByteArray &secret)
{
    m_secret = secret;
    if (m_account)
        m_account->start(secret);
    else
        m_models->start(secret);
}

} // namespace studio
