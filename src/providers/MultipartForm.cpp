#include "providers/MultipartForm.h"

#include "providers/TextJoiner.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A name between quotes in a header line. The standard writes these three bytes so, and no others.
QByteArray escaped(const QString &name)
{
    QByteArray bytes = withoutLoneSurrogates(name).toUtf8();
    return bytes.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22");
}

/// Line ends in names of fields, but not of files, are CR LF before they are escaped.
QString withFormLineEnds(QString name)
{
    return name.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n').replace("\n"_L1, "\r\n"_L1);
}

QByteArray disposition(const QString &name)
{
    return "Content-Disposition: form-data; name=\"" + escaped(withFormLineEnds(name)) + '"';
}

QByteArray typeLine(const QByteArray &mime)
{
    const bool fits = !mime.isEmpty() && std::all_of(mime.begin(), mime.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return "Content-Type: " + (fits ? mime : QByteArray("application/octet-stream")) + "\r\n";
}

} // namespace

void MultipartForm::addText(const QString &name, const QString &text)
{
    add({disposition(name) + "\r\n", withoutLoneSurrogates(text).toUtf8()});
}

void MultipartForm::addFile(const QString &name, const QString &fileName, const QByteArray &mime, const QByteArray &bytes)
{
    add({disposition(name) + "; filename=\"" + escaped(fileName) + "\"\r\n" + typeLine(mime), bytes});
}

QByteArray MultipartForm::boundary() const
{
    constexpr qsizetype digits = 40; // a boundary may have 70 characters
    return "signalbox-" + m_digest.toHex().first(m_digest.isEmpty() ? 0 : digits);
}

QByteArray MultipartForm::contentType() const
{
    return "multipart/form-data; boundary=" + boundary();
}

QByteArray MultipartForm::body() const
{
    const QByteArray line = "--" + boundary();
    qsizetype size = line.size() + 4;
    for (const Part &part : m_parts)
        size += line.size() + part.head.size() + part.bytes.size() + 6;

    QByteArray body;
    body.reserve(size);
    for (const Part &part : m_parts)
        body.append(line).append("\r\n").append(part.head).append("\r\n").append(part.bytes).append("\r\n");
    return body.append(line).append("--\r\n");
}

void MultipartForm::add(const Part &part)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_digest);
    hash.addData(QByteArray::number(part.head.size()) + '\n'); // else bytes could move between head and content
    hash.addData(part.head);
    hash.addData(part.bytes);
    m_digest = hash.result();
    m_parts << part;
}

} // namespace studio
