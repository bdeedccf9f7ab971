#include "run/ContentRange.h"

#include <QList>

namespace studio
{

namespace
{

/// Digits alone; nothing for what does not fit into a number.
std::optional<qint64> numberIn(const QByteArray &digits)
{
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return {};
    }
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<ContentRange> contentRangeIn(const QByteArray &header)
{
    const QByteArray text = header.trimmed();
    if (!text.toLower().startsWith("bytes "))
        return {};
    const QList<QByteArray> halves = text.sliced(6).trimmed().split('/');
    const QList<QByteArray> ends = halves.first().split('-');
    if (halves.size() != 2 || ends.size() != 2)
        return {};
    const auto first = numberIn(ends.first());
    const auto last = numberIn(ends.last());
    const auto all = halves.last() == "*" ? std::nullopt : numberIn(halves.last());
    if (!first || !last || *first > *last || (halves.last() != "*" && !all) || (all && *all <= *last))
        return {};
    return ContentRange{*first, *last, all};
}

} // namespace studio
