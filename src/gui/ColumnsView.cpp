#include "gui/ColumnsView.h"

#include "core/Trial.h"
#include "gui/RunColumn.h"
#include "gui/Theme.h"

#include "ui_ColumnsView.h"

#include <QApplication>
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
    const int spacing = m_ui->row->spacing();
    const bool fits = count() * (leastColumnWidth + spacing) - spacing <= width();
    return count() > 1 && (m_arrangement == Arrangement::Tabs || !fits);
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
    m_ui->empty->setVisible(m_count == 0);
    m_ui->tabs->setVisible(asTabs);
    m_ui->noteLabel->setVisible(asTabs && m_arrangement == Arrangement::Fitting);
    m_ui->noteLabel->setText(tr("%n column(s) do not fit side by side", nullptr, count()));
    m_ui->tabs->setCurrentIndex(m_current - 1);
    const int alone = m_maximised > 0 ? m_maximised : asTabs ? m_current : 0;
    for (int number = 1; number <= int(m_columns.size()); ++number) {
        RunColumn *column = m_columns[number - 1];
        column->setMaximised(m_maximised == number);
        column->setVisible(number <= m_count && (alone == 0 || alone == number));
    }
}

} // namespace studio
