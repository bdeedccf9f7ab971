#include "providers/ErrorReply.h"

#include "providers/ServerWords.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype shortestSecret = 4; // shorter ones would blot out ordinary words
const QString mask = u"••••"_s;

/// What keys look like. A long run of letters and digits without hyphens counts as one; ids of models
/// and requests have hyphens and stay readable.
const QRegularExpression &keyPattern()
{
    static const QRegularExpression pattern(
        uR"((?<![A-Za-z0-9])(?:(?:sk|pk|rk|gsk|xai|hf)[-_]|AIza|eyJ)[-A-Za-z0-9_.*]{6,})"
        uR"(|(?<![A-Za-z0-9_])(?=[A-Za-z_]*[0-9])(?=[0-9_]*[A-Za-z])[A-Za-z0-9_]{32,})"_s);
    return pattern;
}

/// What stands behind "Bearer" (with a digit in it, so that sentences stay whole), "api_key" and "?key=".
const QRegularExpression &labelledPattern()
{
    static const QRegularExpression pattern(
        uR"(\b(bearer\s+(?=[^\s]*\d)|(?:x-)?api[-_]key["']?\s*[:=]\s*["']?|(?<=[?&])key=)([^\s"',;&<>]{4,}))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

} // namespace

QString redacted(const QString &text, const QList<QByteArray> &secrets)
{
    QString clean = text;
    for (const QByteArray &secret : secrets)
        clean = withoutSecret(clean, secret);
    clean.replace(labelledPattern(), u"\\1"_s + mask);
    return clean.replace(keyPattern(), mask);
}

QString withoutSecret(const QString &text, const QByteArray &secret)
{
    const QString key = QString::fromUtf8(secret);
    if (key.size() < shortestSecret)
        return text;
    QString clean = text;
    clean.replace(key, mask);
    // A server's words are shortened before anybody knows the key, perhaps in the middle of it.
    const qsizetype end = clean.endsWith(u'…') ? clean.size() - 1 : clean.size();
    for (qsizetype length = qMin(key.size() - 1, end); length >= shortestSecret; --length) {
        if (QStringView(clean).first(end).endsWith(QStringView(key).first(length)))
            return clean.replace(end - length, length, mask);
    }
    return clean;
}

Error withoutSecret(Error error, const QByteArray &secret)
{
    constexpr qsizetype mostRead = 4096; // a reason may be as long as a header
    constexpr qsizetype most = 300;
    error.detail = shortened(redacted(error.detail.left(mostRead), {secret}), most);
    error.requestId = withoutSecret(error.requestId, secret); // by value alone: ids look like keys
    return error;
}

} // namespace studio
