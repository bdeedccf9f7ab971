#include "BenchServer.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int patience = 5000; // milliseconds

} // namespace

BenchServer::BenchServer()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationDirPath() + "/bench_server"_L1, {u"--marks"_s, m_folder.path()});
    if (m_process.waitForStarted(patience) && m_process.waitForReadyRead(patience))
        m_port = m_process.readLine().trimmed().toInt();
}

BenchServer::~BenchServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
}

QUrl BenchServer::base() const
{
    return QUrl(u"http://127.0.0.1:%1/v1"_s.arg(m_port));
}

std::optional<StreamMarks> BenchServer::marks(const StreamPlan &plan, int number) const
{
    QFile file(m_folder.filePath(u"%1.%2"_s.arg(QString::fromStdString(plan.model())).arg(number)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    StreamMarks marks;
    while (!file.atEnd()) {
        const QList<QByteArray> parts = file.readLine().trimmed().split(' ');
        if (parts.size() != 2)
            continue;
        const qint64 value = parts[1].toLongLong();
        if (parts[0] == "request")
            marks.requestAt = value;
        else if (parts[0] == "end")
            marks.endAt = value;
        else if (parts[0] == "closed")
            marks.isClosed = value != 0;
        else if (value > 0)
            marks.written << Mark{parts[0].toLongLong(), value};
    }
    return marks;
}

} // namespace studio
