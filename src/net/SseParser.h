#pragma once

#include "core/Frame.h"
#include "core/Limits.h"
#include "core/Result.h"
#include "net/LineSplitter.h"

#include <QList>

namespace studio
{

/// Reads an event stream by the rules of the WHATWG standard, on bytes: every cut gives the same frames.
///
/// There is no reconnection, so "id" and "retry" are read over. Beyond a limit it stops for good with a
/// failure(); the frames before it are kept.
class SseParser
{
public:
    explicit SseParser(const Limits &limits = {});

    QList<Frame> feed(QByteArrayView piece);

    /// End of the stream: the event left open, which the standard drops. Many servers omit the last blank line.
    QList<Frame> finish();

    qint64 commentCount() const { return m_comments; }
    const std::optional<Error> &failure() const { return m_failure; }

private:
    QByteArrayView withoutMark(QByteArrayView piece);
    void takeLines(QByteArrayView piece, QList<Frame> &frames);
    void takeLine(QByteArrayView line, QList<Frame> &frames);
    void addData(QByteArrayView value);
    void dispatch(QList<Frame> &frames);

    Limits m_limits;
    LineSplitter m_lines;
    int m_markBytes = 0;    ///< How much of a byte-order mark at the start was seen; -1 once past it.
    QByteArray m_data;
    QByteArray m_event;
    bool m_hasData = false; ///< A data line came; it may have been empty.
    qint64 m_comments = 0;
    std::optional<Error> m_failure;
};

} // namespace studio
