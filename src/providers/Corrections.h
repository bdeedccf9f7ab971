#pragma once

#include "core/Model.h"
#include "core/Result.h"

#include <QRegularExpression>

namespace studio
{

/// What is known of the models of one provider besides its own list, each with where it stands and how sure it is.
/// resources/catalog/README.md explains the form. The first correction that fits a model and has a fact counts for
/// that fact.
class Corrections
{
public:
    Corrections() = default;

    /// ErrorKind::Rejected names the field and what it must be, or whose models these are instead.
    static Result<Corrections> parse(const QByteArray &json, const QString &provider);

    /// Those of the user's say more than the provider's list and all other corrections.
    void setUsers(bool isUsers) { m_isUsers = isUsers; }

    /// Adds what the model lacks and notes where it is from. What the list says stays, unless these are the user's;
    /// what was corrected before stays.
    void apply(Model &model) const;

    bool isEmpty() const { return m_entries.isEmpty(); }

private:
    struct Entry
    {
        QString id;                 ///< Empty: the pattern says which models are meant.
        QRegularExpression pattern; ///< Of the whole id.
        QString category;
        QString family;
        std::optional<qint64> context;
        std::optional<qint64> longestAnswer;
        Price price;
        QList<UnitPrice> unitPrices;
        Origin origin; ///< For each of its facts.

        bool fits(const QString &model) const;
    };

    friend class CorrectionsReader;

    QList<Entry> m_entries;
    bool m_isUsers = false;
};

/// The corrections that come with the program for this provider; empty when there are none.
Corrections bundledCorrections(const QString &provider);

} // namespace studio
