#include "gui/ModelWords.h"

#include "catalog/ModelTable.h"
#include "gui/Figures.h"
#include "gui/NameText.h"
#include "gui/PriceText.h"
#include "gui/RunText.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

std::optional<Origin::Fact> factOf(int column)
{
    if (column == ModelTable::PriceColumn)
        return Origin::Fact::Price;
    return column == ModelTable::Limits ? std::optional(Origin::Fact::Context) : std::nullopt;
}

} // namespace

QString modalityWord(const QString &modality)
{
    if (modality == "text"_L1)
        return ModelWords::tr("text");
    if (modality == "image"_L1)
        return ModelWords::tr("picture");
    if (modality == "video"_L1)
        return ModelWords::tr("video");
    if (modality == "audio"_L1 || modality == "speech"_L1)
        return ModelWords::tr("sound");
    if (modality == "file"_L1)
        return ModelWords::tr("file");
    return modality;
}

QString originText(const Model &model, int column)
{
    const auto fact = factOf(column);
    const Origin *origin = fact ? model.originOf(*fact) : nullptr;
    if (!origin)
        return {};
    const QString date = origin->date.isEmpty() ? ModelWords::tr("of unknown date") : origin->date;
    const QString text =
        ModelWords::tr("Not from the provider's list: %1, %2. %3").arg(certaintyText(*origin), date, origin->source);
    return origin->doubt.isEmpty() ? text : text + ModelWords::tr(" (doubtful: %1)").arg(origin->doubt);
}

ModelWords::ModelWords(QObject *parent)
    : QIdentityProxyModel(parent)
    , m_star(QIcon::fromTheme(u"starred-symbolic"_s))
    , m_noStar(QIcon::fromTheme(u"non-starred-symbolic"_s))
{
}

void ModelWords::setTable(ModelTable *table)
{
    m_table = table;
    setSourceModel(table);
}

void ModelWords::setProviderNames(const QHash<QString, QString> &names)
{
    if (names == m_providerNames)
        return;
    m_providerNames = names;
    if (rowCount() > 0)
        emit dataChanged(index(0, ModelTable::Provider), index(rowCount() - 1, ModelTable::Provider), {Qt::DisplayRole});
}

bool ModelWords::isFigure(int column)
{
    return column == ModelTable::PriceColumn || column == ModelTable::Limits || column == ModelTable::Time;
}

bool ModelWords::isFavourite(const Model &model) const
{
    return m_table->models().marks().favourites.contains(model.target);
}

bool ModelWords::isMuted(const Model &model, int column) const
{
    const bool isEnding = model.endsOn.isValid();
    return isEnding || column == ModelTable::Notes || column == ModelTable::Time
        || (column == ModelTable::PriceColumn && !headPrice(model));
}

QVariant ModelWords::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_table || sourceModel() != m_table)
        return {};
    const Model &model = m_table->modelAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(model, index.column());
    case Qt::DecorationRole:
        return index.column() == ModelTable::Favourite ? QVariant(isFavourite(model) ? m_star : m_noStar) : QVariant();
    case Qt::ForegroundRole:
        return isMuted(model, index.column()) ? QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText))
                                              : QVariant();
    case Qt::AccessibleTextRole:
        return spokenText(model, index.column());
    case Qt::ToolTipRole:
        return tip(model, index.column());
    case Qt::FontRole:
    case Qt::BackgroundRole:
    case Qt::SizeHintRole:
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QVariant ModelWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    const bool isTip = role == Qt::ToolTipRole;
    if (!isTip && role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case ModelTable::Name:
        return isTip ? QVariant() : tr("Model");
    case ModelTable::Favourite:
        return role == Qt::DisplayRole ? QVariant(QString()) : tr("Favourites");
    case ModelTable::Provider:
        return isTip ? tr("The service that the model is asked at") : tr("Company");
    case ModelTable::PriceColumn:
        return isTip ? tr("US dollars: of text for a million tokens, else for what is made") : tr("Price");
    case ModelTable::Limits:
        return isTip ? tr("How many tokens fit, and how many an answer can have") : tr("Size limits");
    case ModelTable::Time:
        return isTip ? tr("How long your own runs usually took") : tr("Usual time");
    case ModelTable::Notes:
        return isTip ? QVariant() : tr("Notes");
    default:
        return {};
    }
}

QString ModelWords::text(const Model &model, int column) const
{
    switch (column) {
    case ModelTable::Name:
        return nameText(model.name);
    case ModelTable::Provider:
        return providerName(model.target.provider);
    case ModelTable::PriceColumn:
        return priceText(headPrice(model));
    case ModelTable::Limits:
        return limits(model);
    case ModelTable::Time: {
        const auto seconds = m_table->models().timeOf(model.target);
        return seconds ? durationText(std::chrono::milliseconds(qint64(*seconds * 1000))) : QString();
    }
    case ModelTable::Notes:
        return nameText(notes(model));
    default:
        return {};
    }
}

QString ModelWords::spokenText(const Model &model, int column) const
{
    switch (column) {
    case ModelTable::Favourite:
        return isFavourite(model) ? tr("favourite") : tr("no favourite");
    case ModelTable::PriceColumn:
        return headPrice(model) ? text(model, column) : tr("price not published");
    case ModelTable::Limits:
        return model.context ? text(model, column) : tr("size not published");
    case ModelTable::Time: {
        const QString time = text(model, column);
        return time.isEmpty() ? tr("not run yet") : time;
    }
    default:
        return text(model, column);
    }
}

QString ModelWords::tip(const Model &model, int column) const
{
    if (const QString origin = originText(model, column); !origin.isEmpty())
        return tipText(origin);
    switch (column) {
    case ModelTable::Name:
        return tipText(model.target.toString());
    case ModelTable::PriceColumn: {
        QStringList lines;
        for (const auto &[what, amount] : priceLines(model))
            lines << tr("%1: %2", "what a price is for, the price").arg(what, amount);
        return lines.isEmpty() ? tr("price not published") : tipText(lines.join(u" · "_s));
    }
    case ModelTable::Limits:
        return model.context ? tr("%n token(s) fit", nullptr, int(std::min<qint64>(*model.context, INT_MAX))) : QString();
    default:
        return tipText(spokenText(model, column));
    }
}

QString ModelWords::limits(const Model &model) const
{
    if (!model.context)
        return {};
    //: How many tokens fit, and how many an answer can have.
    return model.longestAnswer ? tr("%1, answer %2").arg(tokensText(*model.context), tokensText(*model.longestAnswer))
                               : tokensText(*model.context);
}

QString ModelWords::notes(const Model &model) const
{
    if (model.target.provider == "practice"_L1)
        return practiceText();
    QStringList words;
    if (model.endsOn.isValid())
        words << tr("ends on %1").arg(QLocale().toString(model.endsOn, QLocale::ShortFormat));
    if (!model.replacement.isEmpty())
        words << tr("then %1", "the model that takes the place of one that ends").arg(model.replacement);
    const bool isOwn = std::any_of(model.origins.begin(), model.origins.end(), [](const Origin &origin) { return origin.isUsers; });
    if (isOwn)
        words << tr("corrected by you");
    words += m_table->models().marks().tags.value(model.target);
    for (const QString &output : model.outputs)
        words << modalityWord(output);
    return words.join(tr(", ", "between notes"));
}

} // namespace studio
