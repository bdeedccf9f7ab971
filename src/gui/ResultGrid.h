#pragma once

#include "store/ResultShelf.h"

#include <QListView>

namespace studio
{

class ResultPictures;
class ResultTable;
class ResultTile;

/// Results as tiles that fill the width. Only the pictures in sight are asked for. Arrow keys walk the tiles; files are
/// dragged out as copies that somebody makes when dragRequested() says so.
class ResultGrid : public QListView
{
    Q_OBJECT

public:
    explicit ResultGrid(QWidget *parent = nullptr);

    ResultTable &table() { return *m_table; }
    void setPictures(ResultPictures *pictures);

    QList<MadeFile> selectedFiles() const; ///< In the order of the grid.
    std::optional<MadeFile> currentFile() const;
    void selectFile(qint64 number); ///< Alone, and in sight.

    /// Goes on with the drag that was asked for, unless the button was let go meanwhile.
    void dragFiles(const QStringList &paths);

signals:
    void selectionMoved();
    /// Alt and a click: one that is selected, and the one to compare it with. Both are selected by then.
    void comparisonRequested(const QList<studio::MadeFile> &files);
    void dragRequested(const QList<studio::MadeFile> &files);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitTiles();
    void wantWhatIsInSight();
    void repaintContent(const QByteArray &sha256);
    std::pair<int, int> rowsInSight() const; ///< First, and one behind the last.

    ResultTable *m_table;
    ResultTile *m_tile;
    ResultPictures *m_pictures = nullptr;
    std::pair<int, int> m_wanted{0, 0};
    bool m_isComparing = false; ///< Until the button is let go.
};

} // namespace studio
