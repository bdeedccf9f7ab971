#pragma once

#include <QHash>
#include <QIcon>
#include <QIdentityProxyModel>

namespace studio
{

class ModelTable;
struct Model;

/// The catalogue's rows in the window's words: headings, the provider's name, prices with their unit, what empty means.
/// The columns are those of catalog/ModelTable, its only source.
class ModelWords : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit ModelWords(QObject *parent = nullptr);

    void setTable(ModelTable *table);

    /// By the provider's id; one that is not here is shown by its id.
    void setProviderNames(const QHash<QString, QString> &names);
    QString providerName(const QString &id) const { return m_providerNames.value(id, id); }

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool isFigure(int column);

private:
    QString text(const Model &model, int column) const;
    QString spokenText(const Model &model, int column) const;
    QString tip(const Model &model, int column) const;
    QString limits(const Model &model) const;
    QString notes(const Model &model) const;
    bool isMuted(const Model &model, int column) const;
    bool isFavourite(const Model &model) const;

    ModelTable *m_table = nullptr;
    QHash<QString, QString> m_providerNames;
    QIcon m_star;
    QIcon m_noStar;
};

/// "text", "picture", "video", "sound": a word of a model list for people; others as they are.
QString modalityWord(const QString &modality);

/// Where a fact is from when it is not of the provider's list; empty when it is.
QString originText(const Model &model, int column);

} // namespace studio
