#include "rehearse/Comparison.h"

#include "gateway/RecordedRequest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostContext = 40;

std::optional<Difference> differenceIn(const QString &part, const QByteArray &expected, const QByteArray &actual)
{
    if (expected == actual)
        return std::nullopt;
    const auto place = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    const qsizetype offset = place.first - expected.begin();
    const qsizetype from = std::max<qsizetype>(0, offset - mostContext / 2);
    return Difference{part, offset, expected.mid(from, mostContext), actual.mid(from, mostContext)};
}

QByteArray targetOf(const Request &request)
{
    const QUrl url = request.url();
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return url.hasQuery() ? path + '?' + url.query(QUrl::FullyEncoded).toLatin1() : path;
}

QList<Header> headersOf(const Request &request, const QByteArray &secret)
{
    QList<Header> headers = request.headers;
    if (request.secret)
        headers << Header{request.secret->name, request.secret->prefix + secret};
    return headers;
}

std::optional<Difference> differenceIn(const Header &header, const RecordedRequest &arrived)
{
    const QString part = u"header "_s + QString::fromLatin1(header.name.toLower());
    const QList<QByteArray> values = arrived.headersNamed(header.name);
    if (values.isEmpty())
        return Difference{part, 0, header.value.left(mostContext), {}};
    // HTTP reads a header that is there twice as one with a comma in between.
    return differenceIn(part, header.value.trimmed(), QByteArrayList(values).join(", ").trimmed());
}

QStringList addedHeaders(const QList<Header> &ours, const RecordedRequest &arrived)
{
    QStringList added;
    for (const auto &[name, value] : arrived.headers) {
        const bool isOurs = std::any_of(ours.begin(), ours.end(), [&name = name](const Header &header) {
            return header.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!isOurs)
            added << QString::fromLatin1(name + ": " + value);
    }
    return added;
}

} // namespace

ProofReport compare(const Request &request, const QByteArray &secret, const RecordedRequest &arrived)
{
    const QList<Header> headers = headersOf(request, secret);
    QList<std::optional<Difference>> differences{differenceIn(u"method"_s, request.method, arrived.method),
                                                 differenceIn(u"path"_s, targetOf(request), arrived.target)};
    for (const Header &header : headers)
        differences << differenceIn(header, arrived);
    differences << differenceIn(u"body"_s, request.body, arrived.body);

    ProofReport report;
    report.requests = 1;
    report.addedByClient = addedHeaders(headers, arrived);
    const auto first = std::find_if(differences.begin(), differences.end(), [](const auto &d) { return d.has_value(); });
    report.isProven = first == differences.end();
    if (!report.isProven)
        report.difference = *first;
    return report;
}

} // namespace studio
