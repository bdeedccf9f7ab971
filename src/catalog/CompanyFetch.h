#pragma once

#include "catalog/FreeQuestion.h"
#include "core/Endpoint.h"

namespace studio
{

/// Asks a gateway which companies there are behind it: where they sit and what they say of privacy.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class CompanyFetch : public QObject
{
    Q_OBJECT

public:
    CompanyFetch(Transport &transport, const Profile &profile, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<QList<studio::Company>> &companies);

private:
    FreeQuestion *m_question = nullptr; ///< Null when the provider has no such list.
};

} // namespace studio
