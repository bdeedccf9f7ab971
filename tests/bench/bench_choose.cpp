// P9: the model list. From a key in the search field to the list painted, for lists of several sizes, beside a stock
// QSortFilterProxyModel over the same rows in the same view; how long it takes to open the page, and the memory that a
// model takes.

#include "Clock.h"
#include "Turns.h"

#include "catalog/ModelTable.h"
#include "gui/ChoosePage.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

const QStringList typed{u"coder 31"_s, u"gpt4 mini"_s, u"openai: image"_s};

/// Like a provider's list: names of makers and kinds, numbers, descriptions of some 150 letters.
QList<Model> someModels(int count)
{
    const QStringList makers{u"openai"_s, u"anthropic"_s, u"google"_s, u"qwen"_s, u"mistral"_s, u"deepseek"_s, u"meta"_s};
    const QStringList kinds{u"chat"_s, u"coder"_s, u"mini"_s, u"vision"_s, u"image"_s, u"large"_s, u"reason"_s, u"video"_s};
    const QStringList settings{u"temperature"_s, u"max_tokens"_s, u"seed"_s, u"top_p"_s, u"stop"_s, u"tools"_s};
    QList<Model> models;
    models.reserve(count);
    for (int i = 0; i < count; ++i) {
        const QString maker = makers[i * 31 % makers.size()];
        const QString kind = kinds[i * 17 % kinds.size()];
        Model model;
        model.target = {u"openrouter"_s, u"%1/%2-%3"_s.arg(maker, kind).arg(i)};
        model.name = u"%1: %2 %3"_s.arg(maker, kind).arg(i);
        model.maker = maker;
        model.description = u"The %1 of %2, number %3: for everyday questions, drafts and long documents, with a large "
                            "window and moderate prices in most regions."_s.arg(kind, maker).arg(i * 7919 % 10'007);
        model.inputs = {u"text"_s, u"image"_s};
        model.outputs = {kind == "image"_L1 || kind == "video"_L1 ? kind : u"text"_s};
        model.category = kind == "image"_L1 || kind == "video"_L1 ? kind : kind == "coder"_L1 ? u"coding"_s : u"llm"_s;
        model.context = 4096 * (1 + i % 64);
        model.settings = settings.first(1 + i % 6);
        model.price = {Money::parse(u"0.00000025"), Money::parse(QString::number(1 + i % 97) + "e-7"_L1), {}};
        models << model;
    }
    return models;
}

qsizetype textSize(const QList<Model> &models)
{
    qsizetype size = 0;
    for (const Model &model : models)
        size += (model.target.model.size() + model.name.size() + model.description.size()) * 2;
    return size;
}

double p95(QList<double> times)
{
    std::sort(times.begin(), times.end());
    return times[std::min(times.size() - 1, times.size() * 95 / 100)];
}

/// Types the text letter by letter and takes it away again: how long each key takes until all is painted.
QList<double> typing(QWidget &window, QWidget &field, const QStringList &texts = typed)
{
    QList<double> times;
    const auto press = [&](int key, const QString &text) {
        const qint64 begin = monotonicNow();
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, text);
        QApplication::sendEvent(&field, &event);
        QApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        window.repaint();
        QApplication::sendPostedEvents();
        times << double(monotonicNow() - begin) / 1e6;
    };
    for (const QString &text : texts) {
        for (const QChar c : text)
            press(int(c.toUpper().unicode()), c);
        for (qsizetype i = 0; i < text.size(); ++i)
            press(Qt::Key_Backspace, {});
    }
    return times;
}

QList<double> scrolling(QWidget &window, QAbstractItemView &view)
{
    QList<double> times;
    QScrollBar *bar = view.verticalScrollBar();
    for (int step = 0; step < 100; ++step) {
        const qint64 begin = monotonicNow();
        bar->setValue(int(qint64(bar->maximum()) * step / 100));
        window.repaint();
        times << double(monotonicNow() - begin) / 1e6;
    }
    return times;
}

/// Runs the work once the window is on screen: before, nothing is painted.
void whenShown(QWidget &window, const std::function<void()> &work)
{
    window.resize(1280, 800);
    window.show();
    QTimer::singleShot(300, &window, [&] {
        work();
        QApplication::exit();
    });
    QApplication::exec();
}

Figures figuresOf(const QList<double> &keys, const QList<double> &scrolls, double open)
{
    return {{u"key_p95"_s, p95(keys), u"ms"_s},
            {u"key_worst"_s, *std::max_element(keys.begin(), keys.end()), u"ms"_s},
            {u"scroll_p95"_s, p95(scrolls), u"ms"_s},
            {u"open"_s, open, u"ms"_s}};
}

Outcome measureProduct(const QList<Model> &models)
{
    const qsizetype text = textSize(models);
    ChoosePage page;
    ModelTable table;
    Figures figures;
    double bytes = 0;
    QObject::connect(&page, &ChoosePage::filterChanged, &table, &ModelTable::setFilter);
    whenShown(page, [&] {
        const std::size_t before = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
        const qint64 begin = monotonicNow();
        table.setLists({models});
        const double load = double(monotonicNow() - begin) / 1e6;
        const qint64 loaded = monotonicNow();
        page.setTable(&table);
        page.repaint();
        const double open = double(monotonicNow() - loaded) / 1e6;
        bytes = double(::mallinfo2().uordblks + ::mallinfo2().hblkhd - before) / double(models.size());
        auto *field = page.findChild<QWidget *>(u"searchField"_s);
        field->setFocus();
        figures = figuresOf(typing(page, *field), scrolling(page, *page.findChild<QTreeView *>(u"modelView"_s)), open);
        figures << Figure{u"load"_s, load, u"ms"_s};
    });
    const bool isAllBack = table.rowCount() == models.size();
    // The models themselves lie in the catalogue's list, which the table shares.
    figures << Figure{u"bytes_each"_s, bytes + double(sizeof(Model)), u"B"_s}
            << Figure{u"text_each"_s, double(text) / double(models.size()), u"B"_s};
    return {figures, isAllBack ? QString() : u"not every model came back"_s};
}

/// What one gets without further thought: cells in a standard model, a stock proxy over all columns.
Outcome measureStock(const QList<Model> &models)
{
    QStandardItemModel source(int(models.size()), 4);
    for (int row = 0; row < models.size(); ++row) {
        source.setItem(row, 0, new QStandardItem(models[row].name));
        source.setItem(row, 1, new QStandardItem(models[row].target.model));
        source.setItem(row, 2, new QStandardItem(models[row].maker));
        source.setItem(row, 3, new QStandardItem(models[row].description));
    }
    QWidget page;
    QVBoxLayout column(&page);
    QLineEdit field;
    QTreeView view;
    column.addWidget(&field);
    column.addWidget(&view);
    QSortFilterProxyModel proxy;
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    view.setUniformRowHeights(true);
    view.setRootIsDecorated(false);
    proxy.setSourceModel(&source);
    QObject::connect(&field, &QLineEdit::textChanged, &proxy, &QSortFilterProxyModel::setFilterFixedString);
    Figures figures;
    whenShown(page, [&] {
        const qint64 begin = monotonicNow();
        view.setModel(&proxy);
        page.repaint();
        const double open = double(monotonicNow() - begin) / 1e6;
        figures = figuresOf(typing(page, field, {typed.first()}), scrolling(page, view), open);
    });
    return {figures, proxy.rowCount() == source.rowCount() ? QString() : u"not every row came back"_s};
}

double valueOf(const Figures &figures, QLatin1StringView name)
{
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure &figure) { return figure.name == name; });
    return found != figures.end() ? found->value : 0;
}

/// Both in one process: how many times as long the stock proxy takes for its worst key.
Outcome measureBoth(const QList<Model> &models)
{
    const Outcome ours = measureProduct(models);
    Outcome stock = measureStock(models);
    if (!ours.problem.isEmpty())
        return ours;
    const double ratio = valueOf(stock.figures, "key_worst"_L1) / valueOf(ours.figures, "key_worst"_L1);
    stock.figures << Figure{u"key_ratio"_s, ratio, u"x"_s};
    return stock;
}

Outcome measure(const BenchOptions &options)
{
    const QString size = options.way.section(u'_', -1);
    const int models = options.isSmoke ? 300 : size.toInt();
    return options.way.startsWith("stock"_L1) ? measureBoth(someModels(models)) : measureProduct(someModels(models));
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv,
                    {{u"list_500"_s, 5, 60s}, {u"list_5000"_s, 5, 60s}, {u"list_50000"_s, 5, 60s}, {u"list_100000"_s, 5, 60s},
                     {u"stock_5000"_s, 3, 120s}, {u"stock_50000"_s, 1, 300s}, {u"stock_100000"_s, 1, 600s}},
                    measure);
}
