#pragma once

#include "catalog/ModelFilter.h"

#include <QString>

namespace studio
{

/// A filter in words. Providers are named as the hash says, by their id where it does not.
class FilterText
{
public:
    explicit FilterText(const QHash<QString, QString> &providerNames) : m_providers(providerNames) {}

    /// "Picture out, at most $0.05 a picture, from OpenRouter or WisGate"; empty when nothing is asked for.
    QString sentence(const ModelFilter &filter) const;

    /// One part of it: "at most $0.05 a picture".
    QString part(const ModelFilter &filter, ModelFilter::Part part) const;

private:
    QHash<QString, QString> m_providers;
};

/// "a", "a or b", "a, b or c".
QString alternatives(const QStringList &words);

/// "LLM", "Picture", "Video", "Coding": a category as people say it.
QString categoryWord(const QString &category);

} // namespace studio
