#pragma once

#include <QStyledItemDelegate>

namespace studio
{

class ResultPictures;

/// Draws one result in the grid: its picture, which model made it, when, and its stars. Says in words that something is
/// practice output.
class ResultTile : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int gap = 8; ///< Around the picture.

    explicit ResultTile(QObject *parent = nullptr);

    void setPictures(ResultPictures *pictures) { m_pictures = pictures; } ///< Null: icons only.

    /// Of a tile that is so wide.
    static int heightFor(int width, const QFontMetrics &metrics);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    ResultPictures *m_pictures = nullptr;
};

} // namespace studio
