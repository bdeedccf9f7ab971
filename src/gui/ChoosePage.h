#pragma once

#include <QWidget>

#include <memory>

class QModelIndex;

namespace studio
{

class ModelTable;
class ModelWords;

namespace Ui
{
class ChoosePage;
}

struct ProviderChoice
{
    QString id;
    QString name;

    bool operator==(const ProviderChoice &) const = default;
};

/// The model list: finds models and picks those to try.
///
/// Filters, sorts and picks nothing by itself: it says what was asked for, and the model it was given
/// answers. A pick is the model's own Qt::CheckStateRole in the first column.
class ChoosePage : public QWidget
{
    Q_OBJECT

public:
    explicit ChoosePage(QWidget *parent = nullptr);
    ~ChoosePage() override;

    /// Not owned, and gone before the page or with it.
    void setTable(ModelTable *table);

    /// How many models there are without search and filter: "12 of 347 models".
    void setTotal(qsizetype total);

    void setProviders(const QList<ProviderChoice> &providers);

    /// The names of what is picked, in the order of the columns to be; filtered-out picks are among them.
    void setPicks(const QStringList &names);

    /// Where list and prices come from and how old they are. An old list asks to be looked at.
    void setSource(const QString &text, bool isOld);

    void setRefreshing(bool isRefreshing);

    void focusSearch();

signals:
    void searchChanged(const QString &text); ///< With every key: finding takes less than a frame.
    void providerChanged(const QString &id); ///< Empty: all of them.
    void refreshRequested();
    void clearPicksRequested();
    void tryRequested();
    void currentChanged(const QModelIndex &index); ///< Of the given model, for the Inspector.

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectControls();
    void addShortcuts();
    void clearSearch();
    void togglePick();
    void tryPicks();
    void showCount();
    void chooseFirstRow();
    void fitColumns();

    std::unique_ptr<Ui::ChoosePage> m_ui;
    ModelWords *m_models; ///< What the list shows: the given model in words.
    qsizetype m_total = 0;
    QStringList m_picks;
};

} // namespace studio
