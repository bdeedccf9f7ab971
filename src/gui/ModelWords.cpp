#include "gui/ModelWords.h"

#include "catalog/ModelTable.h"
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

} // namespace

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

QString ModelWords::notes(const QModelIndex &index) const
{
    const auto model = QIdentityProxyModel::data(index, ModelTable::ModelRole).value<Model>();
    if (model.target.provider == "practice"_L1)
        return practiceText();
    QStringList words;
    for (const QString &output : model.outputs)
        words << outputWord(output);
    if (model.endsOn.isValid())
        words.prepend(tr("ends on %1").arg(QLocale().toString(model.endsOn, QLocale::ShortFormat)));
    return words.join(tr(", ", "between notes"));
}

} // namespace studio
