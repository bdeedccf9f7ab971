#pragma once

#include "net/HttpCall.h"
#include "providers/ServerIdentity.h"

#include <QElapsedTimer>
#include <QObject>

namespace studio
{

/// A server on this computer, and the base that its paths are appended to.
struct FoundServer
{
    ServerIdentity identity;
    QUrl base;

    bool operator==(const FoundServer &) const = default;
};

/// Asks one port of this computer who is there: small free GETs one after the other, without any key.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels.
class PortTalk : public QObject
{
    Q_OBJECT

public:
    PortTalk(Transport &transport, quint16 port, QObject *parent = nullptr);

    void start();

signals:
    void finished(const std::optional<studio::FoundServer> &found);

private:
    void askNext();
    void ask(const QString &path);
    void take(const QString &path, const Result<Reply> &outcome);
    void conclude();

    Transport &m_transport;
    const quint16 m_port;
    QString m_host;
    QList<PortAnswer> m_answers;
    QElapsedTimer m_clock;
};

} // namespace studio
