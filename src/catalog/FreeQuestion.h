#pragma once

#include "net/HttpCall.h"
#include "providers/Profile.h"

#include <QJsonObject>
#include <QObject>

namespace studio
{

/// A GET of the provider's rules: base, path, its headers and its secret header.
Request getRequest(const Profile &profile, const QString &path);

/// One GET that costs nothing, answered by a JSON object.
///
/// A good status alone is no answer: login pages have it, and so have gateways that say no in words. finished()
/// comes exactly once, and never before start() has returned; what it says never has the key in it. Deleting it
/// cancels without a signal.
class FreeQuestion : public QObject
{
    Q_OBJECT

public:
    FreeQuestion(Transport &transport, const Request &request, const Limits &limits, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<QJsonObject> &reply);

private:
    void read(const Result<Reply> &outcome);

    QByteArray m_secret;
    HttpCall *m_call;
};

} // namespace studio
