#pragma once

#include "core/Frame.h"
#include "core/Limits.h"
#include "core/Result.h"
#include "net/LineSplitter.h"

#include <QList>

namespace studio
{

/// Reads a stream of JSON documents, one on each line. Blank lines are skipped and counted.
class NdjsonParser
{
public:
    explicit NdjsonParser(const Limits &limits = {});

    QList<Frame> feed(QByteArrayView piece);
    QList<Frame> finish(); ///< The last line, when the stream ended without a line end.

    qint64 blankCount() const { return m_blanks; }
    const std::optional<Error> &failure() const { return m_failure; }

private:
    void takeLine(QByteArrayView line, QList<Frame> &frames);

    Limits m_limits;
    LineSplitter m_lines;
    qint64 m_blanks = 0;
    std::optional<Error> m_failure;
};

} // namespace studio
