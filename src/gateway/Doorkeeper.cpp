#include "gateway/Doorkeeper.h"

#include "gateway/PracticePath.h"
#include "gateway/VideoPath.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

ErrorWords refused(int status, const QString &message)
{
    return {status, message, u"invalid_request_error"_s, u"refused"_s, u"permission_denied"_s};
}

bool hasType(const QByteArray &contentType, const char *name)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed();
    return type.compare(name, Qt::CaseInsensitive) == 0;
}

/// OpenAI's videos come with a picture as a file.
bool takesForms(const std::optional<VideoPath> &path)
{
    return path && (path->format == VideoFormat::OpenAi || path->format == VideoFormat::WisGate);
}

} // namespace

bool isSameSecret(const QByteArray &a, const QByteArray &b)
{
    volatile unsigned char difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

Doorkeeper::Doorkeeper(const QByteArray &key, quint16 port)
    : m_key(key)
    , m_hosts{"127.0.0.1:" + QByteArray::number(port), "localhost:" + QByteArray::number(port)}
{
}

std::optional<ServerReply> Doorkeeper::refusal(const RecordedRequest &request) const
{
    const PracticePath path = practicePath(request);
    const PracticeDialect &dialect = path.dialect;
    const QList<QByteArray> hosts = request.headersNamed("Host");
    if (hosts.size() != 1)
        return errorReply(dialect, refused(400, u"exactly one Host header is needed"_s));
    if (!m_hosts.contains(hosts.first()))
        return errorReply(dialect, refused(403, u"this server has another name"_s));
    if (!request.headersNamed("Origin").isEmpty() || request.method == "OPTIONS")
        return errorReply(dialect, refused(403, u"web pages are not served"_s));
    if (!request.target.startsWith('/'))
        return errorReply(dialect, refused(400, u"this is not a proxy"_s));
    const std::optional<VideoPath> video = videoPath(request);
    if (path.place == PracticePath::Place::MadeFile)
        return std::nullopt;
    const bool isLink = video && video->place == VideoPath::Place::File; // nobody can guess it
    if (!isLink && !hasKey(request))
        return wrongKeyReply(dialect);
    const QByteArray type = request.header("Content-Type");
    if (request.method == "POST" && !hasType(type, "application/json")
        && !((path.takesForms || takesForms(video)) && hasType(type, "multipart/form-data")))
        return errorReply(dialect, refused(415, u"Content-Type must be application/json"_s));
    return std::nullopt;
}

bool Doorkeeper::hasKey(const RecordedRequest &request) const
{
    QList<QByteArray> offered = request.headersNamed("x-api-key") + request.headersNamed("x-goog-api-key");
    constexpr QByteArrayView scheme = "Bearer ";
    for (const QByteArray &value : request.headersNamed("Authorization")) {
        if (value.first(std::min(value.size(), scheme.size())).compare(scheme, Qt::CaseInsensitive) == 0)
            offered.append(value.sliced(scheme.size()).trimmed());
    }
    bool isRight = false;
    for (const QByteArray &key : offered)
        isRight |= isSameSecret(key, m_key);
    return isRight;
}

} // namespace studio
