#include "net/NdjsonParser.h"

using namespace Qt::StringLiterals;

namespace studio
{

NdjsonParser::NdjsonParser(const Limits &limits) : m_limits(limits), m_lines(limits.mostLineBytes) {}

QList<Frame> NdjsonParser::feed(QByteArrayView piece)
{
    QList<Frame> frames;
    if (m_failure)
        return frames;
    m_lines.feed(piece);
    while (const auto line = m_lines.next())
        takeLine(*line, frames);
    if (m_lines.isOverlong())
        m_failure = Error{ErrorKind::TooLarge, u"line longer than %1 bytes"_s.arg(m_limits.mostLineBytes)};
    return frames;
}

QList<Frame> NdjsonParser::finish()
{
    QList<Frame> frames;
    if (const auto line = m_lines.takeUnfinished())
        takeLine(*line, frames);
    return frames;
}

void NdjsonParser::takeLine(QByteArrayView line, QList<Frame> &frames)
{
    const QByteArrayView document = line.trimmed();
    if (document.isEmpty())
        ++m_blanks;
    else
        frames.emplace_back(Frame{document.toByteArray()});
}

} // namespace studio
