// P14: large pictures into the view of one window, and two pictures compared. "gap_worst" is how much later than 16 ms
// the window's thread came round while a picture was decoded, panned at its own size and zoomed.

#include "Clock.h"
#include "Meter.h"
#include "Turns.h"

#include "gui/PictureSurface.h"
#include "gui/PictureView.h"
#include "media/ColourDifference.h"
#include "media/Similarity.h"
#include "support/PictureStock.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QBuffer>
#include <QGridLayout>
#include <QImageReader>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

double millisecondsSince(std::int64_t start)
{
    return double(monotonicNow() - start) / 1e6;
}

/// Waits as a window does: for the next event.
void waitUntil(const std::function<bool()> &isDone)
{
    const auto look = QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, qApp,
                                       [&isDone] {
                                           if (isDone())
                                               QApplication::exit();
                                       });
    if (!isDone())
        QApplication::exec();
    QObject::disconnect(look);
}

struct Views
{
    explicit Views(int count)
    {
        auto *layout = new QGridLayout(&window);
        for (int i = 0; i < count; ++i) {
            views << new PictureView(decoder, &window);
            layout->addWidget(views.last(), i / 5, i % 5);
        }
        window.resize(1280, 800);
        window.show();
    }

    bool areSettled() const
    {
        return std::all_of(views.begin(), views.end(), [](const PictureView *view) {
            return view->state() == PictureView::State::Shown || view->state() == PictureView::State::Failed;
        });
    }

    PictureDecoder decoder;
    QWidget window;
    QList<PictureView *> views;
};

/// Once across and once into it, a step each time the window comes round.
void lookAround(PictureSurface &surface, const Heartbeat &heart)
{
    surface.showActualSize();
    for (int step = 0; step < 60; ++step) {
        if (step < 30)
            surface.panBy({-40, -25});
        else
            surface.zoomAt(surface.zoom() * (step < 45 ? 0.9 : 1.2), {300, 200});
        const qsizetype beats = heart.gaps().size();
        waitUntil([&] { return heart.gaps().size() > beats; });
    }
}

/// What decoding costs without anything around it.
double plainDecode(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(1024);
    QImageReader reader(&buffer);
    const std::int64_t start = monotonicNow();
    const QImage image = reader.read();
    return image.isNull() ? 0 : millisecondsSince(start);
}

Outcome show(const QByteArray &bytes, int count, PictureView::State expected)
{
    const double plain = expected == PictureView::State::Shown ? plainDecode(bytes) * count : 0;
    Views views(count);
    Heartbeat heart;
    heart.start();
    waitUntil([&] { return heart.gaps().size() > 10; });
    const std::int64_t start = monotonicNow();
    for (PictureView *view : std::as_const(views.views))
        view->setSource({{}, bytes});
    waitUntil([&] { return views.areSettled(); });
    const double shown = millisecondsSince(start);
    if (expected == PictureView::State::Shown)
        lookAround(views.views.first()->surface(), heart);
    const QList<double> gaps = heart.laterGaps().isEmpty() ? heart.gaps() : heart.laterGaps();
    Outcome outcome{{{u"shown"_s, shown, u"ms"_s}, {u"gap_worst"_s, *std::max_element(gaps.begin(), gaps.end()), u"ms"_s}}};
    if (plain > 0)
        outcome.figures << Figure{u"plain_decode"_s, plain, u"ms"_s} << Figure{u"ratio"_s, shown / plain, u"x"_s};
    if (views.views.first()->state() != expected)
        outcome.problem = u"it is not shown or refused as it should be"_s;
    return outcome;
}

QImage noisy(QImage picture, quint32 seed)
{
    QRandomGenerator random(seed);
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x)
            line[x] ^= random.generate() & 0x000f0f0f;
    }
    return picture;
}

/// No two pixels are the same, so that nothing can be skipped.
Outcome compare(int side)
{
    const QImage one = noisy(paintedPicture({side, side}), 1);
    const QImage other = noisy(one, 2);
    const double before = threadCpuMs();
    const auto map = differenceMap(one, other);
    const double between = threadCpuMs();
    const auto similarity = structuralSimilarity(one, other);
    Outcome outcome{{{u"difference"_s, between - before, u"ms"_s}, {u"similarity"_s, threadCpuMs() - between, u"ms"_s}}};
    if (!map || map->mean <= 0 || !similarity || *similarity >= 1)
        outcome.problem = u"the pictures are said to be the same"_s;
    return outcome;
}

Outcome measure(const BenchOptions &options)
{
    const int side = options.isSmoke ? 400 : 8000;
    if (options.way == "compare"_L1)
        return compare(options.isSmoke ? 128 : 1024);
    if (options.way == "refused"_L1)
        return show(plainPng(10'000, 10'000, 0), 1, PictureView::State::Failed);
    if (options.way == "twenty"_L1)
        return show(encoded(noisy(paintedPicture({side / 4, side / 4}), 3), "jpeg", 90), 20, PictureView::State::Shown);
    const QByteArray format = options.way.toLatin1();
    const int shorter = format == "webp" ? side / 2 : side; // its encoder takes too long for more
    return show(encoded(noisy(paintedPicture({shorter, shorter}), 4), format.constData(), 90), 1, PictureView::State::Shown);
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv, {{u"png"_s, 3}, {u"jpeg"_s, 3}, {u"webp"_s, 3}, {u"twenty"_s, 3}, {u"refused"_s, 3}, {u"compare"_s, 5}},
                    measure);
}
