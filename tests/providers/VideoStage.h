#pragma once

#include "providers/Dialect.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace studio
{

/// A profile of one family, as forDialect() gives it.
inline Profile videoProfile(const QString &dialect, const JobForm &job = {})
{
    Profile profile;
    profile.id = QStringLiteral("p");
    profile.base = QUrl(QStringLiteral("https://api.example/v1"));
    profile.dialect = dialect;
    profile.secret = SecretHeader{"Authorization", "Bearer "};
    profile.headers = {{"X-Title", "Studio"}};
    profile.job = job;
    return profile;
}

inline Media attachment(const QString &name, const QByteArray &mime, const QByteArray &bytes = "bytes")
{
    return {mediaKindOf(mime), mime, bytes, {}, name};
}

inline Result<Recipe> encoded(const QString &dialect, const Prompt &prompt, const JobForm &job = {})
{
    return dialectNamed(dialect)->encode(prompt, QStringLiteral("m"), videoProfile(dialect, job), true);
}

inline QJsonObject jsonBody(const Result<Recipe> &recipe)
{
    return recipe ? QJsonDocument::fromJson(recipe->request.body).object() : QJsonObject();
}

/// "GET https://... Accept=..., ..." of every request: addresses and headers at a glance.
inline QString lineOf(const Request &request)
{
    if (request.path.isEmpty())
        return request == Request{} ? QStringLiteral("none") : QStringLiteral("no path, but something else");
    QString line = QString::fromLatin1(request.method) + QLatin1Char(' ') + request.base.toString() + request.path;
    for (const Header &header : request.headers)
        line += QStringLiteral(" %1=%2").arg(QString::fromLatin1(header.name), QString::fromLatin1(header.value));
    return line + (request.secret ? QStringLiteral(" with key") : QString())
        + (request.isStreaming ? QStringLiteral(" streaming") : QString());
}

} // namespace studio
