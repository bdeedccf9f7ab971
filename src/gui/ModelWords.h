#pragma once

#include <QHash>
#include <QIdentityProxyModel>

namespace studio
{

struct Model;

/// The catalogue's rows in the window's words: headings, the provider's name, what an empty price means.
/// The columns are those of catalog/ModelTable.
class ModelWords : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    /// By the provider's id; one that is not here is shown by its id.
    void setProviderNames(const QHash<QString, QString> &names);

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool isPrice(int column);
    static bool isFigure(int column);

private:
    QVariant text(const QModelIndex &index) const;
    QString originText(const QModelIndex &index) const;
    QString notes(const QModelIndex &index) const;

    QHash<QString, QString> m_providerNames;
};

/// "$0.10 a second (720p), $0.30 a second (4K)": prices of other things than tokens; empty when there are none.
QString unitPricesText(const Model &model);

} // namespace studio
