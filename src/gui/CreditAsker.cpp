#include "gui/CreditAsker.h"

#include "catalog/AccountFetch.h"
#include "catalog/Accounts.h"
#include "gui/CreditText.h"
#include "gui/ErrorText.h"

namespace studio
{

CreditAsker::CreditAsker(Accounts &accounts, Transport &transport, QObject *parent)
    : QObject(parent), m_accounts(accounts), m_transport(transport)
{
}

void CreditAsker::ask(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || profile->accountPath.isEmpty())
        return;
    m_told[provider] = {{Verdict::Working, tr("Asking %1 …").arg(profile->name)}};
    emit changed();
    auto *fetch = new AccountFetch(m_transport, *profile, this);
    const auto conclude = [this, profile, fetch](const Result<Credit> &credit) {
        fetch->deleteLater();
        if (!m_told.contains(profile->id))
            return; // asked with a key that is gone by now
        take(*profile, credit);
        emit changed();
    };
    connect(fetch, &AccountFetch::finished, this, conclude);
    m_accounts.withSecret(*profile, fetch, [fetch, conclude](const Result<QByteArray> &secret) {
        if (secret)
            fetch->start(*secret);
        else
            conclude(secret.error());
    });
}

void CreditAsker::take(const Profile &profile, const Result<Credit> &credit)
{
    if (credit)
        m_told[profile.id] = {{}, *credit, QDateTime::currentDateTime()};
    else
        m_told[profile.id] = {{Verdict::Failed, errorText(credit.error(), {profile.name}).text}};
}

void CreditAsker::forget(const QString &provider)
{
    m_told.remove(provider);
}

CreditAsker::Answer CreditAsker::answerOf(const QString &provider) const
{
    const Told told = m_told.value(provider);
    if (!told.credit)
        return told.failure;
    return {Verdict::Plain, creditText(*told.credit, told.askedAt, QDateTime::currentDateTime())};
}

} // namespace studio
