#include "catalog/KeyCheck.h"

#include "providers/ErrorReply.h"

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
    connect(m_account, &HttpCall::finished, this, [this](const Result<Reply> &reply) {
        if (!reply)
            emit finished(reply.error());
        else if (reply->status >= 400)
            emit finished(errorFromReply(reply->status, reply->headers, reply->body));
        else
            emit finished(std::optional<qsizetype>());
    });
}

void KeyCheck::start(const QByteArray &secret)
{
    if (m_account)
        m_account->start(secret);
    else
        m_models->start(secret);
}

} // namespace studio
