#include "gateway/MultipartReader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostParts = 100;

/// The value of name="..." or name=... in a header's value; empty when it is not there.
QByteArray parameterOf(const QByteArray &header, const QByteArray &name)
{
    for (qsizetype at = header.indexOf(name + '='); at >= 0; at = header.indexOf(name + '=', at + 1)) {
        if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ';')
            continue; // the end of another name: "filename" ends in "name"
        QByteArray value = header.sliced(at + name.size() + 1);
        const bool isQuoted = value.startsWith('"');
        const qsizetype end = isQuoted ? value.indexOf('"', 1) : value.indexOf(';');
        return isQuoted ? value.sliced(1, std::max<qsizetype>(0, end - 1)) : value.first(end < 0 ? value.size() : end).trimmed();
    }
    return {};
}

FormPart partOf(const QByteArray &head, const QByteArray &bytes)
{
    FormPart part;
    part.bytes = bytes;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(0, colon)).trimmed().toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (name == "content-disposition") {
            part.name = QString::fromUtf8(parameterOf(value, "name"));
            part.fileName = QString::fromUtf8(parameterOf(value, "filename"));
        } else if (name == "content-type") {
            part.mime = value.split(';').first().trimmed().toLower();
        }
    }
    return part;
}

} // namespace

std::optional<QList<FormPart>> formPartsOf(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = parameterOf(contentType, "boundary");
    if (!contentType.toLower().startsWith("multipart/form-data") || boundary.isEmpty())
        return std::nullopt;
    const QByteArray line = "--" + boundary;
    QList<FormPart> parts;
    qsizetype at = body.startsWith(line) ? line.size() : -1;
    while (at >= 0 && !body.sliced(at).startsWith("--")) {
        const qsizetype head = at + 2; // behind CR LF
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        const qsizetype end = headEnd < 0 ? -1 : body.indexOf("\r\n" + line, headEnd + 2);
        if (end < 0 || parts.size() == mostParts)
            return std::nullopt;
        const qsizetype begin = std::min(headEnd + 4, end);
        parts += partOf(body.sliced(head, std::max<qsizetype>(0, headEnd - head)), body.sliced(begin, end - begin));
        at = end + 2 + line.size();
    }
    return at < 0 ? std::nullopt : std::optional(parts);
}

} // namespace studio
