#pragma once

#include "core/RunRecord.h"
#include "providers/Profile.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace studio
{

class Accounts;
class Run;
class RunJournal;
class Transport;

/// Measures what a run cost by what is left on the account before and after it, for providers that keep no record
/// of each answer. Only for those it was switched on for, and only while a single run of theirs is under way here.
///
/// Whatever else uses the account in the meantime is in the figure too, so it is always labelled as measured. The
/// questions are free of charge. Lives on the GUI thread; everything given outlives it.
class BalanceMeter : public QObject
{
    Q_OBJECT

public:
    using Waits = QList<std::chrono::milliseconds>;
    static Waits usualWaits(); ///< From the run's end to each look at the balance; the last look is the end.

    BalanceMeter(Transport &transport, Accounts &accounts, RunJournal &journal, QObject *parent = nullptr);

    void setProviders(const QSet<QString> &ids) { m_providers = ids; } ///< Those that are measured; none at first.
    void setWaits(const Waits &waits) { m_waits = waits; }

    /// Calls send when the run may leave: at once, or when the balance before it is known or cannot be had. Knows
    /// of the run until it is over or deleted.
    void watch(Run *run, const Profile &profile, const QByteArray &secret, std::function<void()> send);

    /// Something else that this account pays for is under way here until it dies: nothing is measured meanwhile.
    void noteOther(const QString &provider, QObject *work);

signals:
    void measured(const studio::RunRecord &record); ///< With what was found; it is in the journal by now.

private:
    struct Measure
    {
        std::optional<Money> before = {};
        bool isSpoiled = false; ///< Something else that the account pays for began.
    };
    using Measuring = std::shared_ptr<Measure>;
    using Look = std::function<void(const std::optional<Money> &left)>;

    void spoilLast(const QString &provider);
    bool measures(const Profile &profile) const;
    void look(const Profile &profile, const QByteArray &secret, QObject *owner, const Look &take);
    void settle(const RunRecord &record, const Profile &profile, const Measuring &measuring, int looks);
    void take(RunRecord record, const Money &cost);

    Transport &m_transport;
    Accounts &m_accounts;
    RunJournal &m_journal;
    QSet<QString> m_providers;
    Waits m_waits = usualWaits();
    QHash<QString, QSet<const QObject *>> m_running; ///< Runs, and what else there is, by provider.
    QHash<QString, Measuring> m_last;                ///< The last one of each provider.
};

} // namespace studio
