#include "catalog/ModelFetch.h"

#include "providers/ErrorReply.h"
#include "providers/ModelList.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Request listRequest(const Profile &profile, const ListStamp &known)
{
    Request request = getRequest(profile, profile.modelsPath);
    if (known.base != profile.base)
        return request;
    if (!known.etag.isEmpty())
        request.headers.append({"If-None-Match", known.etag});
    if (!known.lastModified.isEmpty())
        request.headers.append({"If-Modified-Since", known.lastModified});
    return request;
}

} // namespace

ModelFetch::ModelFetch(Transport &transport, const Profile &profile, QObject *parent)
    : ModelFetch(transport, profile, ListStamp(), parent)
{
}

ModelFetch::ModelFetch(Transport &transport, const Profile &profile, const ListStamp &known, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_call(new HttpCall(transport, listRequest(profile, known), profile.limits, this))
    , m_stamp(known)
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
    const bool wasAsked = !m_stamp.etag.isEmpty() || !m_stamp.lastModified.isEmpty();
    m_stamp.checked = QDateTime::currentDateTimeUtc();
    if (outcome->status == 304 && wasAsked) {
        m_isUnchanged = true;
        emit finished(QList<Model>());
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
    m_stamp.base = m_profile.base;
    m_stamp.etag = outcome->header("ETag");
    m_stamp.lastModified = outcome->header("Last-Modified");
    emit finished(std::move(models));
}

} // namespace studio
