#pragma once

#include "catalog/FreeQuestion.h"
#include "core/Credit.h"

namespace studio
{

/// Asks a provider about a key and the money behind it, by its one or two free questions. The first proves the key;
/// when the second is refused, the credit only lacks what it would have told.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels without a signal.
class AccountFetch : public QObject
{
    Q_OBJECT

public:
    /// The profile has an accountPath.
    AccountFetch(Transport &transport, const Profile &profile, QObject *parent = nullptr);

    void start(const QByteArray &secret);

signals:
    void finished(const studio::Result<studio::Credit> &credit);

private:
    void readKey(const Result<QJsonObject> &reply);
    void readMoney(const Result<QJsonObject> &reply);

    FreeQuestion *m_key;
    FreeQuestion *m_money = nullptr; ///< Null when the first question tells everything.
    QByteArray m_secret;
    Credit m_credit;
};

} // namespace studio
