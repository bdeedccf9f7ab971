#include "catalog/ModelFetch.h"

#include "providers/ErrorReply.h"
#include "providers/ModelList.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

ModelFetch::ModelFetch(Transport &transport, const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_call(new HttpCall(transport, getRequest(profile, profile.modelsPath), profile.limits, this))
{
    connect(m_call, &HttpCall::finished, this, &ModelFetch::read);
}

void ModelFetch::start(const QByteArray &secret)
{
    if (m_profile.modelsPath.isEmpty()) {
        QTimer::singleShot(0, this, [this] {
            emit finished(Error{ErrorKind::Rejected, u"this provider has no model list"_s});
        });
        return;
    }
    m_secret = secret;
    m_call->start(secret);
}

void ModelFetch::read(const Result<Reply> &outcome)
{
    if (!outcome) {
        emit finished(withoutSecret(outcome.error(), m_secret));
        return;
    }
    if (outcome->status >= 400) {
        emit finished(withoutSecret(errorFromReply(outcome->status, outcome->headers, outcome->body), m_secret));
        return;
    }
    // A server that tells back the key must not get it into the list, nor into the cache of it.
    QByteArray body = outcome->body;
    if (!m_secret.isEmpty()) {
        body.replace(m_secret, "...");
        body.replace(QByteArray(m_secret).replace("/", "\\/"), "..."); // as some write a slash in JSON
    }
    auto models = parseModelList(body, m_profile.id);
    if (!models) {
        emit finished(withoutSecret(models.error(), m_secret));
        return;
    }
    m_body = body;
    emit finished(std::move(models));
}

} // namespace studio
