#include "gui/TrialTable.h"

#include "gui/NameText.h"
#include "gui/TrialTitle.h"

#include <QIcon>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

TrialTable::TrialTable(QObject *parent)
    : QAbstractListModel(parent)
{
}

void TrialTable::setTrials(const QList<Trial> &trials)
{
    for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
        const QString id = m_rows.at(i).id; // A copy: remove() takes the row away.
        if (std::ranges::none_of(trials, [&id](const Trial &trial) { return trial.id == id; }))
            remove(id);
    }
    // Backwards, because put() adds on top.
    for (auto trial = trials.crbegin(); trial != trials.crend(); ++trial)
        put(*trial);
}

void TrialTable::put(const Trial &trial)
{
    const Row row{trial.id, trial.title, nameText(trialTitle(trial)), trial.isPinned};
    int at = rowOf(trial.id);
    if (at < 0) {
        at = firstRow(row.isPinned);
        beginInsertRows({}, at, at);
        m_rows.insert(at, row);
        endInsertRows();
        return;
    }
    if (m_rows.at(at) == row)
        return;
    if (m_rows.at(at).isPinned != row.isPinned) {
        const int target = firstRow(row.isPinned);
        // Qt names the place before the move; unpinning moves down, behind the last pinned row.
        if (target != at && target != at + 1) {
            beginMoveRows({}, at, at, {}, target);
            m_rows.move(at, target > at ? target - 1 : target);
            endMoveRows();
        }
        at = rowOf(trial.id);
    }
    m_rows[at] = row;
    emit dataChanged(index(at), index(at));
}

void TrialTable::remove(const QString &id)
{
    const int at = rowOf(id);
    if (at < 0)
        return;
    beginRemoveRows({}, at, at);
    m_rows.removeAt(at);
    endRemoveRows();
}

int TrialTable::rowOf(const QString &id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::id);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString TrialTable::titleOf(const QString &id) const
{
    const int at = rowOf(id);
    return at < 0 ? trialTitle({}) : m_rows.at(at).shown;
}

int TrialTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TrialTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.shown;
    case Qt::ToolTipRole:
        return tipText(row.shown);
    case Qt::EditRole:
    case TitleRole:
        return row.title;
    case Qt::DecorationRole:
        return row.isPinned ? QVariant(QIcon::fromTheme(u"pin"_s)) : QVariant();
    case Qt::AccessibleTextRole:
        return row.isPinned ? tr("%1, pinned").arg(row.shown) : row.shown;
    case IdRole:
        return row.id;
    case PinnedRole:
        return row.isPinned;
    default:
        return {};
    }
}

bool TrialTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    Row &row = m_rows[index.row()];
    const QString title = value.toString().simplified();
    if (title == row.title)
        return false;
    row.title = title;
    row.shown = nameText(title); // without one, the owner puts the trial again with what it is called then
    emit dataChanged(index, index);
    emit renameRequested(row.id, title);
    return true;
}

Qt::ItemFlags TrialTable::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

/// Where a new row of that part goes.
int TrialTable::firstRow(bool isPinned) const
{
    return isPinned ? 0 : int(std::ranges::count(m_rows, true, &Row::isPinned));
}

} // namespace studio
