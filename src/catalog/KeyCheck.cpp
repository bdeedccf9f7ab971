#include "catalog/KeyCheck.h"

namespace studio
{

KeyCheck::KeyCheck(Transport &transport, const Profile &profile, QObject *parent) : QObject(parent)
{
    if (profile.accountPath.isEmpty()) {
        m_models = new ModelFetch(transport, profile, this);
        connect(m_models, &ModelFetch::finished, this, [this](const Result<QList<Model>> &models) {
            if (models)
                emit finished(KeyFacts{models->size(), {}});
            else
                emit finished(models.error());
        });
        return;
    }
    m_account = new AccountFetch(transport, profile, this);
    connect(m_account, &AccountFetch::finished, this, [this](const Result<Credit> &credit) {
        if (credit)
            emit finished(KeyFacts{{}, *credit});
        else
            emit finished(credit.error());
    });
}

void KeyCheck::start(const QByteArray &secret)
{
    if (m_account)
        m_account->start(secret);
    else
        m_models->start(secret);
}

} // namespace studio
