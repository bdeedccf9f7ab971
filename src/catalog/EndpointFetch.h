#pragma once

#include "catalog/FreeQuestion.h"
#include "core/Endpoint.h"

namespace studio
{

/// Asks a gateway which companies run one model, at what prices and how well. Figures need a key at OpenRouter.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class EndpointFetch : public QObject
{
    Q_OBJECT

public:
    EndpointFetch(Transport &transport, const Profile &profile, const QString &model, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<QList<studio::Endpoint>> &endpoints);

private:
    void read(const Result<QJsonObject> &reply);

    Result<Request> m_request;
    FreeQuestion *m_question = nullptr; ///< Null when there is nothing to ask.
};

} // namespace studio
