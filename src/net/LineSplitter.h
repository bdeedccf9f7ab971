#pragma once

#include <QByteArray>

#include <optional>

namespace studio
{

/// Cuts a byte stream into lines that end with CR, LF or CR LF, whatever pieces it arrives in.
///
/// Feed a piece, then take lines until there are none. A CR at the end of a piece ends its line at once; a
/// LF that follows in the next piece belongs to it. Each byte is looked at once, so time is linear.
class LineSplitter
{
public:
    explicit LineSplitter(qint64 mostLineBytes);

    void feed(QByteArrayView piece); ///< The piece must live until next() has returned nothing.
    std::optional<QByteArrayView> next(); ///< Valid until the following call.
    std::optional<QByteArray> takeUnfinished(); ///< The line that the end of the stream left open.

    /// Memory that is held for a line whose end has not come.
    qsizetype heldBytes() const { return m_open.capacity(); }

    bool isOverlong() const { return m_isOverlong; } ///< A line went beyond the limit; no more lines come.

private:
    std::optional<QByteArrayView> keepTail();
    QByteArrayView lineUpTo(qsizetype end);

    qint64 m_mostLineBytes;
    QByteArrayView m_piece;
    qsizetype m_position = 0;
    qsizetype m_nextCr = 0;  ///< Where the next CR is; the piece's size when there is none.
    qsizetype m_nextLf = 0;
    QByteArray m_open;       ///< Beginning of a line whose end has not come.
    bool m_isOpenGiven = false; ///< m_open was handed out by next() and is used up.
    bool m_swallowLf = false;
    bool m_isOverlong = false;
};

} // namespace studio
