#include "gateway/RequestReader.h"

#include <algorithm>

namespace studio
{

namespace
{

bool isTokenChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isVisibleAscii(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

} // namespace

RequestReader::RequestReader(const ReaderLimits &limits)
    : m_limits(limits)
{
}

void RequestReader::feed(QByteArrayView bytes)
{
    if (!m_refusal)
        m_buffer.append(bytes);
}

std::optional<RecordedRequest> RequestReader::take()
{
    while (!m_refusal && m_stage != Stage::Whole && advance()) {
    }
    if (m_refusal || m_stage != Stage::Whole)
        return std::nullopt;
    m_request.raw = m_buffer.first(m_at);
    m_buffer.remove(0, m_at);
    m_at = m_scan = m_need = 0;
    m_stage = Stage::RequestLine;
    m_continueWanted = false;
    return std::exchange(m_request, {});
}

bool RequestReader::takeContinue()
{
    return std::exchange(m_continueWanted, false);
}

RequestReader::Place RequestReader::place() const
{
    if (m_stage == Stage::RequestLine && m_buffer.isEmpty())
        return Place::Between;
    return m_stage == Stage::RequestLine || m_stage == Stage::Headers ? Place::Head : Place::Body;
}

bool RequestReader::advance()
{
    switch (m_stage) {
    case Stage::RequestLine:
        return readRequestLine();
    case Stage::Headers:
        return readHeader();
    case Stage::Body:
        return readBody();
    case Stage::ChunkSize:
        return readChunkSize();
    case Stage::ChunkData:
        return readChunkData();
    case Stage::ChunkEnd:
        return readEmptyLine(Stage::ChunkSize);
    case Stage::LastLine:
        return readEmptyLine(Stage::Whole);
    case Stage::Whole:
        return false;
    }
    return false;
}

/// The next line without its CR LF, once it is whole. Control characters are refused as soon as they are
/// seen, so that a TLS hello or a lone LF gets its answer at once instead of a timeout.
std::optional<QByteArrayView> RequestReader::line(qsizetype mostBytes, int statusWhenLonger)
{
    for (; m_scan < m_buffer.size(); ++m_scan) {
        if (m_scan - m_at >= mostBytes) {
            refuse(statusWhenLonger, "line too long");
            return std::nullopt;
        }
        const char c = m_buffer[m_scan];
        const bool afterCr = m_scan > m_at && m_buffer[m_scan - 1] == '\r';
        const bool isControl = (c >= 0 && c < 0x20 && c != '\t' && c != '\r') || c == 0x7f;
        if (c == '\n' && afterCr) {
            const qsizetype begin = std::exchange(m_at, ++m_scan);
            return QByteArrayView(m_buffer).sliced(begin, m_at - begin - 2);
        }
        if (afterCr || isControl) {
            refuse(400, c == '\n' ? "line feed without carriage return" : "control character");
            return std::nullopt;
        }
    }
    return std::nullopt;
}

bool RequestReader::readRequestLine()
{
    const auto text = line(m_limits.mostHeadBytes, 431);
    if (!text)
        return false;
    const QList<QByteArray> words = text->toByteArray().split(' ');
    if (words.size() != 3 || !isToken(words[0]) || !isVisibleAscii(words[1]))
        return refuse(400, "not an HTTP/1.1 request line");
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0")
        return refuse(400, "only HTTP/1.1 is spoken here");
    m_isHttp10 = words[2].endsWith('0');
    m_request.method = words[0];
    m_request.target = words[1];
    m_stage = Stage::Headers;
    return true;
}

bool RequestReader::readHeader()
{
    const auto text = line(m_limits.mostHeadBytes - m_at, 431);
    if (!text)
        return false;
    if (text->isEmpty())
        return beginBody();
    if (text->startsWith(' ') || text->startsWith('\t'))
        return refuse(400, "folded header");
    const qsizetype colon = text->indexOf(':');
    if (colon < 0 || !isToken(text->first(colon)))
        return refuse(400, "header without a name");
    if (m_request.headers.size() >= m_limits.mostHeaders)
        return refuse(431, "too many headers");
    m_request.headers.append(
        {text->first(colon).toByteArray(), text->sliced(colon + 1).toByteArray().trimmed()});
    return true;
}

bool RequestReader::beginBody()
{
    const QList<QByteArray> lengths = m_request.headersNamed("Content-Length");
    const QList<QByteArray> encodings = m_request.headersNamed("Transfer-Encoding");
    if (lengths.size() > 1 || encodings.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty()))
        return refuse(400, "more than one body length");
    m_bodyStart = m_at;
    m_need = 0;
    if (!encodings.isEmpty()) {
        if (m_isHttp10 || encodings[0].compare("chunked", Qt::CaseInsensitive) != 0)
            return refuse(400, "transfer encoding not known");
        m_stage = Stage::ChunkSize;
    } else {
        m_stage = Stage::Body;
        if (!lengths.isEmpty() && !readLength(lengths[0]))
            return false;
    }
    const QList<QByteArray> expectations = m_request.headersNamed("Expect");
    if (!expectations.isEmpty() && expectations[0].compare("100-continue", Qt::CaseInsensitive) != 0)
        return refuse(417, "expectation not known");
    const bool hasBody = m_stage == Stage::ChunkSize || m_need > 0;
    m_continueWanted = !expectations.isEmpty() && hasBody && m_at == m_buffer.size();
    return true;
}

bool RequestReader::readLength(const QByteArray &value)
{
    if (!isDigits(value))
        return refuse(400, "Content-Length is no number");
    bool isNumber = false;
    m_need = value.toLongLong(&isNumber);
    if (!isNumber || m_need > m_limits.mostBodyBytes)
        return refuse(413, "body too large");
    return true;
}

bool RequestReader::readBody()
{
    if (m_buffer.size() - m_at < m_need)
        return false;
    m_request.body = m_buffer.sliced(m_at, m_need);
    m_at += m_need;
    m_stage = Stage::Whole;
    return true;
}

bool RequestReader::readChunkSize()
{
    // Extensions are refused: nobody sends them, and servers disagree about where they end.
    constexpr qsizetype mostSizeDigits = 8;
    const auto text = line(mostSizeDigits + 2, 400);
    if (!text)
        return false;
    if (text->isEmpty() || text->size() > mostSizeDigits ||
        !std::all_of(text->begin(), text->end(), isHexDigit))
        return refuse(400, "chunk size is no number");
    m_need = text->toByteArray().toLongLong(nullptr, 16);
    if (m_at - m_bodyStart + m_need > m_limits.mostBodyBytes)
        return refuse(413, "body too large");
    m_stage = m_need > 0 ? Stage::ChunkData : Stage::LastLine;
    return true;
}

bool RequestReader::readChunkData()
{
    if (m_buffer.size() - m_at < m_need)
        return false;
    m_request.body.append(QByteArrayView(m_buffer).sliced(m_at, m_need));
    m_at += m_need;
    m_scan = m_at;
    m_stage = Stage::ChunkEnd;
    return true;
}

bool RequestReader::readEmptyLine(Stage next)
{
    const auto text = line(2, 400);
    if (!text)
        return false;
    m_stage = next;
    return true;
}

bool RequestReader::refuse(int status, const char *reason)
{
    m_refusal = RequestRefusal{status, reason};
    m_buffer.clear();
    return false;
}

} // namespace studio
