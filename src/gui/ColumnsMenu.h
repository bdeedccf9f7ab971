#pragma once

#include "gui/ColumnPlan.h"

#include <QMenu>

namespace studio
{

class ColumnsView;

/// What can be done with all columns together, with its keys. The keys work where the actions are added.
class ColumnsMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ColumnsMenu(ColumnsView &columns, QWidget *parent = nullptr);

signals:
    void arrangementChosen(studio::Arrangement arrangement);

private:
    void addArrangements();
    void addMoves();
    QAction *addMove(const QString &text, QKeyCombination keys);

    ColumnsView &m_columns;
};

} // namespace studio
