#pragma once

#include "media/Picture.h"

#include <QFuture>
#include <QThreadPool>

namespace studio
{

/// Where a picture is: a file, such as MediaStore::path(), or its bytes. What it is of is told by its content.
struct PictureSource
{
    QString path = {};
    QByteArray bytes = {}; ///< Used while there is no path.

    bool isEmpty() const { return path.isEmpty() && bytes.isEmpty(); }
    bool operator==(const PictureSource &) const = default;
};

/// Decodes pictures for views, few at once however many are asked for, because each may take 300 MB while it is made.
/// One for the program, owned by app/ or by whoever shows pictures; outlives the views.
class PictureDecoder
{
public:
    explicit PictureDecoder(int mostAtOnce = 2);
    ~PictureDecoder();

    /// Slow and pure, in a thread of ours. Hand the future to gui/WhenDone.h.
    QFuture<Result<Picture>> decode(const PictureSource &source, const CancelFlag &cancel);

    /// For other work on pictures.
    QThreadPool &pool() { return m_pool; }

private:
    QThreadPool m_pool;
};

Result<Picture> decodedPicture(const PictureSource &source, const CancelFlag &cancel);

} // namespace studio
