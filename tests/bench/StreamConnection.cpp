#include "StreamConnection.h"

#include "AnswerText.h"
#include "Clock.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>

#include <sys/socket.h>
#include <unistd.h>

namespace studio
{

namespace
{

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t tick = 1'000'000;
constexpr std::size_t fastWrite = 64 * 1024;
constexpr std::size_t mostRequest = 64 * 1024 * 1024;

/// The string behind "name": in JSON that our own program wrote.
std::string valueOf(std::string_view json, std::string_view name)
{
    const std::size_t at = json.rfind(name);
    const std::size_t begin = at == json.npos ? at : json.find('"', json.find(':', at));
    if (begin == json.npos)
        return {};
    return std::string(json.substr(begin + 1, json.find('"', begin + 1) - begin - 1));
}

std::size_t contentLength(std::string_view head)
{
    std::string lower(head);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    const std::size_t at = lower.find("content-length:");
    std::size_t size = 0;
    if (at != lower.npos) {
        const std::size_t begin = lower.find_first_of("0123456789", at);
        std::from_chars(lower.data() + begin, lower.data() + lower.size(), size);
    }
    return size;
}

std::string wholeReply(int status, const std::string &body)
{
    return "HTTP/1.1 " + std::to_string(status) + " OK\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

StreamConnection::StreamConnection(int socket, std::string marksFolder, std::map<std::string, int> &served)
    : m_socket(socket)
    , m_marksFolder(std::move(marksFolder))
    , m_served(served)
{
}

StreamConnection::~StreamConnection()
{
    close();
    ::close(m_socket);
}

std::int64_t StreamConnection::dueAt() const
{
    if (!m_isStreaming || m_plan.rate == 0 || m_sent < m_out.size())
        return 0;
    const std::int64_t due = m_startAt + m_next * second / m_plan.rate;
    return m_startAt + (due - m_startAt + tick - 1) / tick * tick;
}

void StreamConnection::read()
{
    char buffer[64 * 1024];
    for (;;) {
        const ssize_t got = ::recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (got <= 0 || m_in.size() > mostRequest) {
            close();
            return;
        }
        if (m_in.empty())
            m_requestAt = monotonicNow();
        m_in.append(buffer, std::size_t(got));
    }
    while (!m_isStreaming && takeRequest()) { }
}

/// False when no whole request is there.
bool StreamConnection::takeRequest()
{
    const std::size_t head = m_in.find("\r\n\r\n");
    if (head == m_in.npos)
        return false;
    const std::size_t size = head + 4 + contentLength(std::string_view(m_in).substr(0, head));
    if (m_in.size() < size)
        return false;
    const std::string request = m_in.substr(0, size);
    m_in.erase(0, size);
    const std::string line = request.substr(0, request.find('\r'));
    if (line.starts_with("POST ") && line.find("/chat/completions") != line.npos)
        beginStream(request.substr(head + 4));
    else if (line.find("/models") != line.npos)
        m_out += wholeReply(200, R"({"object":"list","data":[{"id":"r100-n1000-d4-s1","object":"model"}]})");
    else
        m_out += wholeReply(404, R"({"error":{"message":"nothing is here"}})");
    return true;
}

void StreamConnection::beginStream(const std::string &body)
{
    m_model = valueOf(body, "\"model\"");
    m_plan = planOf(m_model);
    m_text = m_plan.text();
    m_position = 0;
    m_shown = 0;
    m_next = 0;
    m_marks.clear();
    m_isStreaming = true;
    m_isEndWritten = false;
    m_out += "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
             "Transfer-Encoding: chunked\r\n\r\n";
    m_startAt = monotonicNow();
}

/// What one write may hold: what is due, or as much as fits when there is no rate.
void StreamConnection::addEvents()
{
    const std::int64_t passed = monotonicNow() - m_startAt;
    const long due = m_plan.rate == 0 ? m_plan.deltas
                                      : std::min<long>(m_plan.deltas, passed * m_plan.rate / second + 1);
    m_events.clear();
    while (m_next < due && m_events.size() < fastWrite) {
        const std::size_t size = bytesOf(m_text, m_position, std::size_t(m_plan.deltaSize));
        const std::string_view delta = std::string_view(m_text).substr(m_position, size);
        addEvent(delta);
        m_position += size;
        m_shown += utf16Size(delta);
        ++m_next;
    }
    if (!m_events.empty())
        addChunk(m_events);
    if (m_next == m_plan.deltas) {
        addChunk("data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                 "\"model\":\"" + m_model + "\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                 "data: [DONE]\n\n");
        m_out += "0\r\n\r\n";
        m_isEndWritten = true;
    }
}

void StreamConnection::addEvent(std::string_view delta)
{
    m_events += "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                "\"model\":\"";
    m_events += m_model;
    m_events += "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
    for (const char c : delta) {
        if (c == '"' || c == '\\')
            (m_events += '\\') += c;
        else if (c == '\n')
            m_events += "\\n";
        else
            m_events += c;
    }
    m_events += "\"},\"finish_reason\":null}]}\n\n";
}

void StreamConnection::addChunk(std::string_view text)
{
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    m_out += size;
    m_out += text;
    m_out += "\r\n";
}

void StreamConnection::write()
{
    if (m_isClosed || !flush() || !m_isStreaming)
        return;
    const std::size_t before = m_shown;
    addEvents();
    if (m_shown > before)
        m_marks.emplace_back(m_shown, 0); // flush() knows when
    flush();
}

/// Whether everything has left.
bool StreamConnection::flush()
{
    while (m_sent < m_out.size()) {
        const ssize_t sent = ::send(m_socket, m_out.data() + m_sent, m_out.size() - m_sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno == EAGAIN)
            return false;
        if (sent < 0) {
            close();
            return false;
        }
        m_sent += std::size_t(sent);
    }
    m_out.clear();
    m_sent = 0;
    if (!m_marks.empty() && m_marks.back().second == 0)
        m_marks.back().second = monotonicNow();
    if (m_isStreaming && m_isEndWritten)
        endStream(false);
    return true;
}

/// Writes the marks: times of the request's first byte, of the end, of a close before the end, and of each write.
void StreamConnection::endStream(bool wasClosed)
{
    if (!std::exchange(m_isStreaming, false))
        return;
    const int number = ++m_served[m_model];
    if (m_marksFolder.empty())
        return;
    const std::string path = m_marksFolder + "/" + m_model + "." + std::to_string(number);
    std::ofstream file(path + ".part");
    file << "request " << m_requestAt << "\nend " << monotonicNow() << "\nclosed " << (wasClosed ? 1 : 0) << '\n';
    for (const auto &[shown, time] : m_marks)
        file << shown << ' ' << time << '\n';
    file.close();
    std::rename((path + ".part").c_str(), path.c_str());
}

void StreamConnection::close()
{
    endStream(true);
    m_isClosed = true;
}

} // namespace studio
