#include "net/ReplyEnding.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isProxyError(QNetworkReply::NetworkError error)
{
    return error > QNetworkReply::UnknownNetworkError && error <= QNetworkReply::UnknownProxyError;
}

Error failureBeforeAnswer(const QNetworkReply &reply, bool wasWritten)
{
    const QString detail = u"%1: %2"_s.arg(hostText(reply.url()), reply.errorString());
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::NotConnected, detail};
    case QNetworkReply::ContentReSendError:
        // Qt wanted to send the request again and could not: it was on the wire and nothing came back.
        return {ErrorKind::ConnectionLost, u"%1: connection closed before an answer"_s.arg(hostText(reply.url()))};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {ErrorKind::Garbled, detail};
    default:
        return {wasWritten ? ErrorKind::ConnectionLost : ErrorKind::NotConnected, detail};
    }
}

} // namespace

std::optional<Error> failureOf(const QNetworkReply &reply, bool wasWritten, const QString &tlsReasons)
{
    const QNetworkReply::NetworkError error = reply.error();
    const int status = statusOf(reply);
    if (error == QNetworkReply::SslHandshakeFailedError) {
        const QString reasons = tlsReasons.isEmpty() ? reply.errorString() : tlsReasons;
        return Error{ErrorKind::TlsFailed, u"%1: %2"_s.arg(hostText(reply.url()), reasons)};
    }
    if (isProxyError(error))
        return Error{ErrorKind::ProxyFailed, reply.errorString(), status};
    if (status == 0)
        return failureBeforeAnswer(reply, wasWritten);
    if (error == QNetworkReply::NoError || status >= 400)
        return std::nullopt;
    if (error == QNetworkReply::UnknownContentError) {
        // Qt looks ahead when it decompresses, stops at what expands too well, and gives no reason then.
        return Error{ErrorKind::TooLarge, u"the compressed answer is broken or expands beyond the limit"_s, status};
    }
    return Error{ErrorKind::CutOff, reply.errorString(), status};
}

std::optional<QUrl> redirectTarget(const QNetworkReply &reply)
{
    const int status = statusOf(reply);
    const QByteArray location = reply.rawHeader("Location");
    if (status < 300 || status >= 400 || status == 304 || location.isEmpty())
        return std::nullopt;
    return reply.url().resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
}

QString hostText(const QUrl &url)
{
    if (!url.isValid() || url.scheme().isEmpty())
        return u"an unreadable address"_s;
    return url.host().isEmpty() ? url.scheme() + u':'
                                : url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                               | QUrl::RemoveFragment);
}

} // namespace studio
