#pragma once

#include "core/Trial.h"

#include <QWidget>

#include <memory>

class QAction;
class QModelIndex;
class QSortFilterProxyModel;
class QTimer;

namespace studio
{

class TrialTable;

namespace Ui
{
class TrialList;
}

/// The left dock: the trials, a search over their titles, and the ways to Results, Accounts and Network. It shows the
/// trials it is given and asks for every change.
class TrialList : public QWidget
{
    Q_OBJECT

public:
    explicit TrialList(QWidget *parent = nullptr);
    ~TrialList() override;

    /// All trials, most recently changed first.
    void setTrials(const QList<Trial> &trials);

    void putTrial(const Trial &trial); ///< New or changed.

    /// Takes the row away and offers to undo that for ten seconds.
    void removeTrial(const QString &id);

    /// Marks the row of the open trial without asking for it; empty for none.
    void setCurrentTrial(const QString &id);
    QString currentTrial() const;
    QString titleOf(const QString &id) const; ///< As shown; empty for one that is not in the list.

    void renameCurrent(); ///< Opens the editor in its row.

    bool hasRowFocus() const; ///< Keys walk the trials.

signals:
    void newTrialRequested();
    void trialChosen(const QString &id); ///< Another one than the open trial.
    void currentClicked();               ///< The row of the open trial.
    void currentEntered();               ///< The open trial, by Enter or a double click.
    void renameRequested(const QString &id, const QString &title);
    void pinRequested(const QString &id, bool isPinned);
    void removeRequested(const QString &id);
    void restoreRequested(const QString &id);
    void saveCopyRequested(const QString &id);
    void resultsRequested();
    void accountsRequested();
    void networkRequested();

private:
    void addActions();
    QAction *addRowAction(const QString &text, const QString &icon, const QKeySequence &keys);
    void connectRows();
    void describeActions();
    void showEmptyText();
    QString idAt(const QModelIndex &index) const;
    void choose(const QModelIndex &index);

    std::unique_ptr<Ui::TrialList> m_ui;
    TrialTable *m_table;
    QSortFilterProxyModel *m_filter;
    QTimer *m_noticeTimer;
    QAction *m_rename = nullptr;
    QAction *m_pin = nullptr;
    QAction *m_saveCopy = nullptr;
    QAction *m_remove = nullptr;
    QString m_removedId;
    QString m_openId; ///< Empty for none.
    bool m_isTold = false; ///< The current row is being set, not chosen.
};

} // namespace studio
