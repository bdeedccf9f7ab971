#include "net/OutgoingRequest.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool isControl(char c)
{
    return uchar(c) < 0x20 || c == 0x7f;
}

bool isTokenChar(char c)
{
    const bool isAlphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isAlphanumeric || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenChar);
}

bool isHeaderValue(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(), isControl);
}

/// Headers that belong to the transport: a second opinion on them smuggles requests or stops decompression.
bool isOurs(const QByteArray &name)
{
    for (const QByteArrayView ours : {QByteArrayView("Host"), QByteArrayView("Content-Length"),
                                      QByteArrayView("Transfer-Encoding"), QByteArrayView("Accept-Encoding"),
                                      QByteArrayView("Connection"), QByteArrayView("Cookie")}) {
        if (ours.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

Result<void> checkHeaders(const Request &request, const QByteArray &secret)
{
    for (const Header &header : request.headers) {
        if (!isHeaderName(header.name))
            return Error{ErrorKind::Rejected, u"a header's name has characters that are not allowed"_s};
        const QString name = QString::fromLatin1(header.name);
        if (!isHeaderValue(header.value))
            return Error{ErrorKind::Rejected, u"the header %1 has control characters"_s.arg(name)};
        if (isOurs(header.name))
            return Error{ErrorKind::Rejected, u"the header %1 cannot be set"_s.arg(name)};
    }
    if (!request.secret)
        return {};
    if (!isHeaderName(request.secret->name) || !isHeaderValue(request.secret->prefix))
        return Error{ErrorKind::Rejected, u"the key's header has characters that are not allowed"_s};
    const auto isForeign = [](char c) { return uchar(c) > 0x7e; };
    if (!isHeaderValue(secret) || std::any_of(secret.begin(), secret.end(), isForeign))
        return Error{ErrorKind::Rejected, u"the key has characters that no key has"_s};
    return {};
}

Result<void> checkAddress(const QUrl &address, bool hasSecret)
{
    const bool isPlain = address.scheme() == "http"_L1;
    if (!address.isValid() || address.host().isEmpty() || !(isPlain || address.scheme() == "https"_L1))
        return Error{ErrorKind::Rejected, u"the address is not one of http or https"_s};
    if (!address.userInfo().isEmpty())
        return Error{ErrorKind::Rejected, u"the address has a user name in it"_s};
    if (isPlain && hasSecret && !isLoopback(address))
        return Error{ErrorKind::Rejected, u"a key is never sent over plain http to another computer"_s};
    return {};
}

/// A server may close a connection that rests just when the next request goes into it, and then nobody can tell whether
/// the request arrived: nothing may send it again. Most servers keep one for 60 s or more; we leave long before.
constexpr int restingSeconds = 15;

void closeTraps(QNetworkRequest &out)
{
    out.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, restingSeconds);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.setRawHeader("User-Agent", "SignalboxStudio/" STUDIO_VERSION);
    out.setRawHeader("Accept-Language", "en");
}

} // namespace

Result<QNetworkRequest> outgoingRequest(const Request &request, const QUrl &address, const QByteArray &secret)
{
    const bool hasSecret = request.secret && !secret.isEmpty();
    if (const auto checked = checkAddress(address, hasSecret); !checked)
        return checked.error();
    if (const auto checked = checkHeaders(request, secret); !checked)
        return checked.error();

    QNetworkRequest out(address);
    closeTraps(out);
    for (const Header &header : request.headers)
        out.setRawHeader(header.name, header.value);
    if (hasSecret)
        out.setRawHeader(request.secret->name, request.secret->prefix + secret);
    return out;
}

OneWayBody::OneWayBody(const QByteArray &body, QObject *parent) : QIODevice(parent), m_body(body)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneWayBody::bytesAvailable() const
{
    return m_body.size() - m_position + QIODevice::bytesAvailable();
}

qint64 OneWayBody::readData(char *data, qint64 most)
{
    if (atEnd())
        return -1;
    const qint64 count = qMin(most, qint64(m_body.size() - m_position));
    std::memcpy(data, m_body.constData() + m_position, size_t(count));
    m_position += count;
    return count;
}

} // namespace studio
