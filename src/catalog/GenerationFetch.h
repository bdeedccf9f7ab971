#pragma once

#include "catalog/FreeQuestion.h"
#include "core/Confirmation.h"

namespace studio
{

/// Asks a provider for its own record of one answer. The record is there some seconds after the answer only, so
/// "not found" is asked again after each of the waits; then it is the end. Free of charge.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class GenerationFetch : public QObject
{
    Q_OBJECT

public:
    using Waits = QList<std::chrono::milliseconds>;
    static Waits usualWaits(); ///< Between one question and the next.

    GenerationFetch(Transport &transport, const Profile &profile, const QString &id, QObject *parent = nullptr);

    void setWaits(const Waits &waits) { m_waits = waits; }
    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<studio::Confirmation> &record);

private:
    void ask();
    void read(const Result<QJsonObject> &reply);
    void finish(const Result<Confirmation> &record);

    Transport &m_transport;
    Limits m_limits;
    Result<Request> m_request;
    Waits m_waits = usualWaits();
    QByteArray m_secret;
};

} // namespace studio
