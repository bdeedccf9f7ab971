#include "gui/ModelFacts.h"

#include "catalog/ModelTable.h"
#include "gui/Figures.h"
#include "gui/FilterText.h"
#include "gui/ModelWords.h"
#include "gui/NameText.h"
#include "gui/PriceText.h"
#include "gui/SettingText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class FactWords
{
    Q_DECLARE_TR_FUNCTIONS(FactWords)
};

constexpr qint64 hour = 3600;

QString listed(const QStringList &words)
{
    return words.join(FactWords::tr(", ", "between facts"));
}

QString modalities(const QStringList &words)
{
    QStringList list;
    for (const QString &word : words)
        list << modalityWord(word);
    return listed(list);
}

QString unknown()
{
    return FactWords::tr("unknown");
}

QString orUnknown(const QString &text)
{
    return text.isEmpty() ? unknown() : text;
}

QString tokens(const std::optional<qint64> &count)
{
    return count ? FactWords::tr("%1 tokens").arg(QLocale().toString(*count)) : QString();
}

/// "claude-...": the fact, and where it is from when the list does not say it.
void add(QList<Fact> &facts, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        facts << Fact{name, value};
}

QString withOrigin(const Model &model, Origin::Fact fact, const QString &text)
{
    const Origin *origin = text.isEmpty() ? nullptr : model.originOf(fact);
    return origin ? FactWords::tr("%1 (%2)", "fact (where it is from)").arg(text, certaintyText(*origin)) : text;
}

/// Names of prices and limits as a list of changes has them.
QString changedWord(const QString &what)
{
    if (what == "input token"_L1)
        return FactWords::tr("in");
    if (what == "output token"_L1)
        return FactWords::tr("out");
    if (what == "context"_L1)
        return FactWords::tr("tokens that fit");
    if (what == "longest_answer"_L1)
        return FactWords::tr("longest answer");
    if (what == "inputs"_L1)
        return FactWords::tr("what goes in");
    if (what == "outputs"_L1)
        return FactWords::tr("what comes out");
    return nameText(what);
}

QString changedPrice(const QString &what, const QString &usd)
{
    const auto money = Money::parse(usd);
    const bool isToken = what == "input token"_L1 || what == "output token"_L1;
    const auto shown = money && isToken ? money->times(1'000'000) : money;
    return shown ? dollarsText(*shown) : usd;
}

QString priceChange(const ModelChange::Detail &detail)
{
    const QString what = changedWord(detail.what);
    if (detail.before.isEmpty())
        return FactWords::tr("%1 %2", "price, what for").arg(changedPrice(detail.what, detail.after), what);
    if (detail.after.isEmpty())
        return FactWords::tr("was %1 %2", "price, what for").arg(changedPrice(detail.what, detail.before), what);
    //: A new price, the one before, and what for: $0.40 instead of $0.25 out.
    return FactWords::tr("%1 instead of %2 %3")
        .arg(changedPrice(detail.what, detail.after), changedPrice(detail.what, detail.before), what);
}

QString limitChange(const ModelChange::Detail &detail)
{
    const auto amount = [&detail](const QString &text) {
        bool isNumber = false;
        const qint64 count = text.toLongLong(&isNumber);
        if (isNumber)
            return QLocale().toString(count);
        return detail.what == "inputs"_L1 || detail.what == "outputs"_L1 ? modalities(text.split(u", "_s)) : text;
    };
    //: What changed, the new value and the one before: longest answer 4,096 instead of 8,192.
    return FactWords::tr("%1 %2 instead of %3").arg(changedWord(detail.what), amount(detail.after), amount(detail.before));
}

QString dateText(const QString &iso)
{
    const QDate date = QDate::fromString(iso, Qt::ISODate);
    return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : iso;
}

template <typename Text>
QString detailTexts(const ModelChange &change, Text text)
{
    QStringList texts;
    for (const ModelChange::Detail &detail : change.details)
        texts << text(detail);
    return listed(texts);
}

/// A need is something that comes out, sometimes from something special that goes in.
struct Need
{
    QString name;
    QString output;
    PriceUnit unit = PriceUnit::MillionTokens; ///< In which its price is told; others do not compare.
    QString input = {};
    QString category = {};
};

QList<Need> needs()
{
    constexpr PriceUnit token = PriceUnit::MillionTokens;
    constexpr PriceUnit picture = PriceUnit::Picture;
    constexpr PriceUnit second = PriceUnit::Second;
    return {{FactWords::tr("Text"), u"text"_s, token},
            {FactWords::tr("Code"), u"text"_s, token, {}, u"coding"_s},
            {FactWords::tr("Text about a picture"), u"text"_s, token, u"image"_s},
            {FactWords::tr("Text about a file"), u"text"_s, token, u"file"_s},
            {FactWords::tr("Text about a sound"), u"text"_s, token, u"audio"_s},
            {FactWords::tr("Text about a video"), u"text"_s, token, u"video"_s},
            {FactWords::tr("Picture"), u"image"_s, picture},
            {FactWords::tr("Picture from a picture"), u"image"_s, picture, u"image"_s},
            {FactWords::tr("Video"), u"video"_s, second},
            {FactWords::tr("Video from a picture"), u"video"_s, second, u"image"_s},
            {FactWords::tr("Sound"), u"audio"_s, PriceUnit::Minute}};
}

QString needCell(const QList<Model> &models, const Need &need)
{
    int count = 0;
    std::optional<Money> lowest;
    for (const Model &model : models) {
        const bool fits = model.outputs.contains(need.output) && (need.input.isEmpty() || model.inputs.contains(need.input))
            && (need.category.isEmpty() || model.category == need.category);
        if (!fits)
            continue;
        ++count;
        const auto price = unitOf(model) == need.unit ? comparablePrice(model) : std::nullopt;
        if (price && !price->isZero() && (!lowest || *price < *lowest))
            lowest = price;
    }
    if (count == 0)
        return FactWords::tr("none");
    const QString amount = FactWords::tr("%n model(s)", nullptr, count);
    if (!lowest)
        return FactWords::tr("%1, no such price published").arg(amount);
    //: How many models, and from what price on: 12 models, from $0.04 a picture.
    return FactWords::tr("%1, from %2 %3").arg(amount, dollarsText(*lowest), perText(need.unit));
}

} // namespace

bool ListAge::isOld() const
{
    return asOf.isValid() && asOf.secsTo(QDateTime::currentDateTimeUtc()) > 24 * hour;
}

QString agoText(const QDateTime &when)
{
    const qint64 seconds = when.secsTo(QDateTime::currentDateTimeUtc());
    if (seconds < hour)
        return FactWords::tr("less than an hour ago");
    if (seconds < 48 * hour)
        return FactWords::tr("%n hour(s) ago", nullptr, int(seconds / hour));
    return FactWords::tr("on %1").arg(QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat));
}

QString ageText(const ListAge &age)
{
    if (!age.asOf.isValid())
        return FactWords::tr("%1's list, of unknown age").arg(age.provider);
    const QString date = QLocale().toString(age.asOf.toLocalTime().date(), QLocale::ShortFormat);
    return age.isBundled ? FactWords::tr("%1's list that came with the program, of %2").arg(age.provider, date)
                         : FactWords::tr("%1's list, %2").arg(age.provider, agoText(age.asOf));
}

QList<Fact> aboutFacts(const Model &model, const QString &provider)
{
    QList<Fact> facts;
    if (model.endsOn.isValid())
        add(facts, FactWords::tr("Ends on"), QLocale().toString(model.endsOn, QLocale::LongFormat));
    add(facts, FactWords::tr("Replaced by"), nameText(model.replacement));
    add(facts, FactWords::tr("Description"), nameText(model.description));
    add(facts, FactWords::tr("Asked at"), provider);
    add(facts, FactWords::tr("Made by"), nameText(model.maker));
    add(facts, FactWords::tr("Id"), nameText(model.target.model));
    if (model.canonicalId != model.target.model)
        add(facts, FactWords::tr("Permanent id"), nameText(model.canonicalId));
    add(facts, FactWords::tr("Made for"), withOrigin(model, Origin::Fact::Category, categoryWord(model.category)));
    add(facts, FactWords::tr("Goes in"), modalities(model.inputs));
    const bool isGuess = model.kinds == Model::Kinds::Guessed && !model.originOf(Origin::Fact::Category);
    const QString guess = isGuess ? FactWords::tr(" (a guess from its id)") : QString();
    add(facts, FactWords::tr("Comes out"), modalities(model.outputs) + guess);
    add(facts, FactWords::tr("Fits"), withOrigin(model, Origin::Fact::Context, tokens(model.context)));
    add(facts, FactWords::tr("Longest answer"), withOrigin(model, Origin::Fact::LongestAnswer, tokens(model.longestAnswer)));
    return facts;
}

QString endText(const Model &model)
{
    if (!model.endsOn.isValid())
        return {};
    const QString end = FactWords::tr("Its end is announced for %1.").arg(QLocale().toString(model.endsOn, QLocale::LongFormat));
    if (model.replacement.isEmpty())
        return end;
    return end + u' ' + FactWords::tr("Its provider names “%1” for the time after.").arg(nameText(model.replacement));
}

QList<Fact> priceFacts(const Model &model, const ListAge &age)
{
    QList<Fact> facts;
    for (const auto &[what, amount] : priceLines(model))
        facts << Fact{what, amount};
    if (facts.isEmpty()) {
        facts << Fact{FactWords::tr("Price"), FactWords::tr("price not published")};
        facts << Fact{FactWords::tr("Source"), ageText(age)};
        return facts;
    }
    const QString origin = originText(model, ModelTable::PriceColumn);
    facts << Fact{FactWords::tr("Source"), origin.isEmpty() ? ageText(age) : nameText(origin)};
    return facts;
}

QList<Fact> settingFacts(const Model &model)
{
    QList<Fact> facts;
    for (const QString &setting : model.settings)
        facts << Fact{settingTitle(setting), setting};
    return facts;
}

bool ModelComparison::Row::isDifferent() const
{
    return std::any_of(values.begin(), values.end(), [this](const QString &value) { return value != values.first(); });
}

ModelComparison comparisonOf(const QList<Model> &models, const QHash<QString, QString> &providers, const QHash<Target, double> &times)
{
    ModelComparison comparison;
    for (const Model &model : models)
        comparison.names << nameText(model.name);
    const auto row = [&](const QString &fact, auto value) {
        ModelComparison::Row values{fact, {}};
        for (const Model &model : models)
            values.values << orUnknown(value(model));
        comparison.rows << values;
    };
    row(FactWords::tr("Asked at"), [&](const Model &m) { return providers.value(m.target.provider, m.target.provider); });
    row(FactWords::tr("Made by"), [](const Model &m) { return nameText(m.maker); });
    row(FactWords::tr("Made for"), [](const Model &m) { return categoryWord(m.category); });
    row(FactWords::tr("Goes in"), [](const Model &m) { return modalities(m.inputs); });
    row(FactWords::tr("Comes out"), [](const Model &m) { return modalities(m.outputs); });
    row(FactWords::tr("Price"), [](const Model &m) {
        const auto price = headPrice(m);
        return price ? priceText(price) : QString();
    });
    row(FactWords::tr("Fits"), [](const Model &m) { return tokens(m.context); });
    row(FactWords::tr("Longest answer"), [](const Model &m) { return tokens(m.longestAnswer); });
    row(FactWords::tr("Usual time"), [&](const Model &m) {
        return times.contains(m.target) ? durationText(std::chrono::milliseconds(qint64(times[m.target] * 1000))) : QString();
    });
    row(FactWords::tr("Ends on"), [](const Model &m) {
        return m.endsOn.isValid() ? QLocale().toString(m.endsOn, QLocale::ShortFormat) : FactWords::tr("no end announced");
    });
    QStringList settings;
    for (const Model &model : models) {
        for (const QString &setting : model.settings) {
            if (!settings.contains(setting))
                settings << setting;
        }
    }
    for (const QString &setting : std::as_const(settings)) {
        row(settingTitle(setting), [&setting](const Model &m) {
            if (m.settings.isEmpty())
                return QString();
            return m.settings.contains(setting) ? FactWords::tr("yes") : FactWords::tr("no");
        });
    }
    return comparison;
}

NeedsTable needsOf(const QList<QList<Model>> &lists, const QHash<QString, QString> &providers)
{
    NeedsTable table;
    for (const QList<Model> &list : lists)
        table.providers << nameText(providers.value(list.first().target.provider, list.first().target.provider));
    for (const Need &need : needs()) {
        NeedsTable::Row row{need.name, {}};
        for (const QList<Model> &list : lists)
            row.cells << needCell(list, need);
        table.rows << row;
    }
    return table;
}

QString changeText(const ModelChange &change)
{
    using Kind = ModelChange::Kind;
    const auto first = [&change] { return change.details.value(0); };
    const auto names = [](const ModelChange::Detail &detail) { return settingTitle(detail.what); };
    switch (change.kind) {
    case Kind::Gone:
        return FactWords::tr("no longer in the list");
    case Kind::New:
        return FactWords::tr("new");
    case Kind::Renamed:
        return FactWords::tr("renamed: now %1").arg(nameText(first().after));
    case Kind::Replaced:
        return FactWords::tr("stands for another version: %1 instead of %2").arg(nameText(first().after), nameText(first().before));
    case Kind::Dearer:
        return FactWords::tr("dearer: %1").arg(detailTexts(change, priceChange));
    case Kind::Cheaper:
        return FactWords::tr("cheaper: %1").arg(detailTexts(change, priceChange));
    case Kind::PricePublished:
        return FactWords::tr("price published: %1").arg(detailTexts(change, priceChange));
    case Kind::PriceWithdrawn:
        return FactWords::tr("price no longer published: %1").arg(detailTexts(change, priceChange));
    case Kind::Limits:
    case Kind::Kinds:
        return detailTexts(change, limitChange);
    case Kind::SettingsLost:
        return FactWords::tr("no longer understands: %1").arg(detailTexts(change, names));
    case Kind::SettingsWon:
        return FactWords::tr("now understands: %1").arg(detailTexts(change, names));
    case Kind::EndAnnounced:
        return FactWords::tr("ends on %1").arg(dateText(first().after));
    case Kind::EndCalledOff:
        return FactWords::tr("does not end after all");
    }
    return {};
}

QString adviceText(const ModelChange &change)
{
    using Kind = ModelChange::Kind;
    switch (change.kind) {
    case Kind::Gone:
        return FactWords::tr("Pick another model; runs and exports with it will fail.");
    case Kind::Renamed:
        return FactWords::tr("Pick it under its new name, and export again.");
    case Kind::Replaced:
        return FactWords::tr("Run the trial again: answers may differ.");
    case Kind::Dearer:
    case Kind::PriceWithdrawn:
        return FactWords::tr("Look at what a run costs now.");
    case Kind::Limits:
        return FactWords::tr("See that your prompt and its answer still fit.");
    case Kind::SettingsLost:
        return FactWords::tr("Take these settings out, or pick another model.");
    case Kind::Kinds:
        return FactWords::tr("See that it still takes what you send.");
    case Kind::EndAnnounced:
        return FactWords::tr("Try another model before that day.");
    case Kind::New:
    case Kind::Cheaper:
    case Kind::PricePublished:
    case Kind::SettingsWon:
    case Kind::EndCalledOff:
        break;
    }
    return {};
}

QString useText(const ModelUse &use)
{
    constexpr qsizetype most = 3;
    QStringList words;
    for (const QString &trial : use.trials.first(std::min(use.trials.size(), most)))
        words << nameText(trial);
    if (use.trials.size() > most)
        words << FactWords::tr("%n more", nullptr, int(use.trials.size() - most));
    if (use.isFavourite)
        words << FactWords::tr("a favourite");
    if (use.isExported)
        words << FactWords::tr("exported code");
    return listed(words);
}

} // namespace studio
