#pragma once

#include <QStyledItemDelegate>

namespace studio
{

/// Draws the rows of a list with room to breathe.
class RoomyDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    void setMutedColumn(int column) { m_mutedColumn = column; } ///< Names of things, beside the things.
    void setFigures(bool (*isFigure)(int column)) { m_isFigure = isFigure; } ///< Columns whose figures stand in line.

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_mutedColumn = -1;
    bool (*m_isFigure)(int column) = nullptr;
};

} // namespace studio
