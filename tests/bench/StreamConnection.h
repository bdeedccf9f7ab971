#pragma once

#include "StreamPlan.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace studio
{

/// One client of the bench server: reads requests, writes a model list or a stream, and keeps for every write
/// how much text had left by when. Owns the socket.
class StreamConnection
{
public:
    /// marksFolder: where the marks of each stream are written when it is over; empty for nowhere.
    StreamConnection(int socket, std::string marksFolder, std::map<std::string, int> &served);
    ~StreamConnection();
    StreamConnection(const StreamConnection &) = delete;
    StreamConnection &operator=(const StreamConnection &) = delete;

    int socket() const { return m_socket; }
    bool isClosed() const { return m_isClosed; }
    bool wantsToWrite() const { return m_sent < m_out.size() || (m_isStreaming && m_plan.rate == 0); }

    /// When the next delta is due; 0 when none is waited for.
    std::int64_t dueAt() const;

    void read();
    void write(); ///< What is due and what the socket takes.

private:
    bool takeRequest();
    void beginStream(const std::string &body);
    void addEvents();
    void addEvent(std::string_view delta);
    void endStream(bool wasClosed);
    void addChunk(std::string_view text);
    bool flush();
    void close();

    int m_socket;
    std::string m_marksFolder;
    std::map<std::string, int> &m_served; ///< How often each model was asked; the server's.
    std::string m_in;
    std::string m_out;
    std::size_t m_sent = 0; ///< Of m_out.
    std::string m_events;   ///< Of one write, before it is made a chunk.
    bool m_isClosed = false;

    StreamPlan m_plan;
    std::string m_model;
    std::string m_text;
    std::size_t m_position = 0; ///< In m_text.
    std::size_t m_shown = 0;    ///< The same as a QString counts.
    long m_next = 0;            ///< Delta.
    bool m_isStreaming = false;
    bool m_isEndWritten = false;
    std::int64_t m_requestAt = 0; ///< Its first byte.
    std::int64_t m_startAt = 0;   ///< Of the stream.
    std::vector<std::pair<std::size_t, std::int64_t>> m_marks;
};

} // namespace studio
