#pragma once

#include "gateway/RecordedRequest.h"

#include <optional>

namespace studio
{

/// Why a request could not be read, and the status to answer before the connection is closed.
struct RequestRefusal
{
    int status = 400;
    QByteArray reason;

    bool operator==(const RequestRefusal &) const = default;
};

/// HARDENING L10.
struct ReaderLimits
{
    qsizetype mostHeadBytes = 64 * 1024;
    qsizetype mostHeaders = 200;
    qsizetype mostBodyBytes = 64 * 1024 * 1024; ///< As framed.
};

/// Reads HTTP/1.x requests out of bytes that may be cut anywhere.
///
/// Strict on purpose: whatever two servers could read in two ways is refused (bare LF, folded headers, two
/// lengths, a length beside chunks, chunk extensions, trailers). After a refusal it reads nothing more.
class RequestReader
{
public:
    enum class Place
    {
        Between, ///< No byte of the next request is here yet.
        Head,
        Body,
    };

    explicit RequestReader(const ReaderLimits &limits = {});

    void feed(QByteArrayView bytes);

    /// The next whole request, in the order of arrival; nothing while bytes are missing.
    std::optional<RecordedRequest> take();

    /// Set by take().
    const std::optional<RequestRefusal> &refusal() const { return m_refusal; }

    /// True once for each request whose client waits for "100 Continue" before it sends the body.
    bool takeContinue();

    Place place() const;

private:
    enum class Stage
    {
        RequestLine,
        Headers,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        LastLine,
        Whole
    };

    bool advance();
    std::optional<QByteArrayView> line(qsizetype mostBytes, int statusWhenLonger);
    bool readRequestLine();
    bool readHeader();
    bool beginBody();
    bool readLength(const QByteArray &value);
    bool readBody();
    bool readChunkSize();
    bool readChunkData();
    bool readEmptyLine(Stage next);
    bool refuse(int status, const char *reason);

    ReaderLimits m_limits;
    QByteArray m_buffer;  ///< From the first byte of the current request on.
    qsizetype m_at = 0;   ///< Everything before it has been understood.
    qsizetype m_scan = 0; ///< Everything before it has been searched for a line end.
    qsizetype m_need = 0; ///< Bytes of the body or chunk that stand at m_at.
    qsizetype m_bodyStart = 0;
    Stage m_stage = Stage::RequestLine;
    bool m_isHttp10 = false;
    bool m_continueWanted = false;
    RecordedRequest m_request;
    std::optional<RequestRefusal> m_refusal;
};

} // namespace studio
