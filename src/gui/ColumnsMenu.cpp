#include "gui/ColumnsMenu.h"

#include "gui/ColumnsView.h"
#include "gui/RunColumn.h"

#include <QActionGroup>
#include <QUrl>

namespace studio
{

ColumnsMenu::ColumnsMenu(ColumnsView &columns, QWidget *parent)
    : QMenu(parent)
    , m_columns(columns)
{
    addArrangements();
    addSeparator();
    addMoves();
    addSeparator();
    QAction *plain = addAction(tr("Answers as they came, without formatting"));
    plain->setCheckable(true);
    connect(plain, &QAction::toggled, &m_columns, &ColumnsView::setPlain);
}

void ColumnsMenu::addArrangements()
{
    auto *group = new QActionGroup(this);
    const auto add = [this, group](Arrangement arrangement, const QString &text) {
        QAction *action = group->addAction(addAction(text));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, arrangement] {
            m_columns.setArrangement(arrangement);
            emit arrangementChosen(arrangement);
        });
        connect(this, &QMenu::aboutToShow, action,
                [this, action, arrangement] { action->setChecked(m_columns.arrangement() == arrangement); });
    };
    add(Arrangement::Automatic, tr("Automatic"));
    add(Arrangement::SideBySide, tr("Side by side"));
    add(Arrangement::Grid, tr("Grid"));
    add(Arrangement::Tabs, tr("Tabs, one at a time"));
}

void ColumnsMenu::addMoves()
{
    QAction *maximise = addMove(tr("Show only this column"), RunColumn::maximiseKeys);
    maximise->setCheckable(true);
    connect(maximise, &QAction::triggered, this,
            [this] { m_columns.setMaximised(m_columns.maximised() > 0 ? 0 : m_columns.current()); });
    connect(&m_columns, &ColumnsView::maximisedChanged, maximise,
            [maximise](int number) { maximise->setChecked(number > 0); });
    const QAction *next = addMove(tr("Next column"), QKeyCombination(Qt::CTRL, Qt::Key_PageDown));
    connect(next, &QAction::triggered, this, [this] { m_columns.goTo(m_columns.current() + 1); });
    const QAction *previous = addMove(tr("Previous column"), QKeyCombination(Qt::CTRL, Qt::Key_PageUp));
    connect(previous, &QAction::triggered, this, [this] { m_columns.goTo(m_columns.current() - 1); });
}

QAction *ColumnsMenu::addMove(const QString &text, QKeyCombination keys)
{
    QAction *action = addAction(text);
    action->setShortcut(keys);
    action->setEnabled(m_columns.count() > 1);
    connect(&m_columns, &ColumnsView::countChanged, action, [action](int count) { action->setEnabled(count > 1); });
    return action;
}

} // namespace studio
