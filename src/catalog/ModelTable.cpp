#include "catalog/ModelTable.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

ModelIndex::Order orderOf(int column)
{
    switch (column) {
    case ModelTable::Name:
        return ModelIndex::Order::Name;
    case ModelTable::Provider:
        return ModelIndex::Order::Provider;
    case ModelTable::PriceColumn:
        return ModelIndex::Order::Price;
    case ModelTable::Limits:
        return ModelIndex::Order::Context;
    case ModelTable::Time:
        return ModelIndex::Order::Time;
    default:
        return ModelIndex::Order::Fit;
    }
}

} // namespace

ModelTable::ModelTable(QObject *parent) : QAbstractTableModel(parent) {}

template <typename Change>
void ModelTable::reset(Change change)
{
    beginResetModel();
    change();
    endResetModel();
}

void ModelTable::setLists(const QList<QList<Model>> &lists)
{
    reset([&] { m_index.setLists(lists); });
}

void ModelTable::setModels(const QList<Model> &models)
{
    QList<QList<Model>> lists;
    for (const Model &model : models) {
        if (lists.isEmpty() || lists.last().first().target.provider != model.target.provider)
            lists.append(QList<Model>());
        lists.last() << model;
    }
    setLists(lists);
}

void ModelTable::setMarks(const ModelMarks &marks)
{
    if (marks != m_index.marks())
        reset([&] { m_index.setMarks(marks); });
}

void ModelTable::setTimes(const QHash<Target, double> &seconds)
{
    reset([&] { m_index.setTimes(seconds); });
}

void ModelTable::setFilter(const ModelFilter &filter)
{
    if (filter != m_index.filter())
        reset([&] { m_index.setFilter(filter); });
}

void ModelTable::setSearch(const QString &text)
{
    ModelFilter filter = m_index.filter();
    filter.text = text.simplified();
    setFilter(filter);
}

void ModelTable::setProvider(const QString &provider)
{
    ModelFilter filter = m_index.filter();
    filter.providers = provider.isEmpty() ? QStringList() : QStringList{provider};
    setFilter(filter);
}

void ModelTable::sort(int column, Qt::SortOrder order)
{
    reset([&] { m_index.sort(orderOf(column), order); });
}

void ModelTable::setPicks(const QList<Target> &picks)
{
    if (picks == m_picks)
        return;
    m_picks = picks;
    if (rowCount() > 0)
        emit dataChanged(index(0, Name), index(rowCount() - 1, Name), {Qt::CheckStateRole});
    emit picksChanged(m_picks);
}

int ModelTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_index.count());
}

int ModelTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ModelTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Model &model = modelAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(model, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? QVariant(model.target.toString()) : QVariant();
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(m_picks.contains(model.target) ? Qt::Checked : Qt::Unchecked)
                                      : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() >= PriceColumn && index.column() <= Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
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
    case PriceColumn: {
        const auto price = headPrice(model);
        return price ? price->lowest.toString() : QString();
    }
    case Limits:
        return model.context ? QVariant(*model.context) : QVariant();
    case Time: {
        const auto seconds = m_index.timeOf(model.target);
        return seconds ? QVariant(*seconds) : QVariant();
    }
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
    const Target target = modelAt(index.row()).target;
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
