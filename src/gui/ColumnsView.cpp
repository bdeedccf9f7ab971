#include "gui/ColumnsView.h"

#include "core/Trial.h"
#include "gui/RunColumn.h"
#include "gui/Theme.h"

#include "ui_ColumnsView.h"

#include <QApplication>
#include <QLocale>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostTabChars = 20;

QChar letterOf(int number)
{
    return QChar(char16_t(u'A' + number - 1));
}

} // namespace

ColumnsView::ColumnsView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ColumnsView>())
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

ColumnsView::~ColumnsView() = default;

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
    if (m_maximised > count)
        m_maximised = 0;
    m_current = qBound(1, m_current, qMax(1, count));
    arrange();
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
    arrange();
    emit currentChanged(number);
}

void ColumnsView::setMaximised(int number)
{
    if (number == m_maximised)
        return;
    m_maximised = number;
    if (number > 0)
        setCurrent(number);
    arrange();
    emit maximisedChanged(number);
}

void ColumnsView::setArrangement(Arrangement arrangement)
{
    m_arrangement = arrangement;
    arrange();
}

bool ColumnsView::showsTabs() const
{
    return mostSideBySide() < count();
}

int ColumnsView::mostSideBySide() const
{
    if (m_arrangement == Arrangement::Tabs)
        return 1;
    const int spacing = m_ui->row->spacing();
    return qMax(1, (width() + spacing) / (leastColumnWidth + spacing));
}

bool ColumnsView::isShown(int number) const
{
    if (m_maximised > 0)
        return number == m_maximised;
    return number <= count() && number >= m_first && number < m_first + mostSideBySide();
}

void ColumnsView::setPlain(bool isPlain)
{
    for (RunColumn *column : std::as_const(m_columns))
        column->setPlain(isPlain);
}

void ColumnsView::setTitle(int number, const QString &model, const QString &provider)
{
    column(number).setTitle(model, provider);
    m_models[number - 1] = model;
    updateTab(number);
}

void ColumnsView::updateTab(int number)
{
    QString model = m_models[number - 1].left(60).simplified();
    if (model.size() > mostTabChars)
        model = model.left(mostTabChars - 1) + u'…';
    QString text = QString(letterOf(number)) + u' ' + model;
    if (const QString state = column(number).stateWord(); !state.isEmpty())
        text += u" · "_s + state;
    m_ui->tabs->setTabText(number - 1, text.replace(u'&', "&&"_L1)); // else it would make a shortcut
}

QSize ColumnsView::minimumSizeHint() const
{
    return {leastColumnWidth, QWidget::minimumSizeHint().height()};
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
    column->setLetter(letterOf(number));
    column->hide();
    m_ui->row->addWidget(column, 1);
    connect(column, &RunColumn::stopRequested, this, [this, number] { emit stopRequested(number); });
    connect(column, &RunColumn::retryRequested, this, [this, number] { emit retryRequested(number); });
    connect(column, &RunColumn::sentRequested, this, [this, number] { emit sentRequested(number); });
    connect(column, &RunColumn::removeRequested, this, [this, number] { emit removeRequested(number); });
    connect(column, &RunColumn::maximiseRequested, this,
            [this, number](bool isMaximised) { setMaximised(isMaximised ? number : 0); });
    connect(column, &RunColumn::actionRequested, this,
            [this, number](Action action) { emit actionRequested(number, action); });
    connect(column, &RunColumn::stateChanged, this, [this, number] {
        if (number <= m_count)
            updateTab(number);
        emit stateChanged(number);
    });
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

void ColumnsView::arrange()
{
    const bool asTabs = showsTabs() && m_maximised == 0;
    const int sideBySide = qMax(1, qMin(mostSideBySide(), count()));
    // The row moves no further than it must to show the current column.
    m_first = qBound(m_current - sideBySide + 1, m_first, m_current);
    m_first = qBound(1, m_first, qMax(1, count() - sideBySide + 1));
    m_ui->empty->setVisible(m_count == 0);
    m_ui->tabs->setVisible(asTabs);
    m_ui->noteLabel->setVisible(asTabs && m_arrangement == Arrangement::Fitting);
    m_ui->noteLabel->setText(
        tr("%1 of %n column(s) fit side by side", nullptr, count()).arg(QLocale().toString(sideBySide)));
    m_ui->tabs->setCurrentIndex(m_current - 1);
    for (int number = 1; number <= int(m_columns.size()); ++number) {
        RunColumn *column = m_columns[number - 1];
        column->setMaximised(m_maximised == number);
        column->setVisible(isShown(number));
    }
}

} // namespace studio
