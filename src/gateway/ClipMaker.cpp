#include "gateway/ClipMaker.h"

#include "gateway/ClipWriting.h"
#include "gateway/HillsScene.h"
#include "gateway/Mp4Writer.h"
#include "gateway/OrbitsScene.h"

#include <QBuffer>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>
#include <QPromise>
#include <QThreadPool>

namespace studio
{

namespace
{

constexpr int jpegQuality = 82;
constexpr int mostSide = 16384;

QByteArray jpegOf(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpg");
    writer.setQuality(jpegQuality);
    writer.write(image);
    return buffer.data();
}

QImage pictureFrom(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    return reader.read();
}

/// Has the promise of one clip until it is kept.
class ClipTask : public QRunnable
{
public:
    explicit ClipTask(const ClipOrder &order)
        : m_order(order)
    {
        m_promise.start();
    }

    QFuture<Clip> future() { return m_promise.future(); }

    void run() override
    {
        m_promise.addResult(makeClip(m_order, [this] { return m_promise.isCanceled(); }));
        m_promise.finish();
    }

private:
    ClipOrder m_order;
    QPromise<Clip> m_promise;
};

} // namespace

std::unique_ptr<ClipScene> makeClipScene(const ClipOrder &order, const QList<QImage> &pictures)
{
    switch (order.style) {
    case ClipStyle::Hills:
        return std::make_unique<HillsScene>(order, pictures);
    case ClipStyle::Orbits:
        return std::make_unique<OrbitsScene>(order, pictures);
    }
    Q_UNREACHABLE();
}

Clip makeClip(const ClipOrder &order, const std::function<bool()> &isCancelled)
{
    QList<QImage> pictures;
    for (const QByteArray &bytes : order.pictures) {
        pictures += pictureFrom(bytes);
        if (pictures.last().isNull())
            return {};
    }
    const auto scene = makeClipScene(order, pictures);
    QImage image(order.size, QImage::Format_RGB32);
    QList<QByteArray> frames;
    for (int frame = 0; frame < order.frames; ++frame) {
        if (isCancelled && isCancelled())
            return {};
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        scene->paint(painter, frame);
        paintClipWriting(painter, order, frame);
        painter.end();
        frames += jpegOf(image);
    }
    return {motionJpegMp4(frames, order.size, order.frameRate, order.comment), frames.last()};
}

QFuture<Clip> startClip(QThreadPool &pool, const ClipOrder &order)
{
    auto *task = new ClipTask(order); // the pool deletes it
    const QFuture<Clip> clip = task->future();
    pool.start(task);
    return clip;
}

bool isPicture(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    return size.width() > 0 && size.height() > 0 && size.width() <= mostSide && size.height() <= mostSide;
}

} // namespace studio
