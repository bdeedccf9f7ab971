#pragma once

#include "core/Trial.h"

#include <QObject>

namespace studio
{

class Database;

/// What the store keeps of a trial. Takes a while when the prompt is long, and may be made on any thread.
QByteArray trialDocument(const Trial &trial);

/// The saved trials. Every change is on disk when the call returns. Lives on the GUI thread.
class TrialStore : public QObject
{
    Q_OBJECT

public:
    explicit TrialStore(Database &database, QObject *parent = nullptr);

    /// Pinned first, then the most recently changed.
    Result<QList<Trial>> all() const;
    Result<Trial> trial(const QString &id) const;

    /// Brings a removed trial back. Saving what is saved already changes nothing, not even the order.
    Result<void> save(const Trial &trial);
    Result<void> save(const Trial &trial, const QByteArray &document); ///< With its document at hand.

    /// Takes a trial out of the list; restore() brings it back with its runs.
    Result<void> remove(const QString &id);
    Result<void> restore(const QString &id);

signals:
    void saved(const studio::Trial &trial);
    void removed(const QString &id);

private:
    Database &m_database;
};

} // namespace studio
