#pragma once

#include "store/ResultShelf.h"

#include <QAbstractListModel>

namespace studio
{

/// Files that models made, one a row, in the order they were given. Rows that stay are not touched, so that the grid
/// keeps its place and its selection.
class ResultTable : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        FileRole = Qt::UserRole
    };

    explicit ResultTable(QObject *parent = nullptr);

    void setFiles(const QList<MadeFile> &files);
    void setRating(qint64 number, int rating);
    void setDescription(qint64 number, const QString &text);

    const MadeFile &file(int row) const { return m_files[row]; }
    int rowOf(qint64 number) const; ///< -1: not there.
    int rowOfContent(const QByteArray &sha256, int from) const; ///< The next row with that file; -1 for none.

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<MadeFile> m_files;
};

} // namespace studio
