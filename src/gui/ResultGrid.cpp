#include "gui/ResultGrid.h"

#include "gui/ResultPictures.h"
#include "gui/ResultTable.h"
#include "gui/ResultTile.h"

#include <QDrag>
#include <QEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr int leastTile = 148; ///< Pixels: two lines of text still say something.
}

ResultGrid::ResultGrid(QWidget *parent)
    : QListView(parent)
    , m_table(new ResultTable(this))
    , m_tile(new ResultTile(this))
{
    setFrameShape(QFrame::NoFrame);
    setViewMode(ListMode);
    setFlow(LeftToRight);
    setWrapping(true);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setTabKeyNavigation(false);
    viewport()->setBackgroundRole(QPalette::Window);
    setItemDelegate(m_tile);
    setModel(m_table);
    fitTiles();
}

void ResultGrid::setPictures(ResultPictures *pictures)
{
    m_pictures = pictures;
    m_tile->setPictures(pictures);
    connect(pictures, &ResultPictures::arrived, this, &ResultGrid::repaintContent);
}

QList<MadeFile> ResultGrid::selectedFiles() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QList<MadeFile> files;
    for (const QModelIndex &row : std::as_const(rows))
        files << m_table->file(row.row());
    return files;
}

std::optional<MadeFile> ResultGrid::currentFile() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? std::optional(m_table->file(current.row())) : std::nullopt;
}

void ResultGrid::selectFile(qint64 number)
{
    const QModelIndex row = m_table->index(m_table->rowOf(number));
    if (!row.isValid())
        return;
    // Not setCurrentIndex(): with Ctrl or Shift down it would select this one beside the others.
    selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect);
    scrollTo(row);
}

void ResultGrid::dragFiles(const QStringList &paths)
{
    if (paths.isEmpty() || !(QGuiApplication::mouseButtons() & Qt::LeftButton))
        return;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls << QUrl::fromLocalFile(path);
    auto *dragged = new QMimeData;
    dragged->setUrls(urls);
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    if (const auto file = currentFile(); file && m_pictures)
        drag->setPixmap(m_pictures->find(file->media, leastTile / 2, devicePixelRatioF()));
    drag->exec(Qt::CopyAction);
}

void ResultGrid::resizeEvent(QResizeEvent *event)
{
    fitTiles();
    QListView::resizeEvent(event);
}

void ResultGrid::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitTiles();
}

void ResultGrid::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex clicked = indexAt(event->position().toPoint());
    const QModelIndexList selected = selectionModel()->selectedIndexes();
    const bool isAlt = event->button() == Qt::LeftButton && event->modifiers() == Qt::AltModifier;
    if (!isAlt || !clicked.isValid() || selected.isEmpty()) {
        QListView::mousePressEvent(event);
        return;
    }
    m_isComparing = true;
    const QModelIndex first = selected.contains(currentIndex()) ? currentIndex() : selected.first();
    if (first == clicked)
        return;
    selectionModel()->select(first, QItemSelectionModel::ClearAndSelect);
    selectionModel()->select(clicked, QItemSelectionModel::Select);
    emit comparisonRequested({m_table->file(first.row()), m_table->file(clicked.row())});
}

void ResultGrid::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_isComparing, false)) // else the view would select what it thinks was clicked
        QListView::mouseReleaseEvent(event);
}

void ResultGrid::paintEvent(QPaintEvent *event)
{
    wantWhatIsInSight();
    QListView::paintEvent(event);
}

void ResultGrid::startDrag(Qt::DropActions)
{
    if (const QList<MadeFile> files = selectedFiles(); !files.isEmpty())
        emit dragRequested(files);
}

void ResultGrid::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    emit selectionMoved();
}

void ResultGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit selectionMoved();
}

/// As many as fit, all of one width. The scroll bar's room is always kept: else tiles would jump when it comes.
void ResultGrid::fitTiles()
{
    const int width = contentsRect().width() - verticalScrollBar()->sizeHint().width() - 1;
    const int beside = std::max(1, width / leastTile);
    const int tile = std::max(width / beside, leastTile / 2);
    const QSize size(tile, ResultTile::heightFor(tile, fontMetrics()));
    if (size == gridSize())
        return;
    setGridSize(size);
    verticalScrollBar()->setSingleStep(size.height() / 3);
}

std::pair<int, int> ResultGrid::rowsInSight() const
{
    const QSize tile = gridSize();
    const int beside = std::max(1, (contentsRect().width() - 1) / std::max(1, tile.width()));
    const int line = verticalOffset() / std::max(1, tile.height());
    const int lines = viewport()->height() / std::max(1, tile.height()) + 2;
    const int rows = m_table->rowCount();
    return {std::min(line * beside, rows), std::min((line + lines) * beside, rows)};
}

void ResultGrid::wantWhatIsInSight()
{
    const auto rows = rowsInSight();
    if (!m_pictures || rows == std::exchange(m_wanted, rows))
        return;
    QSet<QByteArray> contents;
    for (int row = rows.first; row < rows.second; ++row)
        contents.insert(m_table->file(row).media.sha256);
    if (const auto current = currentFile())
        contents.insert(current->media.sha256); // also shown larger, beside the grid
    m_pictures->wantOnly(contents);
}

void ResultGrid::repaintContent(const QByteArray &sha256)
{
    const auto rows = rowsInSight();
    for (int row = m_table->rowOfContent(sha256, rows.first); row >= 0 && row < rows.second;
         row = m_table->rowOfContent(sha256, row + 1))
        update(m_table->index(row));
}

} // namespace studio
