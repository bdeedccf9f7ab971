#include "gui/ResultFilterBar.h"

#include "gui/NameText.h"
#include "gui/ResultText.h"
#include "gui/Theme.h"
#include "ui_ResultFilterBar.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

enum class Days { Any, Today, Week, Month, Year, Range };

QDate firstOf(Days days)
{
    const QDate today = QDate::currentDate();
    switch (days) {
    case Days::Any:
    case Days::Range: // as the fields say
        return {};
    case Days::Today:
        return today;
    case Days::Week:
        return today.addDays(-6);
    case Days::Month:
        return today.addDays(-29);
    case Days::Year:
        return QDate(today.year(), 1, 1);
    }
    Q_UNREACHABLE();
}

} // namespace

ResultFilterBar::ResultFilterBar(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ResultFilterBar>())
{
    m_ui->setupUi(this);
    setTextSize(*m_ui->titleLabel, TextSize::Large);
    m_ui->sentenceLabel->setForegroundRole(QPalette::PlaceholderText);
    QSizePolicy kept = m_ui->clearButton->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the grid must not move when conditions come and go
    m_ui->clearButton->setSizePolicy(kept);
    m_ui->searchField->installEventFilter(this);
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(150ms);
    fillFixedBoxes();
    setChoices({}, {});
    const auto tell = [this] {
        if (!m_isClearing)
            emit filterChanged();
    };
    for (QComboBox *box : {m_ui->kindBox, m_ui->modelBox, m_ui->trialBox, m_ui->ratingBox, m_ui->dayBox, m_ui->orderBox})
        connect(box, &QComboBox::currentIndexChanged, this, tell);
    const QDate today = QDate::currentDate();
    m_ui->fromEdit->setDate(today.addDays(-6));
    m_ui->toEdit->setDate(today);
    connect(m_ui->dayBox, &QComboBox::currentIndexChanged, this, &ResultFilterBar::showRange);
    showRange();
    // One day is always in it: the field that was not touched follows.
    connect(m_ui->fromEdit, &QDateEdit::dateChanged, this, [this](QDate first) {
        if (m_ui->toEdit->date() < first)
            m_ui->toEdit->setDate(first);
    });
    connect(m_ui->toEdit, &QDateEdit::dateChanged, this, [this](QDate last) {
        if (m_ui->fromEdit->date() > last)
            m_ui->fromEdit->setDate(last);
    });
    for (QDateEdit *edit : {m_ui->fromEdit, m_ui->toEdit}) {
        edit->findChild<QLineEdit *>()->setAccessibleName(edit->accessibleName()); // Qt hands the name not on
        connect(edit, &QDateEdit::dateChanged, &m_searchDelay, qOverload<>(&QTimer::start));
    }
    connect(m_ui->searchField, &QLineEdit::textChanged, &m_searchDelay, qOverload<>(&QTimer::start));
    connect(&m_searchDelay, &QTimer::timeout, this, tell);
    connect(m_ui->clearButton, &QToolButton::clicked, this, &ResultFilterBar::clear);
}

ResultFilterBar::~ResultFilterBar() = default;

bool ResultFilterBar::hasRange() const
{
    return Days(m_ui->dayBox->currentData().toInt()) == Days::Range;
}

void ResultFilterBar::showRange()
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_ui->fromLabel, m_ui->fromEdit, m_ui->toLabel, m_ui->toEdit})
        each->setVisible(hasRange());
}

void ResultFilterBar::fillFixedBoxes()
{
    m_ui->kindBox->addItem(tr("Every kind"));
    const std::pair<MediaKind, QString> kinds[] = {{MediaKind::Picture, tr("Pictures")},
                                                   {MediaKind::Video, tr("Videos")},
                                                   {MediaKind::Sound, tr("Sounds")}};
    for (const auto &[kind, text] : kinds)
        m_ui->kindBox->addItem(text, int(kind));
    m_ui->ratingBox->addItem(tr("Any rating"), 0);
    for (int rating = 1; rating < ResultShelf::mostRating; ++rating)
        m_ui->ratingBox->addItem(tr("%1 or more").arg(starsText(rating)), rating);
    m_ui->ratingBox->addItem(starsText(ResultShelf::mostRating), ResultShelf::mostRating);
    const std::pair<Days, QString> days[] = {{Days::Any, tr("Any day")},
                                             {Days::Today, tr("Today")},
                                             {Days::Week, tr("Last 7 days")},
                                             {Days::Month, tr("Last 30 days")},
                                             {Days::Year, tr("This year")},
                                             {Days::Range, tr("From … to …")}};
    for (const auto &[day, text] : days)
        m_ui->dayBox->addItem(text, int(day));
    m_ui->orderBox->addItem(tr("Newest first"));
    m_ui->orderBox->addItem(tr("Oldest first"));
}

void ResultFilterBar::setChoices(const QList<Target> &targets, const QList<TrialChoice> &trials)
{
    const QSignalBlocker quietModels(m_ui->modelBox);
    const QSignalBlocker quietTrials(m_ui->trialBox);
    const std::optional<Target> target = filter().target;
    const QString trial = m_ui->trialBox->currentData().toString();
    m_targets = targets;
    m_ui->modelBox->clear();
    m_ui->modelBox->addItem(tr("Every model"));
    for (const Target &each : targets)
        m_ui->modelBox->addItem(nameText(each.model));
    m_ui->modelBox->setCurrentIndex(target ? int(targets.indexOf(*target)) + 1 : 0);
    m_ui->trialBox->clear();
    m_ui->trialBox->addItem(tr("Every trial"), QString());
    for (const TrialChoice &each : trials)
        m_ui->trialBox->addItem(nameText(each.title), each.id);
    m_ui->trialBox->setCurrentIndex(qMax(0, m_ui->trialBox->findData(trial)));
}

ResultFilter ResultFilterBar::filter() const
{
    ResultFilter filter;
    if (m_ui->kindBox->currentIndex() > 0)
        filter.kind = MediaKind(m_ui->kindBox->currentData().toInt());
    if (const int model = m_ui->modelBox->currentIndex(); model > 0)
        filter.target = m_targets[model - 1];
    filter.trialId = m_ui->trialBox->currentData().toString();
    filter.leastRating = m_ui->ratingBox->currentData().toInt();
    filter.from = hasRange() ? m_ui->fromEdit->date() : firstOf(Days(m_ui->dayBox->currentData().toInt()));
    if (hasRange())
        filter.to = m_ui->toEdit->date();
    filter.words = m_ui->searchField->text();
    filter.isOldestFirst = m_ui->orderBox->currentIndex() == 1;
    return filter;
}

void ResultFilterBar::setCounts(int found, int total)
{
    const ResultFilter now = filter();
    m_ui->sentenceLabel->setText(filterText(now, found, total, m_ui->trialBox->currentText()));
    m_ui->clearButton->setVisible(hasConditions(now));
}

void ResultFilterBar::clear()
{
    {
        const QScopedValueRollback clearing(m_isClearing, true);
        for (QComboBox *box : {m_ui->kindBox, m_ui->modelBox, m_ui->trialBox, m_ui->ratingBox, m_ui->dayBox})
            box->setCurrentIndex(0);
        m_ui->searchField->clear();
        m_searchDelay.stop();
    }
    emit filterChanged();
}

void ResultFilterBar::focusSearch()
{
    m_ui->searchField->setFocus(Qt::ShortcutFocusReason);
    m_ui->searchField->selectAll();
}

bool ResultFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->searchField && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_searchDelay.isActive()) { // what was typed counts from here on
                m_searchDelay.stop();
                emit filterChanged();
            }
            emit leftDown();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace studio
