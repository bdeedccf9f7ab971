#pragma once

#include "store/ResultShelf.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;

namespace studio
{

namespace Ui
{
class ResultFilterBar;
}

/// A trial that results may be of.
struct TrialChoice
{
    QString id;
    QString title;
};

/// The conditions above the grid of results, and a sentence that says which ones are in force and what they find.
class ResultFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit ResultFilterBar(QWidget *parent = nullptr);
    ~ResultFilterBar() override;

    /// What there is to choose from; a choice that is still there stays.
    void setChoices(const QList<Target> &targets, const QList<TrialChoice> &trials);

    ResultFilter filter() const;
    void setCounts(int found, int total);
    void clear(); ///< All conditions; the order stays.
    void focusSearch();

signals:
    void filterChanged();
    void leftDown(); ///< Arrow down or Enter in the search: into the grid.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillFixedBoxes();
    bool hasRange() const;
    void showRange();

    std::unique_ptr<Ui::ResultFilterBar> m_ui;
    QTimer m_searchDelay;
    QList<Target> m_targets; ///< Behind the first entry of their box.
    bool m_isClearing = false;
};

} // namespace studio
