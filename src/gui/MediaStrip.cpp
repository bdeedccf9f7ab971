#include "gui/MediaStrip.h"

#include "gui/MediaTools.h"
#include "store/MediaStore.h"

#include <QIcon>
#include <QLocale>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int side = 56; ///< Of a small picture, in logical pixels.

} // namespace

MediaStrip::MediaStrip(QWidget *parent)
    : QListWidget(parent)
{
    setViewMode(QListView::IconMode);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMovement(QListView::Static);
    setUniformItemSizes(true);
    setIconSize({side, side});
    setGridSize({side + 12, side + 8});
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Pictures"));
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit chosen(row);
    });
    hide();
}

void MediaStrip::setTools(const MediaTools &tools)
{
    m_tools = &tools;
    connect(&tools.thumbnails, &ThumbnailLoader::ready, this, &MediaStrip::showPicture);
}

void MediaStrip::setFiles(const QList<KeptMedia> &files)
{
    if (files == m_files)
        return;
    const bool isMore = files.size() > m_files.size() && files.first(m_files.size()) == m_files;
    if (!isMore) {
        clear();
        m_files.clear();
    }
    for (qsizetype i = m_files.size(); i < files.size(); ++i)
        addFile(files[i], int(i) + 1);
    m_files = files;
    for (int row = 0; row < count(); ++row)
        item(row)->setData(Qt::AccessibleTextRole,
                           tr("%1 of %2").arg(QLocale().toString(row + 1), QLocale().toString(count())));
    setVisible(m_files.size() > 1);
}

void MediaStrip::setChosen(int index)
{
    setCurrentRow(index);
}

QSize MediaStrip::sizeHint() const
{
    const int bar = horizontalScrollBar()->isVisible() ? horizontalScrollBar()->sizeHint().height() : 0;
    return {4 * (side + 12), side + 12 + bar};
}

void MediaStrip::addFile(const KeptMedia &file, int number)
{
    auto *item = new QListWidgetItem(this);
    item->setIcon(QIcon::fromTheme(file.kind == MediaKind::Video ? u"video-x-generic"_s : u"image-x-generic"_s));
    item->setToolTip(QLocale().toString(number));
    if (!m_tools)
        return;
    const ThumbnailKey key = keyOf(file);
    const QImage picture = m_tools->thumbnails.find(key);
    if (picture.isNull() && file.kind == MediaKind::Video)
        m_tools->thumbnails.requestPoster(key);
    else if (picture.isNull())
        m_tools->thumbnails.request(key, m_tools->store.path(file));
    else
        item->setIcon(QPixmap::fromImage(picture));
}

void MediaStrip::showPicture(const ThumbnailKey &key, const QImage &picture)
{
    for (int row = 0; row < count(); ++row) {
        if (keyOf(m_files[row]) == key)
            item(row)->setIcon(QPixmap::fromImage(picture));
    }
}

ThumbnailKey MediaStrip::keyOf(const KeptMedia &file) const
{
    return {file.sha256, thumbnailSide(side, devicePixelRatioF())};
}

} // namespace studio
