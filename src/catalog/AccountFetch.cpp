#include "catalog/AccountFetch.h"

#include "providers/CreditReply.h"

namespace studio
{

AccountFetch::AccountFetch(Transport &transport, const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_key(new FreeQuestion(transport, getRequest(profile, profile.accountPath), profile.limits, this))
{
    connect(m_key, &FreeQuestion::finished, this, &AccountFetch::readKey);
    if (profile.creditPath.isEmpty())
        return;
    m_money = new FreeQuestion(transport, getRequest(profile, profile.creditPath), profile.limits, this);
    connect(m_money, &FreeQuestion::finished, this, &AccountFetch::readMoney);
}

void AccountFetch::start(const QByteArray &secret)
{
    m_secret = secret;
    m_key->start(secret);
}

void AccountFetch::readKey(const Result<QJsonObject> &reply)
{
    const QByteArray secret = std::exchange(m_secret, {});
    if (!reply) {
        emit finished(reply.error());
        return;
    }
    m_credit = creditFrom(*reply);
    if (m_money)
        m_money->start(secret);
    else
        emit finished(m_credit);
}

void AccountFetch::readMoney(const Result<QJsonObject> &reply)
{
    if (reply)
        addAccountCredit(m_credit, *reply);
    else
        m_credit.isForOtherKeys = reply.error().kind == ErrorKind::Forbidden;
    emit finished(m_credit);
}

} // namespace studio
