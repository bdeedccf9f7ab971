#include "providers/EventLines.h"

#include "providers/ServerWords.h"

namespace studio
{

QList<QByteArray> eventLines(QByteArrayView data)
{
    QList<QByteArray> lines;
    for (const QByteArray &line : data.toByteArray().split('\n')) {
        const QByteArray each = line.trimmed();
        if (!each.isEmpty() && each != "[DONE]" && !parseReplyObject(each))
            return {};
        if (!each.isEmpty())
            lines << each;
    }
    return lines.size() < 2 ? QList<QByteArray>() : lines;
}

} // namespace studio
