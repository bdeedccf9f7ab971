#pragma once

#include "core/Trial.h"

#include <QAbstractListModel>

namespace studio
{

/// The trials by title, pinned ones first, in the order they were given within each part. Rows are inserted,
/// moved, changed and removed; a saved trial stays where it is so that the list is calm under the hand.
class TrialTable : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        IdRole = Qt::UserRole,
        PinnedRole,
        TitleRole
    };

    explicit TrialTable(QObject *parent = nullptr);

    /// All trials, most recently changed first.
    void setTrials(const QList<Trial> &trials);

    /// Adds a trial on top of its part, or brings its row up to date.
    void put(const Trial &trial);
    void remove(const QString &id);

    int rowOf(const QString &id) const;       ///< -1: not there.
    QString titleOf(const QString &id) const; ///< As shown: never empty.

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value,
                 int role) override; ///< Asks for a new title.
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void renameRequested(const QString &id, const QString &title);

private:
    struct Row
    {
        QString id;
        QString title;
        QString shown; ///< Never empty.
        bool isPinned = false;
        bool operator==(const Row &) const = default;
    };

    int firstRow(bool isPinned) const;

    QList<Row> m_rows;
};

} // namespace studio
