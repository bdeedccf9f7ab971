#include "catalog/ListFetch.h"

#include "providers/ErrorReply.h"

namespace studio
{

namespace
{

Request listRequest(const Profile &profile, const QString &path, const ListStamp &known)
{
    Request request = getRequest(profile, path);
    if (known.base != profile.base)
        return request;
    if (!known.etag.isEmpty())
        request.headers.append({"If-None-Match", known.etag});
    if (!known.lastModified.isEmpty())
        request.headers.append({"If-Modified-Since", known.lastModified});
    return request;
}

} // namespace

ListFetch::ListFetch(Transport &transport, const Profile &profile, const QString &path, const ListStamp &known,
                     QObject *parent)
    : QObject(parent)
    , m_call(new HttpCall(transport, listRequest(profile, path, known), profile.limits, this))
    , m_base(profile.base)
    , m_stamp(known)
{
    connect(m_call, &HttpCall::finished, this, &ListFetch::read);
}

void ListFetch::start(const QByteArray &secret)
{
    m_secret = secret;
    m_call->start(secret);
}

Error ListFetch::withoutKey(const Error &error) const
{
    return withoutSecret(error, m_secret);
}

void ListFetch::read(const Result<Reply> &outcome)
{
    if (!outcome) {
        emit finished(withoutKey(outcome.error()));
        return;
    }
    const bool wasAsked = m_stamp.base == m_base && (!m_stamp.etag.isEmpty() || !m_stamp.lastModified.isEmpty());
    m_stamp.checked = QDateTime::currentDateTimeUtc();
    if (outcome->status == 304 && wasAsked) {
        m_isUnchanged = true;
        emit finished(QByteArray());
        return;
    }
    if (outcome->status >= 400) {
        emit finished(withoutKey(errorFromReply(outcome->status, outcome->headers, outcome->body)));
        return;
    }
    // A server that tells back the key must not get it into the list, nor into the cache of it.
    QByteArray body = outcome->body;
    if (!m_secret.isEmpty()) {
        body.replace(m_secret, "...");
        body.replace(QByteArray(m_secret).replace("/", "\\/"), "..."); // as some write a slash in JSON
    }
    m_stamp.base = m_base;
    m_stamp.etag = outcome->header("ETag");
    m_stamp.lastModified = outcome->header("Last-Modified");
    emit finished(body);
}

} // namespace studio
