#include "gateway/MadeFiles.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace studio
{

namespace
{

constexpr qsizetype mostFiles = 100;
constexpr qint64 mostBytes = 256LL * 1024 * 1024;
constexpr qint64 lifetime = 3'600'000; // milliseconds

const QByteArray folder = "/made/";

/// As the stores of pictures that services lead to speak: not in the service's own words.
ServerReply refusal(int status, const QByteArray &code, const QByteArray &message)
{
    ServerReply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "application/xml"}};
    reply.pieces = {{"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                     + "</Message></Error>"}};
    return reply;
}

} // namespace

MadeFiles::MadeFiles()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    m_secret = QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
}

QByteArray MadeFiles::keep(const PracticePicture &file, bool isExpired)
{
    constexpr qsizetype digits = 40;
    const QByteArray mark = (isExpired ? "expired\n" : "\n") + file.mime + '\n';
    const QByteArray digest =
        QMessageAuthenticationCode::hash(mark + file.bytes, m_secret, QCryptographicHash::Sha256).toHex().first(digits);
    const QByteArray path = folder + digest + '.' + file.mime.sliced(file.mime.indexOf('/') + 1);
    if (!m_made.contains(path)) {
        m_order += path;
        m_bytes += file.bytes.size();
    }
    Made &made = m_made[path];
    made.file = file;
    made.isExpired = isExpired;
    made.age.start();
    while (m_order.size() > 1 && (m_order.size() > mostFiles || m_bytes > mostBytes))
        m_bytes -= m_made.take(m_order.takeFirst()).file.bytes.size();
    return path;
}

bool MadeFiles::isPath(const QByteArray &path)
{
    return path.startsWith(folder);
}

ServerReply MadeFiles::reply(const QByteArray &path) const
{
    const auto made = m_made.constFind(path);
    if (made == m_made.constEnd())
        return refusal(404, "ResourceNotFound", "The specified resource does not exist.");
    if (made->isExpired || made->age.elapsed() > lifetime)
        return refusal(403, "AuthenticationFailed", "This address was good for an hour, and that hour is over.");
    ServerReply reply;
    reply.headers = {{"Content-Type", made->file.mime}};
    reply.pieces = {{made->file.bytes}};
    return reply;
}

} // namespace studio
