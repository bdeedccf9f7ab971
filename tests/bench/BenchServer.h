#pragma once

#include "PaintWatch.h"
#include "StreamPlan.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <optional>

namespace studio
{

/// What the server noted about one stream.
struct StreamMarks
{
    qint64 requestAt = 0;   ///< Its first byte arrived.
    qint64 endAt = 0;       ///< The last byte was written, or the client's close was seen.
    bool isClosed = false;  ///< By the client, before the end.
    QList<Mark> written;
};

/// The bench server in a process of its own. It ends with us.
class BenchServer
{
public:
    BenchServer();
    ~BenchServer();

    bool isRunning() const { return m_port > 0; }
    QUrl base() const; ///< With its "/v1".

    /// What was noted when that model answered for the nth time, from 1; nothing before that is over.
    std::optional<StreamMarks> marks(const StreamPlan &plan, int number = 1) const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace studio
