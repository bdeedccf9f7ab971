#pragma once

#include "catalog/ModelFilter.h"
#include "gui/FilterPanel.h"

#include <QWidget>

#include <memory>

class QModelIndex;
class QPoint;

namespace studio
{

class ModelTable;
class ModelWords;

namespace Ui
{
class ChoosePage;
}

/// The model list: finds models and picks those to try.
///
/// Filters, sorts and picks nothing by itself: it says what was asked for, and the table it was given answers. A pick
/// is the table's own Qt::CheckStateRole in the first column.
class ChoosePage : public QWidget
{
    Q_OBJECT

public:
    explicit ChoosePage(QWidget *parent = nullptr);
    ~ChoosePage() override;

    /// Not owned, and gone before the page or with it.
    void setTable(ModelTable *table);

    void setProviders(const QList<ProviderChoice> &providers);
    void setForgetfulProblem(const QString &reason);                   ///< See FilterPanel.
    void setForgetfulNote(const QString &note, bool isOnlyOffered);    ///< The same.

    /// What the fields and chips show; filterChanged() does not follow.
    void setFilter(const ModelFilter &filter);

    /// The names of what is picked, in the order of the columns to be; filtered-out picks are among them.
    void setPicks(const QStringList &names);

    /// What a run of the picks may cost with the current prompt; empty says nothing.
    void setPickCost(const QString &cost);

    /// Where list and prices come from and how old they are. An old list asks to be looked at.
    void setSource(const QString &text, bool isOld);

    void setRefreshing(bool isRefreshing);
    void setUnseenChanges(qsizetype count);
    void setSchedule(int hours);           ///< After how many hours lists are asked for again; 0: only on request.
    void setAcceptOffered(bool isOffered); ///< A list looked broken and was not used.

    void focusSearch();
    void focusList();
    std::optional<Target> current() const; ///< The chosen row.

signals:
    void filterChanged(const studio::ModelFilter &filter); ///< With every key: finding takes less than a frame.
    void sortRequested(int column, Qt::SortOrder order);   ///< Column -1: what fits best first.
    void refreshRequested();
    void scheduleChosen(int hours);
    void onlyForgetfulWanted(); ///< See FilterPanel.
    void acceptRequested();
    void clearPicksRequested();
    void compareRequested();
    void needsRequested();
    void changesRequested();
    void detailsRequested();
    void favouriteRequested(const studio::Target &target);
    void menuRequested(const studio::Target &target, const QPoint &place); ///< On the screen.
    void tryRequested();
    void currentChanged(); ///< For the Inspector.

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpList();
    void connectControls();
    void connectButtons();
    void addShortcuts();
    void clearAll();
    void showFilter(const ModelFilter &filter);
    void giveFilter(const ModelFilter &filter);
    void takeRow(const QModelIndex &index);
    bool takeListKey(int key, Qt::KeyboardModifiers modifiers);
    void openMenu(const QPoint &place);
    void togglePick();
    void tryPicks();
    void showCount();
    void showEmpty();
    void addRelaxation(ModelFilter::Part part, qsizetype count);
    void keepCurrent();
    void chooseRow();
    void fitColumns();
    void fitPanel();

    std::unique_ptr<Ui::ChoosePage> m_ui;
    ModelTable *m_table = nullptr;
    ModelWords *m_words; ///< What the list shows: the table in words.
    QHash<QString, QString> m_providerNames;
    ModelFilter m_filter;
    QStringList m_picks;
    QString m_cost;
    std::optional<Target> m_current;
    std::optional<bool> m_isPanelWanted; ///< What the user said; else by the room there is.
};

} // namespace studio
