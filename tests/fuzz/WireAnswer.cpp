#include "WireAnswer.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostBytes = 64 * 1024; // longer test data would only slow the changes down
constexpr qsizetype mostHeaders = 50;

QStringList filesIn(const QString &folder)
{
    QStringList paths;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        paths << it.next();
    paths.sort();
    return paths;
}

QList<Header> headersFrom(const QJsonObject &object)
{
    QList<Header> headers;
    for (auto it = object.begin(); it != object.end(); ++it)
        headers << Header{it.key().toLatin1(), it.value().toString().toLatin1()};
    return headers;
}

QByteArray bodyFrom(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact) : value.toString().toUtf8();
}

/// Entries such as {"status": 404, "body": {...}} and {"file": "a.sse", "headers": {...}}, at any depth.
void takeListed(const QJsonValue &value, const QString &folder, QList<WireAnswer> &answers)
{
    for (const QJsonValue &each : value.toArray())
        takeListed(each, folder, answers);
    const QJsonObject object = value.toObject();
    const QString file = object["file"_L1].toString();
    const QByteArray body = file.isEmpty() ? bodyFrom(object["body"_L1]) : bytesOf(folder + u'/' + file);
    if (!body.isEmpty())
        answers << WireAnswer{object["status"_L1].toInt(200), headersFrom(object["headers"_L1].toObject()), body};
    for (const QJsonValue &each : object)
        takeListed(each, folder, answers);
}

} // namespace

QByteArray WireAnswer::header(QByteArrayView name) const
{
    for (const Header &each : headers) {
        if (each.name.compare(name, Qt::CaseInsensitive) == 0)
            return each.value;
    }
    return {};
}

WireAnswer wireAnswerFrom(const QByteArray &bytes)
{
    WireAnswer answer;
    if (!bytes.startsWith("HTTP/")) {
        answer.body = bytes;
        return answer;
    }
    bool isFirst = true;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype found = bytes.indexOf('\n', at);
        const qsizetype end = found < 0 ? bytes.size() : found;
        const QByteArray line = bytes.sliced(at, end - at).trimmed();
        at = std::min(end + 1, bytes.size());
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (isFirst)
            answer.status = line.mid(line.indexOf(' ') + 1, 3).toInt();
        else if (colon > 0 && answer.headers.size() < mostHeaders)
            answer.headers << Header{line.first(colon), line.sliced(colon + 1).trimmed()};
        isFirst = false;
    }
    answer.body = bytes.sliced(at);
    if (answer.status < 100 || answer.status > 599)
        answer.status = 200;
    return answer;
}

QByteArray toBytes(const WireAnswer &answer)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + '\n';
    for (const Header &header : answer.headers)
        bytes += header.name + ": " + header.value + '\n';
    return bytes + '\n' + answer.body;
}

QList<WireAnswer> recordedAnswers(const QString &folder)
{
    QList<WireAnswer> answers;
    for (const QString &path : filesIn(folder)) {
        const QFileInfo file(path);
        if (path.startsWith(folder + "/fuzz/"_L1))
            continue;
        if (file.suffix() == "sse"_L1)
            answers << WireAnswer{200, {{"Content-Type", "text/event-stream"}}, bytesOf(path)};
        if (file.suffix() != "json"_L1)
            continue;
        const QByteArray bytes = bytesOf(path);
        const QJsonDocument document = QJsonDocument::fromJson(bytes);
        const qsizetype before = answers.size();
        takeListed(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), file.path(), answers);
        if (answers.size() == before)
            answers << WireAnswer{200, {{"Content-Type", "application/json"}}, bytes};
    }
    answers.removeIf([](const WireAnswer &answer) { return answer.body.size() > mostBytes; });
    return answers;
}

QList<QByteArray> inputsIn(const QString &folder)
{
    QList<QByteArray> inputs;
    for (const QString &path : filesIn(folder))
        inputs << bytesOf(path);
    return inputs;
}

} // namespace studio
