#pragma once

#include "core/Media.h"
#include "media/ThumbnailLoader.h"

#include <QListWidget>

namespace studio
{

struct MediaTools;

/// The files of one run as a row of small pictures; arrow keys, or a click, go to one. Hidden while there is no choice.
class MediaStrip : public QListWidget
{
    Q_OBJECT

public:
    explicit MediaStrip(QWidget *parent = nullptr);

    void setTools(const MediaTools &tools);

    /// Files that are there already keep their place and what is chosen.
    void setFiles(const QList<KeptMedia> &files);
    void setChosen(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

signals:
    void chosen(int index);

private:
    void addFile(const KeptMedia &file, int number);
    void showPicture(const ThumbnailKey &key, const QImage &picture);
    ThumbnailKey keyOf(const KeptMedia &file) const;

    const MediaTools *m_tools = nullptr;
    QList<KeptMedia> m_files;
};

} // namespace studio
