#include "providers/PostRequest.h"

#include <QJsonDocument>

namespace studio
{

Request postRequest(const Profile &profile, const QString &path, const QByteArray &contentType, const QByteArray &body,
                    bool isStreaming)
{
    Request request;
    request.base = profile.base;
    request.path = path;
    request.headers << Header{"Content-Type", contentType}
                    << Header{"Accept", isStreaming ? "text/event-stream" : "application/json"};
    request.headers += profile.headers;
    request.secret = profile.secret;
    request.body = body;
    request.isStreaming = isStreaming;
    return request;
}

Request postRequest(const Profile &profile, const QString &path, const QJsonObject &body, bool isStreaming)
{
    return postRequest(profile, path, "application/json", QJsonDocument(body).toJson(QJsonDocument::Indented).trimmed(),
                       isStreaming);
}

} // namespace studio
