#include "gateway/ServerReply.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace studio
{

void ServerReply::setHeader(const QByteArray &name, const QByteArray &value)
{
    for (auto &[key, old] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            old = value;
            return;
        }
    }
    headers.append({name, value});
}

ServerReply jsonReply(int status, const QJsonObject &body)
{
    ServerReply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "application/json"}};
    reply.pieces = {{QJsonDocument(body).toJson(QJsonDocument::Compact)}};
    return reply;
}

} // namespace studio
