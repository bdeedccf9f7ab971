#pragma once

#include "net/BodyKind.h"
#include "net/NdjsonParser.h"
#include "net/SseParser.h"

namespace studio
{

/// Takes the bytes of one answer, finds out what they are, and turns a stream into frames and anything else
/// into one body. Knows no socket.
class AnswerBody
{
public:
    /// An answer that may not be a stream is an error answer: always collected whole.
    AnswerBody(const Limits &limits, const QByteArray &contentType, bool mayBeStream);

    QList<Frame> feed(const QByteArray &piece);
    QList<Frame> finish();

    bool isStream() const;
    qint64 signsOfLife() const; ///< Comments and padding so far: the server is alive and says nothing.
    QByteArray takeBody() { return std::exchange(m_body, {}); }
    std::optional<Error> failure() const;

private:
    QList<Frame> decide(bool isAll);
    QList<Frame> parse(QByteArrayView piece);
    void checkSize();

    Limits m_limits;
    QByteArray m_contentType;
    BodyKind m_kind;
    QByteArray m_body;
    SseParser m_events;
    NdjsonParser m_lines;
    qint64 m_paddings = 0;
    std::optional<Error> m_failure;
};

} // namespace studio
