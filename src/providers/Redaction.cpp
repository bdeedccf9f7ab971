#include "providers/ErrorReply.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype shortestSecret = 4; // shorter ones would blot out ordinary words

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
    const QString mask = u"••••"_s;
    QString clean = text;
    for (const QByteArray &secret : secrets) {
        if (secret.size() >= shortestSecret)
            clean.replace(QString::fromUtf8(secret), mask);
    }
    clean.replace(labelledPattern(), u"\\1"_s + mask);
    return clean.replace(keyPattern(), mask);
}

} // namespace studio
