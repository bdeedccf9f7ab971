#include "catalog/ModelTable.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Dollars per million tokens, which is how prices are read.
QString perMillion(const std::optional<Money> &perToken)
{
    const auto price = perToken ? perToken->times(1'000'000) : std::nullopt;
    return price ? u'$' + price->rounded() : QString();
}

bool beginsWith(const Model &model, const QString &text)
{
    const qsizetype slash = model.target.model.indexOf(u'/');
    return model.name.startsWith(text, Qt::CaseInsensitive)
        || model.target.model.startsWith(text, Qt::CaseInsensitive)
        || QStringView(model.target.model).sliced(slash + 1).startsWith(text, Qt::CaseInsensitive);
}

} // namespace

ModelTable::ModelTable(QObject *parent) : QAbstractTableModel(parent) {}

void ModelTable::setModels(const QList<Model> &models)
{
    m_models = models;
    m_keys.clear();
    m_keys.reserve(models.size());
    for (const Model &model : models) {
        m_keys << QStringList{model.target.toString(), model.name, model.maker, model.description}
                      .join(u'\n')
                      .toLower();
    }
    filter();
}

void ModelTable::setSearch(const QString &text)
{
    if (text.simplified() == m_search)
        return;
    m_search = text.simplified();
    filter();
}

void ModelTable::setProvider(const QString &provider)
{
    if (provider == m_provider)
        return;
    m_provider = provider;
    filter();
}

void ModelTable::filter()
{
    beginResetModel();
    m_rows.clear();
    QList<qsizetype> others;
    const QStringList words = m_search.toLower().split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_models.size(); ++i) {
        if (!m_provider.isEmpty() && m_models[i].target.provider != m_provider)
            continue;
        const QString &key = m_keys[i];
        if (!std::all_of(words.begin(), words.end(), [&key](const QString &word) { return key.contains(word); }))
            continue;
        if (m_search.isEmpty() || beginsWith(m_models[i], m_search))
            m_rows << i;
        else
            others << i;
    }
    m_rows += others;
    endResetModel();
}

void ModelTable::setPicks(const QList<Target> &picks)
{
    if (picks == m_picks)
        return;
    m_picks = picks;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Name), index(rowCount() - 1, Name), {Qt::CheckStateRole});
    emit picksChanged(m_picks);
}

int ModelTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ModelTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ModelTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Model &model = m_models[m_rows[index.row()]];
    switch (role) {
    case Qt::DisplayRole:
        return text(model, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? QVariant(model.target.toString()) : QVariant();
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(m_picks.contains(model.target) ? Qt::Checked : Qt::Unchecked)
                                      : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() >= InputPrice && index.column() <= Context
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case TargetRole:
        return QVariant::fromValue(model.target);
    case ModelRole:
        return QVariant::fromValue(model);
    default:
        return {};
    }
}

QVariant ModelTable::text(const Model &model, int column) const
{
    switch (column) {
    case Name:
        return model.name;
    case Provider:
        return model.target.provider;
    case InputPrice:
        return perMillion(model.price.inputToken);
    case OutputPrice:
        return perMillion(model.price.outputToken);
    case Context:
        return model.context ? QLocale().toString(*model.context) : QString();
    case Notes:
        return model.outputs.join(", "_L1);
    default:
        return {};
    }
}

bool ModelTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Name
        || !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return false;
    const Target target = m_models[m_rows[index.row()]].target;
    QList<Target> picks = m_picks;
    picks.removeAll(target);
    if (value.toInt() == Qt::Checked) {
        if (picks.size() >= mostPicks) {
            emit pickRefused();
            return false;
        }
        picks << target;
    }
    m_picks = picks;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit picksChanged(m_picks);
    return true;
}

Qt::ItemFlags ModelTable::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace studio
