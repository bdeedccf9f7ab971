#pragma once

#include "core/Result.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>

namespace studio
{

/// What came of reading one document.
struct JsonFindings
{
    std::optional<Error> complaint = {}; ///< The first one.
    std::optional<Error> unknown = {};   ///< Of the first field that nobody knows.
    QStringList fields = {};             ///< Every field that was looked for: "families[].dialect".

    /// Most telling first: a name that is not known is why another one is missing.
    const std::optional<Error> &problem() const { return unknown ? unknown : complaint; }
};

/// One object of a document that people write, read field by field. It knows its place, so that every complaint
/// names the field and the cure: "families[1].dialect: expected one of: gemini, openai-chat".
///
/// A field that is not there has the fallback; one of a wrong kind is a complaint and has it too. The findings
/// are the document's and outlive this.
class JsonFields
{
public:
    JsonFields(const QJsonObject &object, JsonFindings &findings) : m_object(object), m_findings(&findings) {}

    bool has(const QString &field);
    QJsonValue value(const QString &field);
    QString text(const QString &field, const QString &fallback = {});
    bool flag(const QString &field, bool fallback);

    /// The whole text must match the regular expression.
    QString matching(const QString &field, const QString &pattern, const QString &whatItMustBe,
                     const QString &fallback = {});
    QString choice(const QString &field, const QStringList &allowed, const QString &fallback = {});

    /// Written in seconds.
    std::optional<std::chrono::milliseconds> time(const QString &field, double leastSeconds, double mostSeconds);
    std::optional<qint64> count(const QString &field, qint64 least, qint64 most);

    QStringList texts(const QString &field, const QString &pattern, const QString &whatItMustBe);

    QJsonObject object(const QString &field);             ///< Of any fields.
    std::optional<JsonFields> inner(const QString &field); ///< Of known fields.
    QList<JsonFields> list(const QString &field);          ///< Of objects of known fields.

    /// "headers[2]" is a field as well.
    void complain(const QString &field, const QString &whatItMustBe);

    /// Complains of every field that was not looked for. Call last.
    void refuseOthers();

private:
    JsonFields(const QJsonObject &object, const JsonFields &outer, const QString &place, const QString &kind);

    QJsonObject m_object;
    JsonFindings *m_findings;
    QString m_place = {}; ///< "families[1].": before the names of fields.
    QString m_kind = {};  ///< The same without numbers: "families[].".
    QStringList m_known = {};
};

bool matchesWhole(const QString &text, const QString &pattern);

/// The name that was most likely meant; empty when none is near.
QString nearestName(const QString &name, const QStringList &known);

} // namespace studio
