#include "catalog/ModelFetch.h"

#include "providers/ErrorReply.h"
#include "providers/ModelList.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

Request getRequest(const Profile &profile, const QString &path)
{
    Request request;
    request.method = "GET";
    request.base = profile.base;
    request.path = path;
    request.headers = profile.headers;
    request.headers.prepend({"Accept", "application/json"});
    request.secret = profile.secret;
    return request;
}

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
    m_call->start(secret);
}

void ModelFetch::read(const Result<Reply> &outcome)
{
    if (!outcome) {
        emit finished(outcome.error());
        return;
    }
    if (outcome->status >= 400) {
        emit finished(errorFromReply(outcome->status, outcome->headers, outcome->body));
        return;
    }
    auto models = parseModelList(outcome->body, m_profile.id);
    if (models)
        m_body = outcome->body;
    emit finished(std::move(models));
}

} // namespace studio
