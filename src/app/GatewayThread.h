#pragma once

#include "core/Result.h"

#include <QObject>
#include <QThread>
#include <QUrl>

namespace studio
{

class PracticeGateway;

/// The practice gateway on a thread of its own, so that a busy window never holds up the server it talks to.
///
/// ready() or failed() comes once, after start(). Ends its thread when deleted.
class GatewayThread : public QObject
{
    Q_OBJECT

public:
    explicit GatewayThread(QObject *parent = nullptr);
    ~GatewayThread() override;

    void start();

    /// A faults script for rehearsals and tests; a bad one is ignored with failed().
    void setFaults(const QByteArray &json);

signals:
    void ready(const QUrl &address, const QByteArray &key);
    void failed(const studio::Error &error);

private:
    QThread m_thread;
    PracticeGateway *m_gateway; ///< Lives on m_thread.
};

} // namespace studio
