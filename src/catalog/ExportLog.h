#pragma once

#include "core/Target.h"

#include <QDateTime>
#include <QList>

namespace studio
{

/// When code that asks a model was last taken out of the program, in a file beside the lists: what the lists said then
/// is what that code relies on.
///
/// Remembers the newest two thousand. A file that cannot be read is no reason to stop: the log begins anew.
class ExportLog
{
public:
    struct Entry
    {
        QString trial; ///< Its id.
        Target target;
        QDateTime taken; ///< UTC

        bool operator==(const Entry &) const = default;
    };

    explicit ExportLog(const QString &path);

    const QList<Entry> &entries() const { return m_entries; } ///< The newest first.

    /// Null when it never was.
    QDateTime taken(const QString &trial, const Target &target) const;

    /// Failing to write is no failure of the export; the log is then as long as the program runs.
    void add(const QString &trial, const Target &target, const QDateTime &when);

private:
    void read();
    void write() const;

    QString m_path;
    QList<Entry> m_entries;
};

} // namespace studio
