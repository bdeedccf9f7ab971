#pragma once

#include "providers/Profile.h"

#include <QJsonObject>

namespace studio
{

/// Reads one profile field by field and keeps the first complaint, which names its field. Used once.
class ProfileReader
{
public:
    explicit ProfileReader(const QJsonObject &object) : m_object(object) {}

    Result<Profile> read();

private:
    QString text(const QString &field, const QString &fallback = {});
    QString path(const QString &field);
    QString variable(const QString &field);
    QString choice(const QString &field, const QStringList &allowed);
    QUrl page(const QString &field);
    QUrl base();
    bool flag(const QString &field, bool fallback);
    QList<Header> headers();
    std::optional<SecretHeader> secret();
    Limits limits();
    void readTime(const QJsonObject &object, const QString &field, std::chrono::milliseconds &time);
    void readBytes(const QJsonObject &object, const QString &field, qint64 &bytes);
    void complain(const QString &field, const QString &whatItMustBe);

    const QJsonObject m_object; ///< Const, because reading a missing field of a mutable one adds it.
    std::optional<Error> m_complaint = {};
};

} // namespace studio
