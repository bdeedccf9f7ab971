#pragma once

#include "providers/JsonFields.h"
#include "providers/Profile.h"

namespace studio
{

/// Reads one profile. The first complaint counts, and names its field. Used once.
///
/// resources/providers/schema.json describes the same fields for people and their editors.
class ProfileReader
{
public:
    explicit ProfileReader(const QJsonObject &object) : m_fields(object, m_findings) {}
    ProfileReader(const ProfileReader &) = delete;
    ProfileReader &operator=(const ProfileReader &) = delete;

    Result<Profile> read();

    /// After read(): every field that was looked for, "families[].dialect".
    QStringList fields() const { return m_findings.fields; }

private:
    void readName(Profile &profile);
    void readAddress(Profile &profile);
    void readFormats(Profile &profile);
    void readPaths(Profile &profile);
    void readSettings(Profile &profile);
    void readPages(Profile &profile);
    QUrl base(JsonFields &fields, const QString &field);
    QList<Host> hosts(const QString &basePath);
    QList<Family> families();
    QList<ServingRule> serves(const QStringList &dialects);
    QJsonObject defaults();

    JsonFindings m_findings;
    JsonFields m_fields;
};

} // namespace studio
