#pragma once

#include "core/Model.h"

#include <QAbstractTableModel>

namespace studio
{

/// The catalogue as rows: searched, filtered, with check marks for the models that a trial has picked.
///
/// Cells are plain facts without words of any language; an unknown one is empty. gui adds headings and says
/// what empty means. A changed search resets the rows: removing thousands of them one range at a time
/// takes seconds.
class ModelTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Provider, InputPrice, OutputPrice, Context, Notes, ColumnCount };
    enum Role {
        TargetRole = Qt::UserRole, ///< studio::Target
        ModelRole,                 ///< studio::Model
    };

    static constexpr int mostPicks = 6;

    explicit ModelTable(QObject *parent = nullptr);

    void setModels(const QList<Model> &models);

    /// Every word must occur in id, name, maker, provider or description; a model whose name or id begins
    /// with the text comes first.
    void setSearch(const QString &text);
    void setProvider(const QString &provider); ///< Empty: all of them.

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
    void filter();
    QVariant text(const Model &model, int column) const;

    QList<Model> m_models;
    QStringList m_keys;      ///< Per model, lower-cased: what the search looks through.
    QList<qsizetype> m_rows; ///< Indexes into m_models, in the order shown.
    QString m_search;
    QString m_provider;
    QList<Target> m_picks;
};

} // namespace studio
