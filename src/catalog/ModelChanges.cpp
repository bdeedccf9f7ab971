#include "catalog/ModelChanges.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Kind = ModelChange::Kind;
using Detail = ModelChange::Detail;

constexpr qsizetype smallList = 20;

constexpr std::array<std::pair<Kind, QLatin1StringView>, 14> kindNames{{
    {Kind::Gone, "gone"_L1},
    {Kind::New, "new"_L1},
    {Kind::Renamed, "renamed"_L1},
    {Kind::Replaced, "replaced"_L1},
    {Kind::Dearer, "dearer"_L1},
    {Kind::Cheaper, "cheaper"_L1},
    {Kind::PricePublished, "price_published"_L1},
    {Kind::PriceWithdrawn, "price_withdrawn"_L1},
    {Kind::Limits, "limits"_L1},
    {Kind::SettingsLost, "settings_lost"_L1},
    {Kind::SettingsWon, "settings_won"_L1},
    {Kind::Kinds, "kinds"_L1},
    {Kind::EndAnnounced, "end_announced"_L1},
    {Kind::EndCalledOff, "end_called_off"_L1},
}};

/// ":free" of "maker/model:free"; empty for the model itself.
QString variantOf(const QString &id)
{
    const qsizetype colon = id.lastIndexOf(u':');
    return colon > id.lastIndexOf(u'/') ? id.sliced(colon) : QString();
}

QString textOf(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QString();
}

QString textOf(const std::optional<Money> &usd)
{
    return usd ? usd->toString() : QString();
}

/// Every price of a model under a name of its own.
QList<std::pair<QString, Money>> pricesOf(const Model &model)
{
    QList<std::pair<QString, Money>> prices;
    const auto add = [&prices](const QString &what, const std::optional<Money> &usd) {
        const bool isThere = std::any_of(prices.begin(), prices.end(), [&](const auto &price) { return price.first == what; });
        if (usd && !isThere)
            prices.append({what, *usd});
    };
    add(u"input token"_s, model.price.inputToken);
    add(u"output token"_s, model.price.outputToken);
    add(u"request"_s, model.price.request);
    for (const UnitPrice &price : model.unitPrices)
        add(price.when.isEmpty() ? price.per : price.per + ", "_L1 + price.when, price.usd);
    return prices;
}

/// The changes of one model that is in both lists.
class Comparison
{
public:
    Comparison(const Model &before, const Model &after) : m_before(before), m_after(after) {}

    QList<ModelChange> changes()
    {
        compareIdentity();
        comparePrices();
        compareLimits();
        compareSettings();
        compareKinds();
        compareEnd();
        return m_changes;
    }

private:
    void add(Kind kind, const QList<Detail> &details)
    {
        if (!details.isEmpty())
            m_changes << ModelChange{kind, m_after.target, m_after.name, details};
    }

    void compareIdentity()
    {
        const bool isOther = !m_before.canonicalId.isEmpty() && !m_after.canonicalId.isEmpty()
            && m_before.canonicalId != m_after.canonicalId;
        if (isOther)
            add(Kind::Replaced, {{u"model"_s, m_before.canonicalId, m_after.canonicalId}});
    }

    void comparePrices()
    {
        QList<Detail> dearer, cheaper, published, withdrawn;
        const auto before = pricesOf(m_before);
        const auto after = pricesOf(m_after);
        const auto in = [](const auto &prices, const QString &what) -> std::optional<Money> {
            const auto found = std::find_if(prices.begin(), prices.end(), [&](const auto &price) { return price.first == what; });
            return found != prices.end() ? std::optional(found->second) : std::nullopt;
        };
        for (const auto &[what, usd] : before) {
            const auto now = in(after, what);
            if (!now)
                withdrawn << Detail{what, textOf(usd), {}};
            else if (*now > usd)
                dearer << Detail{what, textOf(usd), textOf(*now)};
            else if (*now < usd)
                cheaper << Detail{what, textOf(usd), textOf(*now)};
        }
        for (const auto &[what, usd] : after) {
            if (!in(before, what))
                published << Detail{what, {}, textOf(usd)};
        }
        add(Kind::Dearer, dearer);
        add(Kind::Cheaper, cheaper);
        add(Kind::PriceWithdrawn, withdrawn);
        add(Kind::PricePublished, published);
    }

    void compareLimits()
    {
        QList<Detail> details;
        const auto compare = [&details](const QString &what, const auto &before, const auto &after) {
            if (before && after && *before != *after)
                details << Detail{what, textOf(before), textOf(after)};
        };
        compare(u"context"_s, m_before.context, m_after.context);
        compare(u"longest_answer"_s, m_before.longestAnswer, m_after.longestAnswer);
        add(Kind::Limits, details);
    }

    void compareSettings()
    {
        if (m_before.settings.isEmpty() || m_after.settings.isEmpty())
            return;
        QList<Detail> lost, won;
        for (const QString &setting : m_before.settings) {
            if (!m_after.settings.contains(setting))
                lost << Detail{setting, setting, {}};
        }
        for (const QString &setting : m_after.settings) {
            if (!m_before.settings.contains(setting))
                won << Detail{setting, {}, setting};
        }
        add(Kind::SettingsLost, lost);
        add(Kind::SettingsWon, won);
    }

    void compareKinds()
    {
        if (m_before.kinds != Model::Kinds::Listed || m_after.kinds != Model::Kinds::Listed)
            return;
        QList<Detail> details;
        const auto compare = [&details](const QString &what, QStringList before, QStringList after) {
            before.sort();
            after.sort();
            if (before != after)
                details << Detail{what, before.join(", "_L1), after.join(", "_L1)};
        };
        compare(u"inputs"_s, m_before.inputs, m_after.inputs);
        compare(u"outputs"_s, m_before.outputs, m_after.outputs);
        add(Kind::Kinds, details);
    }

    void compareEnd()
    {
        if (m_before.endsOn == m_after.endsOn)
            return;
        const Detail detail{u"end"_s, m_before.endsOn.toString(Qt::ISODate), m_after.endsOn.toString(Qt::ISODate)};
        add(m_after.endsOn.isValid() ? Kind::EndAnnounced : Kind::EndCalledOff, {detail});
    }

    const Model &m_before;
    const Model &m_after;
    QList<ModelChange> m_changes;
};

QHash<QString, const Model *> byId(const QList<Model> &models)
{
    QHash<QString, const Model *> rows;
    rows.reserve(models.size());
    for (const Model &model : models) {
        if (!rows.contains(model.target.model))
            rows.insert(model.target.model, &model);
    }
    return rows;
}

/// Models that have both a permanent id and a row that only one of the lists has.
QHash<QString, const Model *> byCanonicalId(const QList<Model> &models, const QHash<QString, const Model *> &others)
{
    QHash<QString, const Model *> rows;
    for (const Model &model : models) {
        const QString key = model.canonicalId + variantOf(model.target.model);
        if (!model.canonicalId.isEmpty() && !others.contains(model.target.model) && !rows.contains(key))
            rows.insert(key, &model);
    }
    return rows;
}

} // namespace

QLatin1StringView nameOf(ModelChange::Kind kind)
{
    const auto *found = std::find_if(kindNames.begin(), kindNames.end(), [kind](const auto &each) { return each.first == kind; });
    Q_ASSERT(found != kindNames.end());
    return found->second;
}

QJsonObject toJson(const ModelChange &change)
{
    QJsonArray details;
    for (const Detail &detail : change.details)
        details << QJsonArray{detail.what, detail.before, detail.after};
    return {{u"kind"_s, QString(nameOf(change.kind))},
            {u"provider"_s, change.target.provider},
            {u"model"_s, change.target.model},
            {u"name"_s, change.name},
            {u"details"_s, details},
            {u"seen"_s, change.seen.toUTC().toString(Qt::ISODateWithMs)}};
}

std::optional<ModelChange> modelChangeFromJson(const QJsonObject &object)
{
    const QString word = object[u"kind"_s].toString();
    const auto *kind = std::find_if(kindNames.begin(), kindNames.end(), [&](const auto &each) { return each.second == word; });
    ModelChange change{Kind::New, {object[u"provider"_s].toString(), object[u"model"_s].toString()}};
    if (kind == kindNames.end() || change.target.model.isEmpty())
        return std::nullopt;
    change.kind = kind->first;
    change.name = object[u"name"_s].toString();
    for (const QJsonValue &each : object[u"details"_s].toArray()) {
        const QJsonArray detail = each.toArray();
        change.details << Detail{detail[0].toString(), detail[1].toString(), detail[2].toString()};
    }
    change.seen = QDateTime::fromString(object[u"seen"_s].toString(), Qt::ISODateWithMs).toUTC();
    return change;
}

QList<ModelChange> changesBetween(const QList<Model> &before, const QList<Model> &after)
{
    const auto old = byId(before);
    const auto now = byId(after);
    const auto newNames = byCanonicalId(after, old);
    QHash<QString, const Model *> oldNames = byCanonicalId(before, now);
    QList<ModelChange> changes;
    QSet<QString> seen;
    for (const Model &model : before) {
        if (now.contains(model.target.model) || seen.contains(model.target.model))
            continue;
        seen.insert(model.target.model);
        const QString key = model.canonicalId + variantOf(model.target.model);
        const Model *next = oldNames.value(key) == &model ? newNames.value(key) : nullptr;
        if (next) {
            changes << ModelChange{Kind::Renamed, model.target, model.name, {{u"id"_s, model.target.model, next->target.model}}};
            changes += Comparison(model, *next).changes();
        } else {
            changes << ModelChange{Kind::Gone, model.target, model.name};
        }
    }
    seen.clear();
    for (const Model &model : after) {
        if (seen.contains(model.target.model))
            continue;
        seen.insert(model.target.model);
        if (const Model *was = old.value(model.target.model)) {
            changes += Comparison(*was, model).changes();
            continue;
        }
        const QString key = model.canonicalId + variantOf(model.target.model);
        const bool isRenamed = newNames.value(key) == &model && oldNames.contains(key);
        if (!isRenamed)
            changes << ModelChange{Kind::New, model.target, model.name};
    }
    return changes;
}

std::optional<qsizetype> suspiciouslyMissing(const QList<Model> &before, const QList<Model> &after)
{
    const auto now = byId(after);
    QSet<QString> canonical;
    for (const Model &model : after) {
        if (!model.canonicalId.isEmpty())
            canonical.insert(model.canonicalId);
    }
    const auto missing = std::count_if(before.begin(), before.end(), [&](const Model &model) {
        return !now.contains(model.target.model) && !canonical.contains(model.canonicalId);
    });
    const bool areAll = missing == before.size() && missing > 1;
    const bool areMany = before.size() >= smallList && missing * 5 > before.size();
    return !before.isEmpty() && (after.isEmpty() || areAll || areMany) ? std::optional<qsizetype>(missing) : std::nullopt;
}

QList<ModelAlert> alertsFor(const QList<ModelChange> &changes, const QHash<Target, ModelUse> &uses)
{
    QList<ModelAlert> alerts;
    for (const ModelChange &change : changes) {
        const auto use = uses.constFind(change.target);
        if (use == uses.cend() || (use->trials.isEmpty() && !use->isFavourite && !use->isExported))
            continue;
        switch (change.kind) {
        case Kind::New:
        case Kind::Cheaper:
        case Kind::PricePublished:
        case Kind::SettingsWon:
        case Kind::EndCalledOff:
            break;
        case Kind::Gone:
        case Kind::Renamed:
        case Kind::Replaced:
        case Kind::Dearer:
        case Kind::PriceWithdrawn:
        case Kind::Limits:
        case Kind::SettingsLost:
        case Kind::Kinds:
        case Kind::EndAnnounced:
            alerts << ModelAlert{change, *use};
            break;
        }
    }
    return alerts;
}

} // namespace studio
