#pragma once

#include "core/Endpoint.h"
#include "core/Model.h"
#include "catalog/ModelChanges.h"
#include "gui/RunFacts.h"

#include <QHash>

namespace studio
{

/// Where a provider's list is from and how old it is: what prices and limits stand by.
struct ListAge
{
    QString provider = {}; ///< Its name.
    QDateTime asOf = {};
    bool isBundled = false;

    bool isOld() const; ///< More than a day: prices are only "about".
};

/// "OpenRouter's list, 2 hours ago"; "OpenRouter's list that came with the program, of 22 Aug 2026".
QString ageText(const ListAge &age);

/// "2 hours ago", "on 22 Aug 2026".
QString agoText(const QDateTime &when);

/// Everything known of a model but its prices and settings.
QList<Fact> aboutFacts(const Model &model, const QString &provider);

/// "Its end is announced for 24 August 2026. The provider names that-model for the time after."; empty when none is.
QString endText(const Model &model);

/// Every price with its unit, then the source and age of them; "price not published" where there is none.
QList<Fact> priceFacts(const Model &model, const ListAge &age);

/// The settings that the list names, in plain words first.
QList<Fact> settingFacts(const Model &model);

/// Facts of some models side by side, a row each; what is not known is "unknown".
struct ModelComparison
{
    QStringList names = {}; ///< Of the models.
    struct Row
    {
        QString fact;
        QStringList values;

        bool isDifferent() const;
    };
    QList<Row> rows = {};
};
ModelComparison comparisonOf(const QList<Model> &models, const QHash<QString, QString> &providers, const QHash<Target, double> &times);

/// Which needs each provider serves: how many models, and from what price.
struct NeedsTable
{
    struct Row
    {
        QString need;
        QStringList cells;
    };
    QStringList providers = {};
    QList<Row> rows = {};
};
NeedsTable needsOf(const QList<QList<Model>> &lists, const QHash<QString, QString> &providers);

/// What changed, as a sentence: "dearer: $0.40 instead of $0.25 out".
QString changeText(const ModelChange &change);

/// What to do about it, for what somebody uses.
QString adviceText(const ModelChange &change);

/// "Spring mug text, Poster and 2 more; a favourite".
QString useText(const ModelUse &use);

} // namespace studio
