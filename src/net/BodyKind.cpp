#include "net/BodyKind.h"

#include <QByteArray>

#include <algorithm>
#include <initializer_list>

namespace studio
{

namespace
{

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF", 3);

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isMediaType(QByteArrayView contentType, std::initializer_list<QByteArrayView> wanted)
{
    const qsizetype end = contentType.indexOf(';');
    const QByteArrayView type = (end < 0 ? contentType : contentType.first(end)).trimmed();
    return std::any_of(wanted.begin(), wanted.end(), [type](QByteArrayView each) {
        return type.compare(each, Qt::CaseInsensitive) == 0;
    });
}

/// An event stream begins with a comment or one of four field names.
BodyKind eventsOrOther(QByteArrayView start)
{
    if (start.front() == ':')
        return BodyKind::Events;
    bool mayBecome = false;
    for (const QByteArrayView name : {QByteArrayView("data"), QByteArrayView("event"), QByteArrayView("id"),
                                      QByteArrayView("retry")}) {
        if (start.size() <= name.size())
            mayBecome = mayBecome || name.startsWith(start);
        else if (start.startsWith(name) && (start[name.size()] == ':' || isBlank(start[name.size()])))
            return BodyKind::Events;
    }
    return mayBecome ? BodyKind::Undecided : BodyKind::Other;
}

} // namespace

BodyKind bodyKind(QByteArrayView start, QByteArrayView contentType)
{
    start = withoutPadding(start);
    if (byteOrderMark.startsWith(start)) // nothing yet, or the first bytes of a mark
        return BodyKind::Undecided;
    if (start.front() == '{' || start.front() == '[') {
        const bool isLines = isMediaType(
            contentType, {"application/x-ndjson", "application/ndjson", "application/jsonl",
                          "application/x-jsonlines", "application/stream+json"});
        return isLines ? BodyKind::Lines : BodyKind::Json;
    }
    if (start.front() == '<')
        return BodyKind::Html;
    const BodyKind kind = eventsOrOther(start);
    if (kind == BodyKind::Other && isMediaType(contentType, {"text/event-stream"}))
        return BodyKind::Events;
    return kind;
}

bool isUnlabelledNdjson(QByteArrayView body)
{
    // No single JSON document has a line that is an object on its own, followed by an opening brace.
    body = withoutPadding(body);
    const qsizetype end = body.indexOf('\n');
    if (end < 0 || !body.startsWith('{') || !body.first(end).trimmed().endsWith('}'))
        return false;
    return withoutPadding(body.sliced(end)).startsWith('{');
}

QByteArrayView withoutPadding(QByteArrayView bytes)
{
    for (;;) {
        const auto first = std::find_if_not(bytes.begin(), bytes.end(), isBlank);
        bytes = bytes.sliced(first - bytes.begin());
        if (!bytes.startsWith(byteOrderMark))
            return bytes;
        bytes = bytes.sliced(byteOrderMark.size());
    }
}

} // namespace studio
