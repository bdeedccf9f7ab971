#include "gui/ColumnsView.h"

#include "core/Trial.h"
#include "gui/AnswerSurface.h"
#include "gui/AnswerView.h"
#include "gui/ColumnLetter.h"
#include "gui/FrameClock.h"
#include "gui/LinkedScrolling.h"
#include "gui/NameText.h"
#include "gui/RunColumn.h"
#include "gui/Theme.h"

#include "ui_ColumnsView.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostTabChars = 20;

} // namespace

ColumnsView::ColumnsView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ColumnsView>())
    , m_clock(new FrameClock(this))
    , m_scrolling(new LinkedScrolling(*m_clock, this))
{
    m_ui->setupUi(this);
    m_ui->noteLabel->setForegroundRole(QPalette::PlaceholderText);
    setPrimary(*m_ui->chooseButton);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setExpanding(false);
    m_ui->tabs->setUsesScrollButtons(true);
    connect(m_ui->chooseButton, &QPushButton::clicked, this, &ColumnsView::chooseRequested);
    connect(m_ui->tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0)
            setCurrent(index + 1);
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { noteFocus(now); });
    for (int number = 1; number <= Trial::mostTargets; ++number)
        m_columns << makeColumn(number);
    m_models.resize(Trial::mostTargets);
    arrange();
}

ColumnsView::~ColumnsView()
{
    // A column that has the focus gives it up when it goes, and then this is a plain widget already.
    disconnect(qApp, nullptr, this, nullptr);
}

void ColumnsView::setCount(int count)
{
    Q_ASSERT(count >= 0 && count <= Trial::mostTargets);
    if (count == this->count())
        return;
    for (; m_count > count; --m_count) {
        m_ui->tabs->removeTab(m_count - 1);
        m_columns[m_count - 1]->clear();
    }
    for (; m_count < count; ++m_count)
        m_ui->tabs->addTab(QString());
    for (int number = 1; number <= count; ++number)
        updateTab(number);
    const bool wasMaximised = m_maximised > 0;
    if (m_maximised > count || count < 2)
        m_maximised = 0;
    m_current = qBound(1, m_current, qMax(1, count));
    arrange();
    emit countChanged(count);
    if (wasMaximised && m_maximised == 0)
        emit maximisedChanged(0);
}

RunColumn &ColumnsView::column(int number) const
{
    Q_ASSERT(number >= 1 && number <= count());
    return *m_columns[number - 1];
}

int ColumnsView::current() const
{
    return m_count == 0 ? 0 : m_current;
}

void ColumnsView::setCurrent(int number)
{
    if (number == m_current || number < 1 || number > count())
        return;
    m_current = number;
    const bool isMaximised = m_maximised > 0;
    if (isMaximised)
        m_maximised = number;
    arrange();
    emit currentChanged(number);
    if (isMaximised)
        emit maximisedChanged(number);
}

void ColumnsView::goTo(int number)
{
    if (m_count == 0)
        return;
    setCurrent((number - 1 + m_count) % m_count + 1);
    column(m_current).focusContent(Qt::ShortcutFocusReason);
}

void ColumnsView::setMaximised(int number)
{
    if (number == m_maximised || number > m_count || (number > 0 && m_count < 2))
        return;
    const bool isOther = number > 0 && number != m_current;
    m_maximised = number;
    if (isOther)
        m_current = number;
    arrange();
    if (isOther)
        emit currentChanged(number);
    emit maximisedChanged(number);
}

void ColumnsView::setArrangement(Arrangement arrangement)
{
    m_arrangement = arrangement;
    arrange();
}

bool ColumnsView::showsTabs() const
{
    return plan().shown < m_count;
}

void ColumnsView::setScrollingTogether(bool isTogether)
{
    m_scrolling->setOn(isTogether);
}

bool ColumnsView::isScrollingTogether() const
{
    return m_scrolling->isOn();
}

/// The row of tabs and note is counted as there, else a grid that comes would take the room away that it needs.
QSize ColumnsView::room() const
{
    const int above = qMax(m_ui->tabs->sizeHint().height(), m_ui->noteLabel->sizeHint().height());
    return {width(), height() - above - m_ui->page->spacing()};
}

ColumnPlan ColumnsView::plan() const
{
    return planColumns(m_arrangement, m_count, room(), m_ui->rows->spacing());
}

/// What is not as it was asked for, or as one would expect it.
QString ColumnsView::note(const ColumnPlan &plan) const
{
    if (m_count == 0 || m_maximised > 0 || m_arrangement == Arrangement::Tabs)
        return {};
    const QLocale locale;
    const QString sideBySide = tr("%1 of %n column(s) fit side by side", nullptr, m_count)
                                   .arg(locale.toString(qMin(m_count, mostAcross(room(), m_ui->rows->spacing()))));
    const bool showsAll = plan.shown == m_count;
    if (m_arrangement == Arrangement::Automatic && plan.down > 1)
        return tr("Shown as a grid: %1").arg(sideBySide);
    if (showsAll)
        return {};
    if (m_arrangement != Arrangement::Grid)
        return sideBySide;
    return plan.down > 1 ? tr("%1 of %n column(s) fit", nullptr, m_count).arg(locale.toString(plan.shown))
                         : tr("Too low for a grid: %1").arg(sideBySide);
}

bool ColumnsView::isShown(int number, const ColumnPlan &plan) const
{
    if (m_maximised > 0)
        return number == m_maximised;
    return number <= m_count && number >= m_first && number < m_first + plan.shown;
}

void ColumnsView::setPlain(bool isPlain)
{
    for (RunColumn *column : std::as_const(m_columns))
        column->setPlain(isPlain);
}

void ColumnsView::setMediaTools(const MediaTools &tools)
{
    for (RunColumn *column : std::as_const(m_columns))
        column->setMediaTools(tools);
}

void ColumnsView::setTitle(int number, const QString &model, const QString &provider)
{
    column(number).setTitle(model, provider);
    m_models[number - 1] = nameText(model);
    updateTab(number);
}

void ColumnsView::updateTab(int number)
{
    QString model = m_models[number - 1].left(60).simplified();
    if (model.size() > mostTabChars)
        model = model.left(mostTabChars - 1) + u'…';
    QString text = QString(columnLetter(number)) + u' ' + model;
    if (const QString state = column(number).stateWord(); !state.isEmpty())
        text += u" · "_s + state;
    m_ui->tabs->setTabText(number - 1, text.replace(u'&', "&&"_L1)); // else it would make a shortcut
}

QSize ColumnsView::minimumSizeHint() const
{
    // A grid asks for no more than one row: it becomes tabs when it gets less than it needs.
    int least = m_count == 0 ? m_ui->empty->minimumSizeHint().height() : 0;
    for (const RunColumn *column : m_placed)
        least = qMax(least, column->minimumSizeHint().height());
    return {ColumnPlan::leastWidth, least + height() - room().height()};
}

void ColumnsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

RunColumn *ColumnsView::makeColumn(int number)
{
    auto *column = new RunColumn(this);
    column->setObjectName(u"column%1"_s.arg(number));
    column->setLetter(columnLetter(number));
    column->hide();
    column->answer().setFrameClock(m_clock);
    m_scrolling->add(column->answer());
    connect(column, &RunColumn::stopRequested, this, [this, number] { emit stopRequested(number); });
    connect(column, &RunColumn::retryRequested, this, [this, number] { emit retryRequested(number); });
    connect(column, &RunColumn::sentRequested, this, [this, number] { emit sentRequested(number); });
    connect(column, &RunColumn::removeRequested, this, [this, number] { emit removeRequested(number); });
    connect(column, &RunColumn::maximiseRequested, this,
            [this, number](bool isMaximised) { setMaximised(isMaximised ? number : 0); });
    connect(column, &RunColumn::actionRequested, this,
            [this, number](Action action) { emit actionRequested(number, action); });
    connect(column, &RunColumn::stateChanged, this, [this, number] { noteState(number); });
    connect(column, &RunColumn::mediaChanged, this, [this, number] { emit mediaChanged(number); });
    connect(column, &RunColumn::referenceRequested, this, &ColumnsView::referenceRequested);
    connect(column, &RunColumn::frameWanted, this, &ColumnsView::frameWanted);
    connect(column, &RunColumn::openRequested, this, &ColumnsView::openRequested);
    connect(column, &RunColumn::linkActivated, this, &ColumnsView::linkActivated);
    return column;
}

void ColumnsView::noteFocus(QWidget *widget)
{
    for (int number = 1; number <= count(); ++number) {
        if (widget != nullptr && column(number).isAncestorOf(widget))
            setCurrent(number);
    }
}

void ColumnsView::noteState(int number)
{
    if (m_columns[number - 1]->answer().text().isEmpty())
        m_scrolling->forgetPlace(); // another answer begins
    if (number <= m_count)
        updateTab(number);
    emit stateChanged(number);
}

void ColumnsView::arrange()
{
    const ColumnPlan plan = this->plan();
    // Columns in sight move no further than they must to show the current one.
    m_first = qBound(m_current - plan.shown + 1, m_first, m_current);
    m_first = qBound(1, m_first, qMax(1, m_count - plan.shown + 1));
    const QString note = this->note(plan);
    m_ui->empty->setVisible(m_count == 0);
    m_ui->tabs->setVisible(plan.shown < m_count && m_maximised == 0);
    m_ui->tabs->setCurrentIndex(m_current - 1);
    m_ui->noteLabel->setText(note);
    m_ui->noteLabel->setVisible(!note.isEmpty());
    QList<RunColumn *> shown;
    for (int number = 1; number <= int(m_columns.size()); ++number) {
        RunColumn *column = m_columns[number - 1];
        column->setMaximised(m_maximised == number);
        column->setAlone(m_count < 2);
        if (isShown(number, plan))
            shown << column;
    }
    place(shown, plan.across);
}

/// The last row of a grid shares its width among fewer.
void ColumnsView::place(const QList<RunColumn *> &shown, int across)
{
    if (shown == m_placed && across == m_across)
        return;
    m_placed = shown;
    m_across = across;
    while (QLayoutItem *row = m_ui->rows->takeAt(0))
        delete row;
    QHBoxLayout *row = nullptr;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (i % across == 0) {
            row = new QHBoxLayout;
            m_ui->rows->addLayout(row, 1);
        }
        row->addWidget(shown[i], 1);
        shown[i]->show();
    }
    keepFocusInSight();
    for (RunColumn *column : std::as_const(m_columns))
        column->setVisible(shown.contains(column));
}

/// Qt would hand the focus of a column that goes out of sight to whatever comes next, which may be [x].
void ColumnsView::keepFocusInSight()
{
    const QWidget *focused = QApplication::focusWidget();
    for (RunColumn *column : std::as_const(m_columns)) {
        if (focused != nullptr && column->isAncestorOf(focused) && !m_placed.contains(column) && m_count > 0)
            this->column(m_current).focusContent(Qt::OtherFocusReason);
    }
}

} // namespace studio
