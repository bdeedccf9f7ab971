#include "providers/ErrorReply.h"

#include "core/Limits.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using std::chrono::milliseconds;

QString valueOf(const QList<Header> &headers, QByteArrayView name)
{
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return QString::fromLatin1(header.value).trimmed();
    }
    return {};
}

/// Nothing for what is over already.
std::optional<milliseconds> ahead(double ms)
{
    if (!(ms > 0.0))
        return std::nullopt;
    return ms < double(longestServerWait.count()) ? milliseconds(qint64(ms + 0.5)) : longestServerWait;
}

std::optional<milliseconds> until(const QDateTime &time, const QDateTime &now)
{
    return time.isValid() ? ahead(double(now.msecsTo(time))) : std::nullopt;
}

std::optional<milliseconds> fromNumber(const QString &text, double unit)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok || std::isinf(number) ? ahead(number * unit) : std::nullopt;
}

/// "1h30m0s", "6m0s", "1s", "12ms".
std::optional<milliseconds> fromDuration(const QString &text)
{
    static const QRegularExpression pattern(
        uR"(^(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$)"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return std::nullopt;
    const auto part = [&match](int group) { return match.captured(group).toDouble(); };
    return ahead(part(1) * 3'600'000.0 + part(2) * 60'000.0 + part(3) * 1'000.0 + part(4));
}

/// HTTP has three forms of a date; two are old and still to be read.
std::optional<milliseconds> fromHttpDate(const QString &text, const QDateTime &now)
{
    const QLocale english = QLocale::c();
    QDateTime time = english.toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!time.isValid())
        time = english.toDateTime(text.simplified(), u"ddd MMM d hh:mm:ss yyyy"_s);
    if (!time.isValid()) {
        const QString withoutDay = text.section(u", "_s, 1); // the day would not fit the century that Qt takes
        time = english.toDateTime(withoutDay, u"dd-MMM-yy hh:mm:ss 'GMT'"_s).addYears(100);
    }
    time.setTimeSpec(Qt::UTC);
    return until(time, now);
}

std::optional<milliseconds> fromTimestamp(const QString &text, const QDateTime &now)
{
    return until(QDateTime::fromString(text, Qt::ISODateWithMs), now);
}

/// A reset comes as seconds, as Unix time in seconds or milliseconds, as a duration or as RFC 3339.
std::optional<milliseconds> fromReset(const QString &text, const QDateTime &now)
{
    constexpr double leastUnixSeconds = 1e9;
    constexpr double leastUnixMilliseconds = 1e11;
    bool ok = false;
    const double number = text.toDouble(&ok);
    const double present = double(now.toMSecsSinceEpoch());
    if (number >= leastUnixMilliseconds)
        return ahead(number - present);
    if (number >= leastUnixSeconds)
        return ahead(number * 1000.0 - present);
    if (ok)
        return ahead(number * 1000.0);
    if (const auto wait = fromDuration(text))
        return wait;
    return fromTimestamp(text, now);
}

/// The longest reset of those limits that are used up; servers name limits with room left as well.
std::optional<milliseconds> fromLimits(const QList<Header> &headers, const QDateTime &now)
{
    QList<std::pair<QByteArray, QByteArray>> limits; // what is left of it, when it is full again
    for (const QByteArray &limit : {QByteArray(), QByteArray("-requests"), QByteArray("-tokens")})
        limits.emplaceBack("x-ratelimit-remaining" + limit, "x-ratelimit-reset" + limit);
    for (const char *limit : {"requests", "tokens", "input-tokens", "output-tokens"}) {
        const QByteArray name = QByteArray("anthropic-ratelimit-") + limit;
        limits.emplaceBack(name + "-remaining", name + "-reset");
    }
    std::optional<milliseconds> longest;
    for (const auto &[remaining, reset] : limits) {
        if (valueOf(headers, remaining).toDouble() > 0.0)
            continue;
        const auto wait = fromReset(valueOf(headers, reset), now);
        if (wait && wait > longest)
            longest = wait;
    }
    return longest;
}

} // namespace

std::optional<milliseconds> retryAfterFrom(const QList<Header> &headers, const QDateTime &now)
{
    if (const auto wait = fromNumber(valueOf(headers, "retry-after-ms"), 1.0))
        return wait;
    const QString plain = valueOf(headers, "retry-after");
    if (const auto wait = fromNumber(plain, 1000.0))
        return wait;
    if (const auto wait = fromHttpDate(plain, now))
        return wait;
    if (const auto wait = fromDuration(plain))
        return wait;
    if (const auto wait = fromTimestamp(plain, now))
        return wait;
    return fromLimits(headers, now);
}

} // namespace studio
