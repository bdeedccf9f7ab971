#include "run/Confirmer.h"

#include "catalog/Accounts.h"
#include "catalog/GenerationFetch.h"
#include "providers/GenerationReply.h"
#include "store/RunJournal.h"

namespace studio
{

Confirmer::Confirmer(Transport &transport, Accounts &accounts, RunJournal &journal, QObject *parent)
    : QObject(parent), m_transport(transport), m_accounts(accounts), m_journal(journal)
{
}

void Confirmer::lookUp(const RunRecord &record)
{
    auto profile = m_accounts.profile(record.target.provider);
    if (profile && record.isPractice)
        profile = m_accounts.practiceTwin(*profile);
    const bool hasId = !cleanGenerationId(record.generationId).isEmpty(); // one with a mask in it leads nowhere
    if (!profile || profile->generationPath.isEmpty() || !hasId || !isSettled(record)
        || !isSameOrigin(profile->base, record.recipe.request.base)) // only who answered knows that id
        return;
    auto *fetch = new GenerationFetch(m_transport, *profile, record.generationId, this);
    connect(fetch, &GenerationFetch::finished, this, [this, fetch, record](const Result<Confirmation> &outcome) {
        fetch->deleteLater();
        if (outcome)
            take(record, *outcome);
    });
    m_accounts.withSecret(*profile, fetch, [fetch](const Result<QByteArray> &secret) {
        if (secret)
            fetch->start(*secret);
        else
            fetch->deleteLater();
    });
}

void Confirmer::take(RunRecord record, const Confirmation &confirmation)
{
    record.confirmed = confirmation;
    std::ignore = m_journal.confirm(record.id, *record.confirmed); // it can be looked up again; the trial may be deleted by now
    emit confirmed(record);
}

} // namespace studio
