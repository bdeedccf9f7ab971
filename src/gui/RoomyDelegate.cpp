#include "gui/RoomyDelegate.h"

#include "gui/Theme.h"

#include <QHeaderView>
#include <QTreeView>

namespace studio
{

QSize RoomyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem within = option;
    // A tree does not tell how wide a cell is, and without that no word wraps. Where the words decide the
    // width they stay on one line.
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    if (tree && tree->wordWrap() && tree->header()->sectionResizeMode(index.column()) == QHeaderView::Stretch)
        within.rect = QRect(0, 0, tree->columnWidth(index.column()), 1);
    return QStyledItemDelegate::sizeHint(within, index).grownBy({0, 4, 0, 4});
}

void RoomyDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_isFigure && m_isFigure(index.column()))
        option->font = withTabularFigures(option->font);
    if (index.column() == m_mutedColumn)
        option->palette.setBrush(QPalette::Text, option->palette.brush(QPalette::PlaceholderText));
}

} // namespace studio
