#pragma once

#include "core/RunRecord.h"

#include <QObject>

namespace studio
{

class Accounts;
class RunJournal;
class Transport;

/// Looks up what runs that are over have really cost, where their provider keeps a record of each answer, and puts
/// it into the journal beside what was estimated and reported. It costs nothing and needs no run any more.
///
/// A record that does not come leaves the run as it was. Lives on the GUI thread; everything given outlives it.
class Confirmer : public QObject
{
    Q_OBJECT

public:
    Confirmer(Transport &transport, Accounts &accounts, RunJournal &journal, QObject *parent = nullptr);

    /// A run of practice is looked up at the practice gateway and nowhere else.
    void lookUp(const RunRecord &record);

signals:
    void confirmed(const studio::RunRecord &record); ///< With what was found; it is in the journal by now.

private:
    void take(RunRecord record, const Confirmation &confirmation);

    Transport &m_transport;
    Accounts &m_accounts;
    RunJournal &m_journal;
};

} // namespace studio
