#include "Turns.h"

#include "gui/ResultGrid.h"
#include "gui/ResultTable.h"
#include "gui/ResultsController.h"
#include "gui/ResultsPage.h"
#include "gui/Theme.h"
#include "media/ThumbnailLoader.h"
#include "store/Database.h"
#include "support/ResultStock.h"

#include <QApplication>
#include <QScrollBar>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The page of results over real files: 10,000 of them, none of which has a small picture yet.
struct Shelf
{
    explicit Shelf(int count)
    {
        trial.prompt.text = u"Draw a ceramic mug on a table, in the morning light. "_s.repeated(4);
        std::ignore = trials.save(trial);
        QList<QByteArray> stock;
        for (int i = 0; i < 20; ++i)
            stock << drawnPicture(i, {1024, 1024}, "jpeg");
        for (int i = 0; i < count; i += 10) {
            QList<KeptMedia> files;
            for (int place = 0; place < 10; ++place) // what stands behind the end of a JPEG makes it a file of its own
                files << keptQuickly(media, stock[(i + place) % 20] + QByteArray::number(i + place), "image/jpeg");
            std::ignore = journal.begin(runWith(trial, u"picture-%1"_s.arg(i % 70), files));
        }
    }

    QTemporaryDir folder;
    std::unique_ptr<Database> database = *Database::open(folder.filePath(u"studio.db"_s));
    TrialStore trials{*database};
    RunJournal journal{*database};
    ResultShelf results{*database};
    MediaStore media{folder.filePath(u"media"_s)};
    Trial trial = newTrial(u"Spring"_s);
};

/// From the top to the end in five seconds, a step a frame; then back by pages.
class Scrolling : public QObject
{
    Q_OBJECT

public:
    Scrolling(ResultGrid &grid, int steps) : m_grid(grid), m_steps(steps)
    {
        m_timer.setInterval(16);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            QScrollBar *bar = m_grid.verticalScrollBar();
            bar->setValue(int(qint64(bar->maximum()) * ++m_step / m_steps));
            if (m_step >= m_steps)
                QCoreApplication::exit(); // quit() would close the page
        });
        m_timer.start();
    }

private:
    ResultGrid &m_grid;
    int m_steps;
    int m_step = 0;
    QTimer m_timer;
};

void settle(const BenchOptions &options)
{
    QTimer::singleShot(options.settle(), qApp, [] { QCoreApplication::exit(); });
    QApplication::exec();
}

Outcome measure(const BenchOptions &options)
{
    Theme theme(*qApp);
    theme.setChoice(ThemeChoice::Light);
    Shelf shelf(options.isSmoke ? 200 : 10'000);
    ThumbnailLoader thumbnails(shelf.folder.filePath(u"thumbnails"_s));
    ResultsPage page;
    ResultsController controller(shelf.results, shelf.media, thumbnails, page, [](const QString &) { return u"Spring"_s; });
    page.resize(1200, 800);
    page.show();
    settle(options);

    QElapsedTimer clock;
    clock.start();
    controller.refresh();
    const double refresh = double(clock.nsecsElapsed()) / 1e6;
    settle(options);

    int made = 0;
    QObject::connect(&thumbnails, &ThumbnailLoader::ready, &page, [&made] { ++made; });
    Meter meter;
    meter.start();
    Scrolling scrolling(page.grid(), options.isSmoke ? 20 : 300);
    QApplication::exec();
    meter.stop();
    if (page.grid().table().rowCount() != (options.isSmoke ? 200 : 10'000) || page.grid().verticalScrollBar()->maximum() < 1000
        || made == 0)
        return {{}, u"results are missing"_s};
    return {meter.figures() + Figures{{u"refresh"_s, refresh, u"ms"_s}, {u"pictures"_s, double(made), u"1"_s}}};
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    return studio::runBench(argc, argv, {{u"product"_s, 3}}, studio::measure);
}

#include "bench_results.moc"
