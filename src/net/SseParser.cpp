#include "net/SseParser.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF", 3);

} // namespace

SseParser::SseParser(const Limits &limits) : m_limits(limits), m_lines(limits.mostLineBytes) {}

QList<Frame> SseParser::feed(QByteArrayView piece)
{
    QList<Frame> frames;
    if (m_markBytes >= 0)
        piece = withoutMark(piece);
    takeLines(piece, frames);
    return frames;
}

QList<Frame> SseParser::finish()
{
    QList<Frame> frames;
    if (m_failure)
        return frames;
    if (const auto line = m_lines.takeUnfinished())
        takeLine(*line, frames);
    if (!m_failure)
        dispatch(frames);
    return frames;
}

QByteArrayView SseParser::withoutMark(QByteArrayView piece)
{
    while (!piece.isEmpty()) {
        if (m_markBytes == byteOrderMark.size() || piece.front() != byteOrderMark[m_markBytes]) {
            // A mark that broke off halfway was no mark: what looked like one begins the first line.
            if (m_markBytes < byteOrderMark.size()) {
                m_lines.feed(byteOrderMark.first(m_markBytes));
                m_lines.next();
            }
            m_markBytes = -1;
            break;
        }
        ++m_markBytes;
        piece = piece.sliced(1);
    }
    return piece;
}

void SseParser::takeLines(QByteArrayView piece, QList<Frame> &frames)
{
    if (m_failure)
        return;
    m_lines.feed(piece);
    while (const auto line = m_lines.next()) {
        takeLine(*line, frames);
        if (m_failure)
            return;
    }
    if (m_lines.isOverlong())
        m_failure = Error{ErrorKind::TooLarge, u"line longer than %1 bytes"_s.arg(m_limits.mostLineBytes)};
}

void SseParser::takeLine(QByteArrayView line, QList<Frame> &frames)
{
    if (line.isEmpty())
        return dispatch(frames);
    if (line.front() == ':') {
        ++m_comments;
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (name == "data")
        addData(value);
    else if (name == "event")
        m_event = value.toByteArray();
}

void SseParser::addData(QByteArrayView value)
{
    if (m_data.size() + value.size() > m_limits.mostEventBytes) {
        m_failure = Error{ErrorKind::TooLarge, u"event longer than %1 bytes"_s.arg(m_limits.mostEventBytes)};
        return;
    }
    if (m_hasData)
        m_data += '\n';
    m_data += value;
    m_hasData = true;
}

void SseParser::dispatch(QList<Frame> &frames)
{
    if (m_hasData)
        frames.emplace_back(Frame{std::exchange(m_data, {}), std::move(m_event)});
    m_event = QByteArray();
    m_hasData = false;
}

} // namespace studio
