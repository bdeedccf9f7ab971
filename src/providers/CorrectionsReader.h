#pragma once

#include "providers/Corrections.h"
#include "providers/JsonFields.h"

namespace studio
{

/// Reads one file of corrections.
class CorrectionsReader
{
public:
    explicit CorrectionsReader(const QJsonObject &object) : m_fields(object, m_findings) {}

    Result<Corrections> read(const QString &provider);

private:
    Corrections::Entry readEntry(JsonFields &fields);
    void readWhich(JsonFields &fields, Corrections::Entry &entry);
    void readPrices(JsonFields &fields, Corrections::Entry &entry);
    Origin readOrigin(JsonFields &fields);

    JsonFindings m_findings;
    JsonFields m_fields;
};

} // namespace studio
