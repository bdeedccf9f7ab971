#pragma once

#include "catalog/ModelChanges.h"
#include "core/Result.h"

namespace studio
{

/// What changed in the providers' lists since the program keeps them, in a file beside them; the newest first.
///
/// Holds a thousand changes of each provider. A file that cannot be read is no reason to stop: the log begins anew.
class ChangeLog
{
public:
    explicit ChangeLog(const QString &path);

    const QList<ModelChange> &changes() const { return m_changes; }
    QList<ModelChange> changesOf(const Target &target) const;

    /// Those that came since markSeen() was called last.
    QList<ModelChange> unseen() const;

    /// All of one moment. Failing to write is no failure of the refresh; the log is then as long as the program runs.
    void add(const QList<ModelChange> &changes, const QDateTime &seen);
    void markSeen();
    void forget(const QString &provider);

private:
    void read();
    void write() const;

    QString m_path;
    QList<ModelChange> m_changes;
    qsizetype m_unseen = 0; ///< The first of m_changes.
};

} // namespace studio
