#include "app/SignalWatcher.h"

#include <QSocketNotifier>

#include <csignal>
#include <tuple>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace studio
{

namespace
{

// A signal handler may do next to nothing; it writes one byte that the event loop then reads.
int wakeUp[2] = {-1, -1};
volatile std::sig_atomic_t hasWoken = 0;

void wake(int signal)
{
    if (hasWoken)
        ::_exit(128 + signal); // whoever asks twice does not want to wait
    hasWoken = 1;
    const char byte = 1;
    std::ignore = ::write(wakeUp[0], &byte, sizeof byte);
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, wakeUp) != 0)
        return;
    auto *notifier = new QSocketNotifier(wakeUp[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        std::ignore = ::read(wakeUp[1], &byte, sizeof byte);
        emit interrupted();
    });
    struct sigaction action = {};
    action.sa_handler = wake;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

SignalWatcher::~SignalWatcher()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int &end : wakeUp)
        ::close(std::exchange(end, -1));
}

} // namespace studio
