#include "media/PictureDecoder.h"

#include <QtConcurrent>

namespace studio
{

PictureDecoder::PictureDecoder(int mostAtOnce)
{
    m_pool.setMaxThreadCount(mostAtOnce);
}

PictureDecoder::~PictureDecoder()
{
    m_pool.waitForDone();
}

QFuture<Result<Picture>> PictureDecoder::decode(const PictureSource &source, const CancelFlag &cancel)
{
    return QtConcurrent::run(&m_pool, decodedPicture, source, cancel);
}

Result<Picture> decodedPicture(const PictureSource &source, const CancelFlag &cancel)
{
    if (cancel.isCancelled())
        return Error{ErrorKind::Cancelled};
    Result<QByteArray> bytes = source.path.isEmpty() ? source.bytes : readPictureFile(source.path);
    if (!bytes)
        return bytes.error();
    const Result<ReadPicture> picture = readPicture(*bytes, cancel);
    if (!picture)
        return picture.error();
    return withLevels(*picture);
}

} // namespace studio
