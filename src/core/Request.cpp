#include "core/Request.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Error rejected(const QString &detail)
{
    return Error{ErrorKind::Rejected, detail};
}

} // namespace

QUrl Request::url() const
{
    QString joined = base.toString(QUrl::FullyEncoded);
    while (joined.endsWith(u'/'))
        joined.chop(1);
    return QUrl(joined + path, QUrl::StrictMode);
}

QByteArray maskedSecret(const SecretHeader &header)
{
    return header.prefix + "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2";
}

QByteArray wireText(const Request &request)
{
    const QUrl url = request.url();
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray text = request.method + ' ' + target + " HTTP/1.1\nHost: " + url.authority().toLatin1() + '\n';
    for (const Header &header : request.headers)
        text += header.name + ": " + header.value + '\n';
    if (request.secret)
        text += request.secret->name + ": " + maskedSecret(*request.secret) + '\n';
    return text + '\n' + request.body;
}

Result<QUrl> parseBaseUrl(QStringView text)
{
    QString trimmed = text.trimmed().toString();
    while (trimmed.endsWith(u'/'))
        trimmed.chop(1);
    for (const QLatin1StringView tail : {"/chat/completions"_L1, "/completions"_L1, "/models"_L1, "/responses"_L1}) {
        if (trimmed.endsWith(tail))
            trimmed.chop(tail.size());
    }
    while (trimmed.endsWith(u'/'))
        trimmed.chop(1);
    if (trimmed.isEmpty())
        return rejected(u"the address is empty"_s);
    const QUrl url(trimmed, QUrl::StrictMode);
    if (!url.isValid())
        return rejected(u"this is not an address: %1"_s.arg(url.errorString()));
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return rejected(u"the address must start with https:// or http://"_s);
    if (url.host().isEmpty())
        return rejected(u"the address has no host"_s);
    if (!url.userInfo().isEmpty())
        return rejected(u"a name or password does not belong in the address"_s);
    if (url.hasQuery() || url.hasFragment())
        return rejected(u"the address must not contain ? or #"_s);
    if (url.scheme() == "http"_L1 && !isLoopback(url))
        return rejected(u"plain http would show the key to the network; only this computer may be reached without https"_s);
    return url;
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto portOf = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool isLoopback(const QUrl &url)
{
    // Compared as text on purpose: core knows no sockets. QUrl has normalised the host already.
    const QString host = url.host();
    if (host == "localhost"_L1 || host == "::1"_L1 || host == "::ffff:127.0.0.1"_L1)
        return true;
    const QStringList parts = host.split(u'.');
    if (parts.size() != 4 || parts.first() != "127"_L1)
        return false;
    for (const QString &part : parts) {
        bool ok = false;
        if (part.toUInt(&ok) > 255 || !ok)
            return false;
    }
    return true;
}

QJsonObject toJson(const Request &request)
{
    QJsonArray headers;
    for (const Header &header : request.headers)
        headers << QJsonArray{QString::fromLatin1(header.name), QString::fromLatin1(header.value)};
    QJsonObject object{{u"method"_s, QString::fromLatin1(request.method)},
                       {u"base"_s, request.base.toString(QUrl::FullyEncoded)},
                       {u"path"_s, request.path},
                       {u"headers"_s, headers},
                       {u"streaming"_s, request.isStreaming}};
    if (request.body.isValidUtf8())
        object[u"body"_s] = QString::fromUtf8(request.body);
    else // a form with a picture in it
        object[u"body_base64"_s] = QString::fromLatin1(request.body.toBase64());
    if (request.secret) {
        object[u"secret"_s] = QJsonArray{QString::fromLatin1(request.secret->name),
                                         QString::fromLatin1(request.secret->prefix)};
    }
    return object;
}

Result<Request> requestFromJson(const QJsonObject &object)
{
    Request request;
    request.method = object[u"method"_s].toString().toLatin1();
    request.base = QUrl(object[u"base"_s].toString(), QUrl::StrictMode);
    request.path = object[u"path"_s].toString();
    if (request.method.isEmpty() || !request.base.isValid() || !request.path.startsWith(u'/'))
        return rejected(u"request: method, base and path are needed"_s);
    for (const QJsonValue &value : object[u"headers"_s].toArray()) {
        const QJsonArray pair = value.toArray();
        request.headers << Header{pair.at(0).toString().toLatin1(), pair.at(1).toString().toLatin1()};
    }
    if (object.contains(u"secret"_s)) {
        const QJsonArray pair = object[u"secret"_s].toArray();
        request.secret = SecretHeader{pair.at(0).toString().toLatin1(), pair.at(1).toString().toLatin1()};
    }
    request.body = object.contains(u"body_base64"_s)
        ? QByteArray::fromBase64(object[u"body_base64"_s].toString().toLatin1())
        : object[u"body"_s].toString().toUtf8();
    request.isStreaming = object[u"streaming"_s].toBool();
    return request;
}

} // namespace studio
