#pragma once

#include "catalog/ModelIndex.h"

#include <QAbstractTableModel>

namespace studio
{

/// The catalogue as rows: searched, filtered, sorted, with check marks for the models that a trial has picked.
///
/// A flat model: what a search finds is a list of places in the index, and no proxy stands between. Cells are facts
/// without words of any language; an unknown one is empty, and gui says what empty means. A changed search resets the
/// rows: removing thousands of them one range at a time takes seconds.
class ModelTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Favourite, Provider, PriceColumn, Limits, Time, Notes, ColumnCount };
    enum Role {
        TargetRole = Qt::UserRole, ///< studio::Target
        ModelRole,                 ///< studio::Model
    };

    static constexpr int mostPicks = 6;

    explicit ModelTable(QObject *parent = nullptr);

    /// One list for each provider.
    void setLists(const QList<QList<Model>> &lists);
    void setModels(const QList<Model> &models); ///< The same, from one list in which each provider's models stand together.
    void setMarks(const ModelMarks &marks);
    void setTimes(const QHash<Target, double> &seconds); ///< What the user's own runs usually took.

    void setFilter(const ModelFilter &filter);
    void setSearch(const QString &text);
    void setProvider(const QString &provider); ///< Empty: all of them.
    const ModelFilter &filter() const { return m_index.filter(); }

    const ModelIndex &models() const { return m_index; }
    const Model &modelAt(int row) const { return m_index.shown(row); }

    /// By one of the columns; -1: what fits best first.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    const QList<Target> &picks() const { return m_picks; }
    void setPicks(const QList<Target> &picks);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void picksChanged(const QList<studio::Target> &picks);
    void pickRefused(); ///< A seventh was tried.

private:
    template <typename Change>
    void reset(Change change);
    QVariant text(const Model &model, int column) const;

    ModelIndex m_index;
    QList<Target> m_picks;
};

} // namespace studio
