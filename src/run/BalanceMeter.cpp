#include "run/BalanceMeter.h"

#include "catalog/AccountFetch.h"
#include "catalog/Accounts.h"
#include "run/Run.h"
#include "store/RunJournal.h"

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr auto longestLook = 10s; ///< A run does not wait longer for its provider to say what is left.

} // namespace

BalanceMeter::Waits BalanceMeter::usualWaits()
{
    return {2s, 5s, 15s};
}

BalanceMeter::BalanceMeter(Transport &transport, Accounts &accounts, RunJournal &journal, QObject *parent)
    : QObject(parent), m_transport(transport), m_accounts(accounts), m_journal(journal)
{
}

void BalanceMeter::watch(Run *run, const Profile &profile, const QByteArray &secret, std::function<void()> send)
{
    spoilLast(profile.id);
    QSet<const QObject *> &running = m_running[profile.id];
    const bool isAlone = running.isEmpty();
    running.insert(run);
    const auto leave = [this, run, id = profile.id] { m_running[id].remove(run); };
    connect(run, &Run::finished, this, leave);
    connect(run, &QObject::destroyed, this, leave);
    const auto account = m_accounts.profile(profile.id); // the family of a dialect may have another address
    if (!isAlone || !account || !measures(*account) || run->record().isPractice)
        return send();

    const auto measuring = std::make_shared<Measure>();
    m_last[profile.id] = measuring;
    connect(run, &Run::finished, this, [this, run, account, measuring] {
        if (measuring->before)
            settle(run->record(), *account, measuring, 0);
    });
    look(*account, secret, run, [measuring, send = std::move(send)](const std::optional<Money> &left) {
        measuring->before = left;
        send();
    });
}

void BalanceMeter::noteOther(const QString &provider, QObject *work)
{
    spoilLast(provider);
    m_running[provider].insert(work);
    connect(work, &QObject::destroyed, this, [this, work, provider] { m_running[provider].remove(work); });
}

void BalanceMeter::spoilLast(const QString &provider)
{
    if (const Measuring earlier = m_last.take(provider))
        earlier->isSpoiled = true;
}

bool BalanceMeter::measures(const Profile &profile) const
{
    return m_providers.contains(profile.id) && !profile.accountPath.isEmpty() && profile.generationPath.isEmpty();
}

void BalanceMeter::look(const Profile &profile, const QByteArray &secret, QObject *owner, const Look &take)
{
    Profile hurried = profile;
    hurried.limits.total = longestLook;
    auto *fetch = new AccountFetch(m_transport, hurried, owner);
    connect(fetch, &AccountFetch::finished, fetch, [fetch, take](const Result<Credit> &credit) {
        fetch->deleteLater();
        take(credit ? credit->left : std::nullopt);
    });
    fetch->start(secret);
}

void BalanceMeter::settle(const RunRecord &record, const Profile &profile, const Measuring &measuring, int looks)
{
    if (looks >= m_waits.size() || measuring->isSpoiled)
        return;
    QTimer::singleShot(m_waits[looks], this, [this, record, profile, measuring, looks] {
        m_accounts.withSecret(profile, this, [this, record, profile, measuring, looks](const Result<QByteArray> &secret) {
            if (!secret)
                return;
            look(profile, *secret, this, [this, record, profile, measuring, looks](const std::optional<Money> &left) {
                const auto cost = left ? measuring->before->minus(*left) : std::nullopt;
                if (cost && *cost > Money() && !measuring->isSpoiled)
                    take(record, *cost);
                else
                    settle(record, profile, measuring, looks + 1);
            });
        });
    });
}

void BalanceMeter::take(RunRecord record, const Money &cost)
{
    record.confirmed = Confirmation{};
    record.confirmed->usage.cost = cost;
    record.confirmed->isByBalance = true;
    std::ignore = m_journal.confirm(record.id, *record.confirmed); // the trial may be deleted by now
    emit measured(record);
}

} // namespace studio
