// A plain chat-completions server on 127.0.0.1 for the benches, in a process of its own so that its work does not
// count. What it streams stands in the model's name, see StreamPlan. Prints its port; ends with its standard input.
//
//   bench_server [--marks FOLDER] [--port N]

#include "Clock.h"
#include "StreamConnection.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace studio;

namespace
{

using Connections = std::vector<std::unique_ptr<StreamConnection>>;

/// The listening socket; -1 when the port cannot be had. port: the one wanted, then the one it is.
int listenOn(std::uint16_t &port)
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    ::setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(server, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(server, 64) != 0)
        return -1;
    ::getsockname(server, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return server;
}

/// Until the next delta is due; nothing when none is waited for.
timespec *pauseBefore(const Connections &connections, timespec &pause)
{
    std::int64_t next = 0;
    for (const auto &connection : connections) {
        const std::int64_t due = connection->dueAt();
        if (due > 0 && (next == 0 || due < next))
            next = due;
    }
    if (next == 0)
        return nullptr;
    const std::int64_t wait = std::max<std::int64_t>(0, next - monotonicNow());
    pause = {time_t(wait / 1'000'000'000), long(wait % 1'000'000'000)};
    return &pause;
}

void accept(int server, const std::string &marks, std::map<std::string, int> &served, Connections &connections)
{
    for (;;) {
        const int socket = ::accept4(server, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket < 0)
            return;
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        connections.push_back(std::make_unique<StreamConnection>(socket, marks, served));
    }
}

void serve(int server, const std::string &marks)
{
    std::map<std::string, int> served;
    Connections connections;
    std::vector<pollfd> polled;
    for (;;) {
        polled = {{STDIN_FILENO, POLLIN, 0}, {server, POLLIN, 0}};
        for (const auto &connection : connections)
            polled.push_back({connection->socket(), short(connection->wantsToWrite() ? POLLIN | POLLOUT : POLLIN), 0});
        timespec pause{};
        ::ppoll(polled.data(), polled.size(), pauseBefore(connections, pause), nullptr);
        char byte = 0;
        if ((polled[0].revents & (POLLIN | POLLHUP)) && ::read(STDIN_FILENO, &byte, 1) <= 0)
            return;
        const std::int64_t now = monotonicNow();
        for (std::size_t i = 0; i < connections.size(); ++i) {
            StreamConnection &connection = *connections[i];
            if (polled[i + 2].revents & (POLLIN | POLLHUP | POLLERR))
                connection.read();
            const std::int64_t due = connection.dueAt();
            if (connection.wantsToWrite() || (due > 0 && due <= now))
                connection.write();
        }
        std::erase_if(connections, [](const auto &connection) { return connection->isClosed(); });
        if (polled[1].revents & POLLIN)
            accept(server, marks, served, connections);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    std::string marks;
    std::uint16_t port = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--marks") == 0)
            marks = argv[i + 1];
        else if (std::strcmp(argv[i], "--port") == 0)
            port = std::uint16_t(std::atoi(argv[i + 1]));
    }
    const int server = listenOn(port);
    if (server < 0) {
        std::perror("bench_server");
        return 1;
    }
    ::prctl(PR_SET_TIMERSLACK, 1000);
    std::printf("%u\n", port);
    std::fflush(stdout);
    serve(server, marks);
    return 0;
}
