#include "providers/ErrorReply.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using std::chrono::milliseconds;

constexpr milliseconds longestWait{120'000};

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
    return ms < double(longestWait.count()) ? milliseconds(qint64(ms + 0.5)) : longestWait;
}

std::optional<milliseconds> until(const QDateTime &time, const QDateTime &now)
{
    return time.isValid() ? ahead(double(now.msecsTo(time))) : std::nullopt;
}

std::optional<milliseconds> fromNumber(const QString &text, double unit)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok ? ahead(number * unit) : std::nullopt;
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

std::optional<milliseconds> fromHttpDate(const QString &text, const QDateTime &now)
{
    QDateTime time = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    time.setTimeSpec(Qt::UTC);
    return until(time, now);
}

/// A reset comes as seconds, as Unix time in seconds or milliseconds, as a duration or as RFC 3339.
std::optional<milliseconds> fromReset(const QString &text, const QDateTime &now)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (ok && number >= 100'000'000'000)
        return until(QDateTime::fromMSecsSinceEpoch(number, Qt::UTC), now);
    if (ok && number >= 1'000'000'000)
        return until(QDateTime::fromSecsSinceEpoch(number, Qt::UTC), now);
    if (ok)
        return ahead(double(number) * 1000.0);
    if (const auto wait = fromDuration(text))
        return wait;
    return until(QDateTime::fromString(text, Qt::ISODateWithMs), now);
}

/// The longest reset of those limits that are used up; servers name limits with room left as well.
std::optional<milliseconds> fromLimits(const QList<Header> &headers, const QDateTime &now)
{
    std::optional<milliseconds> longest;
    for (const QByteArray &limit : {QByteArray(), QByteArray("-requests"), QByteArray("-tokens")}) {
        if (valueOf(headers, "x-ratelimit-remaining" + limit).toDouble() > 0.0)
            continue;
        const auto wait = fromReset(valueOf(headers, "x-ratelimit-reset" + limit), now);
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
    return fromLimits(headers, now);
}

} // namespace studio
