#include "net/AnswerBody.h"

using namespace Qt::StringLiterals;

namespace studio
{

AnswerBody::AnswerBody(const Limits &limits, const QByteArray &contentType, bool mayBeStream)
    : m_limits(limits)
    , m_contentType(contentType)
    , m_kind(mayBeStream ? BodyKind::Undecided : BodyKind::Other)
    , m_events(limits)
    , m_lines(limits)
{
}

QList<Frame> AnswerBody::feed(const QByteArray &piece)
{
    if (m_failure)
        return {};
    if (isStream())
        return parse(piece);
    m_body += piece;
    if (m_kind == BodyKind::Undecided)
        return decide(false);
    checkSize();
    return {};
}

QList<Frame> AnswerBody::finish()
{
    QList<Frame> frames;
    if (m_failure)
        return frames;
    if (m_kind == BodyKind::Undecided)
        frames = decide(true);
    if (m_kind == BodyKind::Json && isUnlabelledNdjson(m_body)) {
        m_kind = BodyKind::Lines;
        frames += parse(takeBody());
    }
    if (m_kind == BodyKind::Events)
        frames += m_events.finish();
    if (m_kind == BodyKind::Lines)
        frames += m_lines.finish();
    return frames;
}

bool AnswerBody::isStream() const
{
    return m_kind == BodyKind::Events || m_kind == BodyKind::Lines;
}

qint64 AnswerBody::signsOfLife() const
{
    return m_paddings + m_events.commentCount() + m_lines.blankCount();
}

std::optional<Error> AnswerBody::failure() const
{
    if (m_failure)
        return m_failure;
    return m_events.failure() ? m_events.failure() : m_lines.failure();
}

QList<Frame> AnswerBody::decide(bool isAll)
{
    // Padding may go on for minutes; it is neither kept nor looked at twice.
    const QByteArrayView content = withoutPadding(m_body);
    if (content.isEmpty()) {
        m_paddings += m_body.isEmpty() ? 0 : 1;
        m_body.resize(0);
    } else if (content.size() < m_body.size()) {
        m_body = content.toByteArray();
    }

    m_kind = bodyKind(m_body, m_contentType);
    if (m_kind == BodyKind::Undecided && isAll)
        m_kind = BodyKind::Other;
    if (isStream())
        return parse(takeBody());
    checkSize();
    return {};
}

QList<Frame> AnswerBody::parse(QByteArrayView piece)
{
    return m_kind == BodyKind::Events ? m_events.feed(piece) : m_lines.feed(piece);
}

void AnswerBody::checkSize()
{
    if (m_body.size() <= m_limits.mostBodyBytes)
        return;
    m_failure = Error{ErrorKind::TooLarge, u"answer longer than %1 bytes"_s.arg(m_limits.mostBodyBytes)};
    m_body = QByteArray();
}

} // namespace studio
