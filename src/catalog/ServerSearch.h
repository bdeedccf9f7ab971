#pragma once

#include "catalog/PortTalk.h"
#include "providers/ServerQuestions.h"

namespace studio
{

/// Looks for model servers on this computer: asks all ports at once, tells each server as it is found.
///
/// finished() comes exactly once, and never before start() has returned; its value is how many were found.
/// Deleting it cancels without a signal.
class ServerSearch : public QObject
{
    Q_OBJECT

public:
    explicit ServerSearch(Transport &transport, const QList<quint16> &ports = documentedPorts(), QObject *parent = nullptr);

    void start();
    void cancel(); ///< Leads to finished() with ErrorKind::Cancelled.

signals:
    void serverFound(const studio::FoundServer &server);
    void finished(const studio::Result<qsizetype> &outcome);

private:
    void take(PortTalk *talk, const std::optional<FoundServer> &found);
    void conclude(const Result<qsizetype> &outcome);

    QList<PortTalk *> m_talks; ///< Children; those that are not over.
    qsizetype m_found = 0;
    bool m_isOver = false;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::FoundServer)
