#include "CallWatch.h"

#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Answers one request with events without end, as fast as they are taken, on a thread of its own: it does not wait
/// for ours.
class EndlessServer
{
public:
    EndlessServer()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        listen(m_listener, 1);
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~EndlessServer()
    {
        shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        close(m_listener);
    }

    QUrl base() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }
    qint64 sent() const { return m_sent; }

private:
    void serve()
    {
        const int client = accept(m_listener, nullptr, nullptr);
        char request[4096];
        if (client < 0 || recv(client, request, sizeof request, 0) <= 0)
            return;
        QByteArray out = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        const QByteArray event = "data: " + QByteArray(192, 'x') + "\n\n"; // of 200 bytes, in a chunk of its own
        const QByteArray events = QByteArray("c8\r\n" + event + "\r\n").repeated(300);
        for (;;) {
            const ssize_t written = send(client, out.constData(), size_t(out.size()), MSG_NOSIGNAL);
            if (written <= 0)
                break;
            m_sent += written;
            out = written < out.size() ? out.sliced(written) : events;
        }
        close(client);
    }

    int m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    quint16 m_port = 0;
    std::atomic<qint64> m_sent = 0;
    std::thread m_thread;
};

constexpr qint64 aMegabyte = 1024 * 1024;

} // namespace

/// A server that is faster than we are.
class HttpCallFlowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void letsTheServerWaitForUs();
    void givesTimersTheirTurn();
};

void HttpCallFlowTest::letsTheServerWaitForUs()
{
    EndlessServer server;
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    bool hasSlept = false;
    connect(watch.call.get(), &HttpCall::framesArrived, this, [&hasSlept] {
        if (!std::exchange(hasSlept, true))
            QThread::msleep(500); // a window busy with something else
    });
    qint64 atRest = 0;
    connect(watch.call.get(), &HttpCall::answerBegan, this, [&] { atRest = server.sent(); });
    watch.call->start("key");
    QTRY_VERIFY(hasSlept);
    // What the kernel holds of a connection, at both ends, and a little of ours.
    QVERIFY2(server.sent() - atRest < 32 * aMegabyte, qPrintable(QString::number(server.sent())));
    watch.call.reset();
}

void HttpCallFlowTest::givesTimersTheirTurn()
{
    EndlessServer server;
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    qint64 sinceTurn = 0;
    qint64 mostInTurn = 0;
    qint64 total = 0;
    QTimer turns;
    connect(&turns, &QTimer::timeout, this, [&sinceTurn] { sinceTurn = 0; });
    connect(watch.call.get(), &HttpCall::framesArrived, this, [&](const QList<Frame> &frames) {
        watch.frames.clear();
        for (const Frame &frame : frames) {
            sinceTurn += frame.data.size();
            total += frame.data.size();
        }
        mostInTurn = std::max(mostInTurn, sinceTurn);
        QThread::msleep(1); // meanwhile the next is there
        if (total > 16 * aMegabyte)
            watch.call->cancel();
    });
    turns.start(0);
    watch.call->start("key");
    QTRY_VERIFY(watch.isFinished());
    QVERIFY(total > 16 * aMegabyte);
    QVERIFY2(mostInTurn < aMegabyte / 4, qPrintable(QString::number(mostInTurn)));
    watch.call.reset();
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::HttpCallFlowTest)
#include "tst_HttpCallFlow.moc"
