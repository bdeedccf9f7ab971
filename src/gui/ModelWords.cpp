#include "gui/ModelWords.h"

#include "catalog/ModelTable.h"
#include "gui/Figures.h"
#include "gui/NameText.h"
#include "gui/RunText.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString outputWord(const QString &output)
{
    if (output == "text"_L1)
        return ModelWords::tr("text");
    if (output == "image"_L1)
        return ModelWords::tr("picture");
    if (output == "video"_L1)
        return ModelWords::tr("video");
    if (output == "audio"_L1 || output == "speech"_L1)
        return ModelWords::tr("sound");
    return output;
}

/// How sure a fact is that the provider does not list.
QString certaintyText(const Origin &origin)
{
    if (origin.isUsers)
        return ModelWords::tr("your own correction");
    switch (origin.certainty.unicode()) {
    case u'A':
        return ModelWords::tr("official documentation");
    case u'B':
        return ModelWords::tr("seen in an answer");
    case u'C':
        return ModelWords::tr("from a third party");
    case u'D':
        return ModelWords::tr("from advertising");
    default:
        return ModelWords::tr("not certain");
    }
}

std::optional<Origin::Fact> factOf(int column)
{
    if (ModelWords::isPrice(column))
        return Origin::Fact::Price;
    return column == ModelTable::Context ? std::optional(Origin::Fact::Context) : std::nullopt;
}

} // namespace

static QString unitPriceText(const UnitPrice &price)
{
    const QString usd = dollarsText(price.usd);
    const QString amount = price.per == "image"_L1 ? ModelWords::tr("%1 a picture").arg(usd)
        : price.per == "second"_L1                 ? ModelWords::tr("%1 a second").arg(usd)
                                                   : ModelWords::tr("%1 a request").arg(usd);
    return price.when.isEmpty() ? amount : ModelWords::tr("%1 (%2)", "price (what for)").arg(amount, price.when);
}

static QStringList unitPriceTexts(const Model &model)
{
    QStringList texts;
    if (model.price.request)
        texts << unitPriceText({*model.price.request, u"request"_s});
    for (const UnitPrice &price : model.unitPrices)
        texts << unitPriceText(price);
    return texts;
}

QString unitPricesText(const Model &model)
{
    return unitPriceTexts(model).join(ModelWords::tr(", ", "between notes"));
}

void ModelWords::setProviderNames(const QHash<QString, QString> &names)
{
    m_providerNames = names;
    if (rowCount() > 0)
        emit dataChanged(index(0, ModelTable::Provider), index(rowCount() - 1, ModelTable::Provider), {Qt::DisplayRole});
}

bool ModelWords::isPrice(int column)
{
    return column == ModelTable::InputPrice || column == ModelTable::OutputPrice;
}

bool ModelWords::isFigure(int column)
{
    return isPrice(column) || column == ModelTable::Context;
}

QVariant ModelWords::data(const QModelIndex &index, int role) const
{
    const QVariant fact = QIdentityProxyModel::data(index, role);
    const auto isUnknownPrice = [&] { return isPrice(index.column()) && text(index).toString() == tr("not published"); };
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ForegroundRole:
        if (isUnknownPrice() || index.column() == ModelTable::Notes)
            return QGuiApplication::palette().brush(QPalette::PlaceholderText);
        return fact;
    case Qt::AccessibleTextRole:
        return isUnknownPrice() ? tr("price not published") : nameText(fact.toString());
    case Qt::ToolTipRole:
        if (const QString origin = originText(index); !origin.isEmpty())
            return tipText(origin);
        if (isUnknownPrice())
            return tr("price not published");
        return tipText((index.column() == ModelTable::Notes ? text(index) : fact).toString());
    default:
        return fact;
    }
}

QVariant ModelWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && isPrice(section))
        return tr("US dollars for a million tokens");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ModelTable::Name:
        return tr("Model");
    case ModelTable::Provider:
        return tr("Company");
    case ModelTable::InputPrice:
        //: Heading: dollars for a million tokens of the prompt.
        return tr("In / 1M");
    case ModelTable::OutputPrice:
        //: Heading: dollars for a million tokens of the answer.
        return tr("Out / 1M");
    case ModelTable::Context:
        //: Heading: how many tokens a model can take.
        return tr("Context");
    case ModelTable::Notes:
        return tr("Notes");
    default:
        return {};
    }
}

QVariant ModelWords::text(const QModelIndex &index) const
{
    const QVariant fact = QIdentityProxyModel::data(index, Qt::DisplayRole);
    if (index.column() == ModelTable::Provider)
        return m_providerNames.value(fact.toString(), fact.toString());
    if (isPrice(index.column()) && fact.toString().isEmpty())
        return tr("not published");
    if (index.column() == ModelTable::Name)
        return nameText(fact.toString());
    return index.column() == ModelTable::Notes ? QVariant(nameText(notes(index))) : fact;
}

/// Where a price or size is from when it is not of the provider's list; empty when it is.
QString ModelWords::originText(const QModelIndex &index) const
{
    const auto fact = factOf(index.column());
    const auto model = QIdentityProxyModel::data(index, ModelTable::ModelRole).value<Model>();
    const Origin *origin = fact ? model.originOf(*fact) : nullptr;
    if (!origin)
        return {};
    const QString date = origin->date.isEmpty() ? tr("of unknown date") : origin->date;
    const QString text = tr("Not from the provider's list: %1, %2. %3").arg(certaintyText(*origin), date, origin->source);
    return origin->doubt.isEmpty() ? text : text + tr(" (doubtful: %1)").arg(origin->doubt);
}

QString ModelWords::notes(const QModelIndex &index) const
{
    const auto model = QIdentityProxyModel::data(index, ModelTable::ModelRole).value<Model>();
    if (model.target.provider == "practice"_L1)
        return practiceText();
    QStringList words = unitPriceTexts(model);
    for (const QString &output : model.outputs)
        words << outputWord(output);
    if (model.endsOn.isValid())
        words.prepend(tr("ends on %1").arg(QLocale().toString(model.endsOn, QLocale::ShortFormat)));
    return words.join(tr(", ", "between notes"));
}

} // namespace studio
