#pragma once

#include "net/HttpCall.h"
#include "net/Transport.h"

#include <QStringList>

namespace studio
{

/// Runs one HttpCall and writes down what it says, in order.
class CallWatch : public QObject
{
    Q_OBJECT

public:
    CallWatch(Transport &transport, const Request &request, const Limits &limits = {});

    bool isFinished() const { return finishedCount > 0; }
    QString outcome() const; ///< "200", or the name of the failure.

    std::unique_ptr<HttpCall> call;
    QStringList said;
    QList<QByteArray> frames;
    int aliveCount = 0;
    int finishedCount = 0;
    Reply reply;
    std::optional<Error> error;
};

/// A POST and a GET to a path of a test's server.
Request postTo(const QUrl &base, const QString &path = QStringLiteral("/v1/chat/completions"),
               const QByteArray &body = "{\"model\":\"a\"}");
Request getFrom(const QUrl &base, const QString &path = QStringLiteral("/v1/models"));

} // namespace studio
