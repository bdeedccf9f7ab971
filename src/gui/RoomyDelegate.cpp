#include "gui/RoomyDelegate.h"

#include "gui/Theme.h"

#include <QHeaderView>
#include <QIcon>
#include <QPainter>
#include <QPixmapCache>
#include <QTreeView>

namespace studio
{

namespace
{

/// Symbolic icons are drawn in the colour of the text; in a selected row that is another one, which they do not know.
void inkIcon(QStyleOptionViewItem &option)
{
    const bool isSymbolic = option.icon.name().endsWith(QLatin1String("-symbolic"));
    if (!isSymbolic || !(option.state & QStyle::State_Selected))
        return;
    const bool isActive = option.state & QStyle::State_Active;
    const QColor ink = option.palette.color(isActive ? QPalette::Active : QPalette::Inactive, QPalette::HighlightedText);
    const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
    const QSize size = option.decorationSize;
    const QString key = QStringLiteral("ink %1 %2 %3x%4 %5")
                            .arg(option.icon.name(), ink.name(QColor::HexArgb)).arg(size.width()).arg(size.height()).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = option.icon.pixmap(size, ratio);
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(), size), ink);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    option.icon = QIcon(pixmap);
    option.icon.addPixmap(pixmap, QIcon::Selected); // else the style tints it
}

} // namespace

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
    inkIcon(*option);
    if (m_isFigure && m_isFigure(index.column()))
        option->font = withTabularFigures(option->font);
    if (index.column() == m_mutedColumn)
        option->palette.setBrush(QPalette::Text, option->palette.brush(QPalette::PlaceholderText));
}

} // namespace studio
