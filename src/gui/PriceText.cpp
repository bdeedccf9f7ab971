#include "gui/PriceText.h"

#include "gui/Figures.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Where the texts stand for translators.
class PriceWords
{
    Q_DECLARE_TR_FUNCTIONS(PriceWords)
};

QString withUnit(const QString &amount, PriceUnit unit, const QString &word)
{
    return unit == PriceUnit::Other ? PriceWords::tr("%1 per %2", "price, what for").arg(amount, word)
                                    : amount + u' ' + perText(unit);
}

PriceUnit unitNamed(const QString &per)
{
    for (int unit = 0; unit < int(PriceUnit::Other); ++unit) {
        if (per == nameOf(PriceUnit(unit)))
            return PriceUnit(unit);
    }
    return PriceUnit::Other;
}

std::optional<Money> perMillion(const std::optional<Money> &token)
{
    return token ? token->times(1'000'000) : std::nullopt;
}

} // namespace

QString perText(PriceUnit unit)
{
    switch (unit) {
    case PriceUnit::MillionTokens:
        //: Behind a price: for a million tokens.
        return PriceWords::tr("per 1M");
    case PriceUnit::Picture:
        return PriceWords::tr("a picture");
    case PriceUnit::Second:
        return PriceWords::tr("a second");
    case PriceUnit::Clip:
        return PriceWords::tr("a clip");
    case PriceUnit::MillionPictureTokens:
        return PriceWords::tr("per 1M picture tokens");
    case PriceUnit::MillionVideoTokens:
        return PriceWords::tr("per 1M video tokens");
    case PriceUnit::MillionSoundTokens:
        return PriceWords::tr("per 1M sound tokens");
    case PriceUnit::Minute:
        return PriceWords::tr("a minute");
    case PriceUnit::MillionCharacters:
        return PriceWords::tr("per 1M characters");
    case PriceUnit::Request:
        return PriceWords::tr("a request");
    case PriceUnit::Other:
        break;
    }
    return {};
}

QString unitName(PriceUnit unit)
{
    switch (unit) {
    case PriceUnit::MillionTokens:
        return PriceWords::tr("1M tokens out");
    case PriceUnit::Picture:
        return PriceWords::tr("Picture");
    case PriceUnit::Second:
        return PriceWords::tr("Second of video");
    case PriceUnit::Clip:
        return PriceWords::tr("Clip");
    case PriceUnit::MillionPictureTokens:
        return PriceWords::tr("1M picture tokens");
    case PriceUnit::MillionVideoTokens:
        return PriceWords::tr("1M video tokens");
    case PriceUnit::MillionSoundTokens:
        return PriceWords::tr("1M sound tokens");
    case PriceUnit::Minute:
        return PriceWords::tr("Minute of sound");
    case PriceUnit::MillionCharacters:
        return PriceWords::tr("1M characters");
    case PriceUnit::Request:
        return PriceWords::tr("Request");
    case PriceUnit::Other:
        break;
    }
    return PriceWords::tr("Other");
}

QString priceText(const std::optional<HeadPrice> &price)
{
    if (!price)
        return PriceWords::tr("not published");
    if (price->unit == PriceUnit::MillionTokens) {
        if (price->lowest.isZero() && (!price->input || price->input->isZero()))
            return PriceWords::tr("free");
        const QString out = dollarsText(price->lowest);
        if (!price->input)
            return withUnit(out, price->unit, {});
        //: Prices of a million tokens that go in and of a million that come out.
        return PriceWords::tr("%1 in · %2 out").arg(dollarsText(*price->input), out);
    }
    if (price->highest.isZero())
        return PriceWords::tr("free");
    const QString amount = price->lowest == price->highest
        ? dollarsText(price->lowest)
        : PriceWords::tr("%1 to %2", "from a price to a price").arg(dollarsText(price->lowest), dollarsText(price->highest));
    return withUnit(amount, price->unit, price->word);
}

QString whenText(const QString &when)
{
    const QHash<QString, QString> words{{u"with audio"_s, PriceWords::tr("with sound")},
                                        {u"without audio"_s, PriceWords::tr("without sound")},
                                        {u"text to video"_s, PriceWords::tr("from a text")},
                                        {u"image to video"_s, PriceWords::tr("from a picture")}};
    QStringList parts = when.split(u", "_s, Qt::SkipEmptyParts);
    for (QString &part : parts)
        part = words.value(part, part);
    return parts.join(u", "_s);
}

QString unitPriceText(const UnitPrice &price)
{
    const QString amount = withUnit(dollarsText(price.usd), unitNamed(price.per), price.per);
    return price.when.isEmpty() ? amount : PriceWords::tr("%1 (%2)", "price (what for)").arg(amount, whenText(price.when));
}

QList<std::pair<QString, QString>> priceLines(const Model &model)
{
    QList<std::pair<QString, QString>> lines;
    if (const auto price = perMillion(model.price.inputToken))
        lines.append({PriceWords::tr("What goes in"), withUnit(dollarsText(*price), PriceUnit::MillionTokens, {})});
    if (const auto price = perMillion(model.price.outputToken))
        lines.append({PriceWords::tr("What comes out"), withUnit(dollarsText(*price), PriceUnit::MillionTokens, {})});
    if (model.price.request)
        lines.append({PriceWords::tr("Each request"), dollarsText(*model.price.request)});
    for (const UnitPrice &price : model.unitPrices) {
        const PriceUnit unit = unitNamed(price.per);
        const QString name = unit == PriceUnit::Other ? price.per : unitName(unit);
        lines.append({price.when.isEmpty() ? name : PriceWords::tr("%1 (%2)", "price (what for)").arg(name, whenText(price.when)),
                      dollarsText(price.usd)});
    }
    return lines;
}

QString certaintyText(const Origin &origin)
{
    if (origin.isUsers)
        return PriceWords::tr("your own correction");
    switch (origin.certainty.unicode()) {
    case u'A':
        return PriceWords::tr("official documentation");
    case u'B':
        return PriceWords::tr("seen in an answer");
    case u'C':
        return PriceWords::tr("from a third party");
    case u'D':
        return PriceWords::tr("from advertising");
    default:
        return PriceWords::tr("not certain");
    }
}

QString tokensText(qint64 count)
{
    const QLocale locale;
    if (count >= 1'000'000) {
        const double millions = double(count) / 1e6;
        const bool isRound = count % 1'000'000 < 50'000;
        //: So many million tokens.
        return PriceWords::tr("%1M").arg(locale.toString(millions, 'f', isRound ? 0 : 1));
    }
    //: So many thousand tokens.
    return count >= 10'000 ? PriceWords::tr("%1K").arg(locale.toString((count + 500) / 1000)) : locale.toString(count);
}

} // namespace studio
