#pragma once

#include "gateway/PictureOrder.h"
#include "gateway/ServerReply.h"

#include <QElapsedTimer>
#include <QHash>
#include <QStringList>

namespace studio
{

/// Files that an answer leads to instead of holding them. Each is at an address that nobody can guess, which stands in
/// for the key, and that leads nowhere after an hour. Keeps the newest hundred, and not much over 256 MiB.
class MadeFiles
{
public:
    MadeFiles();

    /// Gives the path. The same file has the same one for as long as the gateway lives.
    QByteArray keep(const PracticePicture &file, bool isExpired);

    /// True for the paths that are given here, also for those that lead nowhere.
    static bool isPath(const QByteArray &path);

    ServerReply reply(const QByteArray &path) const;

private:
    struct Made
    {
        PracticePicture file;
        QElapsedTimer age;
        bool isExpired = false;
    };

    QByteArray m_secret;
    QHash<QByteArray, Made> m_made;
    QList<QByteArray> m_order; ///< Oldest first.
    qint64 m_bytes = 0;
};

} // namespace studio
