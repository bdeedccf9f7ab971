#include "net/LineSplitter.h"

#include <cstring>

namespace studio
{

namespace
{

qsizetype find(QByteArrayView text, char wanted, qsizetype from)
{
    if (from >= text.size())
        return text.size();
    const void *hit = std::memchr(text.data() + from, wanted, size_t(text.size() - from));
    return hit ? static_cast<const char *>(hit) - text.data() : text.size();
}

/// What is kept from line to line, so that text costs no allocation for each. A picture's line is given back.
constexpr qsizetype mostKept = 256 * 1024;

} // namespace

LineSplitter::LineSplitter(qint64 mostLineBytes) : m_mostLineBytes(mostLineBytes) {}

void LineSplitter::feed(QByteArrayView piece)
{
    m_piece = piece;
    m_position = 0;
    if (m_swallowLf && !piece.isEmpty()) {
        m_swallowLf = false;
        if (piece.front() == '\n')
            m_position = 1;
    }
    m_nextCr = find(m_piece, '\r', m_position);
    m_nextLf = find(m_piece, '\n', m_position);
}

std::optional<QByteArrayView> LineSplitter::next()
{
    if (m_isOpenGiven) {
        if (m_open.capacity() > mostKept)
            m_open = QByteArray();
        else
            m_open.resize(0); // keeps the memory for the next cut line
        m_isOpenGiven = false;
    }
    if (m_isOverlong)
        return std::nullopt;

    // The two positions are kept between calls: searching anew for each line would scan a piece that has
    // only one kind of line end once per line.
    const qsizetype end = qMin(m_nextCr, m_nextLf);
    if (end >= m_piece.size())
        return keepTail();

    const QByteArrayView line = lineUpTo(end);
    m_position = end + 1;
    if (end == m_nextCr) {
        if (m_position == m_piece.size())
            m_swallowLf = true;
        else if (m_piece[m_position] == '\n')
            ++m_position;
        m_nextCr = find(m_piece, '\r', m_position);
    }
    if (m_nextLf < m_position)
        m_nextLf = find(m_piece, '\n', m_position);

    m_isOverlong = line.size() > m_mostLineBytes;
    if (m_isOverlong)
        return std::nullopt;
    return line;
}

std::optional<QByteArray> LineSplitter::takeUnfinished()
{
    if (m_isOpenGiven || m_isOverlong || m_open.isEmpty())
        return std::nullopt;
    return std::exchange(m_open, {});
}

std::optional<QByteArrayView> LineSplitter::keepTail()
{
    m_open.append(m_piece.sliced(m_position));
    m_piece = {};
    m_position = m_nextCr = m_nextLf = 0;
    m_isOverlong = m_open.size() > m_mostLineBytes;
    return std::nullopt;
}

QByteArrayView LineSplitter::lineUpTo(qsizetype end)
{
    const QByteArrayView rest = m_piece.sliced(m_position, end - m_position);
    if (m_open.isEmpty())
        return rest;
    m_open.append(rest);
    m_isOpenGiven = true;
    return m_open;
}

} // namespace studio
