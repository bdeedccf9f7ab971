#include "gui/ResultTable.h"

#include "gui/NameText.h"
#include "gui/ResultText.h"

#include <algorithm>

namespace studio
{

ResultTable::ResultTable(QObject *parent) : QAbstractListModel(parent) {}

/// One range is taken out and one is put in: what stands before and behind both stays.
void ResultTable::setFiles(const QList<MadeFile> &files)
{
    const auto isSame = [](const MadeFile &a, const MadeFile &b) { return a.number == b.number; };
    const qsizetype most = std::min(m_files.size(), files.size());
    qsizetype before = 0;
    while (before < most && isSame(m_files[before], files[before]))
        ++before;
    qsizetype behind = 0;
    while (behind < most - before && isSame(m_files[m_files.size() - 1 - behind], files[files.size() - 1 - behind]))
        ++behind;

    if (m_files.size() > before + behind) {
        beginRemoveRows({}, int(before), int(m_files.size() - behind - 1));
        m_files.remove(before, m_files.size() - before - behind);
        endRemoveRows();
    }
    if (files.size() > before + behind) {
        beginInsertRows({}, int(before), int(files.size() - behind - 1));
        m_files = files;
        endInsertRows();
    }
    for (int row = 0; row < m_files.size(); ++row) {
        if (m_files[row] == files[row])
            continue;
        m_files[row] = files[row];
        emit dataChanged(index(row), index(row));
    }
}

void ResultTable::setRating(qint64 number, int rating)
{
    const int row = rowOf(number);
    if (row < 0 || m_files[row].rating == rating)
        return;
    m_files[row].rating = rating;
    emit dataChanged(index(row), index(row));
}

void ResultTable::setDescription(qint64 number, const QString &text)
{
    const int row = rowOf(number);
    if (row < 0 || m_files[row].description == text)
        return;
    m_files[row].description = text;
    emit dataChanged(index(row), index(row));
}

int ResultTable::rowOf(qint64 number) const
{
    const auto found = std::find_if(m_files.cbegin(), m_files.cend(),
                                    [number](const MadeFile &file) { return file.number == number; });
    return found == m_files.cend() ? -1 : int(found - m_files.cbegin());
}

int ResultTable::rowOfContent(const QByteArray &sha256, int from) const
{
    for (int row = from; row < m_files.size(); ++row) {
        if (m_files[row].media.sha256 == sha256)
            return row;
    }
    return -1;
}

int ResultTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QVariant ResultTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const MadeFile &file = m_files[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return nameText(file.target.model.section(u'/', -1)); // who made the model has no room in a tile
    case Qt::AccessibleTextRole:
        return resultName(file);
    case FileRole:
        return QVariant::fromValue(file);
    }
    return {};
}

Qt::ItemFlags ResultTable::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

} // namespace studio
