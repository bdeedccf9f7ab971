#include "gui/ChoosePage.h"

#include "catalog/ModelTable.h"
#include "core/Trial.h"
#include "gui/FilterText.h"
#include "gui/KeptFocus.h"
#include "gui/ModelWords.h"
#include "gui/PriceText.h"
#include "gui/RoomyDelegate.h"
#include "gui/Theme.h"
#include "ui_ChoosePage.h"

#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::size_t mostRelaxations = 3;

/// Units of what pictures are made of have long names.
int longestPrice(const QFontMetrics &metrics)
{
    const Money amount = Money::parse(u"120.00").value_or(Money());
    const HeadPrice pictures{.unit = PriceUnit::MillionPictureTokens, .lowest = amount, .highest = amount};
    const HeadPrice text{.lowest = amount, .highest = amount, .input = amount};
    return std::max(metrics.horizontalAdvance(priceText(pictures)), metrics.horizontalAdvance(priceText(text)));
}

} // namespace

ChoosePage::ChoosePage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ChoosePage>()), m_words(new ModelWords(this))
{
    m_ui->setupUi(this);
    setPrimary(*m_ui->tryButton);
    setUpList();
    m_ui->scheduleBox->addItem(tr("Only when I ask"), 0);
    m_ui->scheduleBox->addItem(tr("Every day"), 24);
    m_ui->scheduleBox->addItem(tr("Every week"), 168);
    setAcceptOffered(false);
    QSizePolicy kept = m_ui->clearFiltersButton->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the list does not jump at the first key
    m_ui->clearFiltersButton->setSizePolicy(kept);
    connectControls();
    connectButtons();
    addShortcuts();
    setProviders({});
    setPicks({});
    setSource({}, false);
    setUnseenChanges(0);
    showCount();
}

ChoosePage::~ChoosePage() = default;

void ChoosePage::setUpList()
{
    m_ui->modelView->setModel(m_words);
    m_ui->modelView->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *delegate = new RoomyDelegate(m_ui->modelView);
    delegate->setFigures(&ModelWords::isFigure);
    m_ui->modelView->setItemDelegate(delegate);
    QHeaderView *header = m_ui->modelView->header();
    header->setMinimumSectionSize(16);
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorShown(true);
    m_ui->modelView->installEventFilter(this);
    m_ui->searchField->installEventFilter(this);
}

void ChoosePage::setTable(ModelTable *table)
{
    m_table = table;
    m_words->setTable(table);
    fitColumns();
    showCount();
}

void ChoosePage::setProviders(const QList<ProviderChoice> &providers)
{
    m_providerNames.clear();
    for (const ProviderChoice &provider : providers)
        m_providerNames[provider.id] = provider.name;
    m_words->setProviderNames(m_providerNames);
    m_ui->filterPanel->setProviders(providers);
    fitPanel();
    showCount();
}

void ChoosePage::setForgetfulProblem(const QString &reason)
{
    m_ui->filterPanel->setForgetfulProblem(reason);
}

void ChoosePage::setForgetfulNote(const QString &note, bool isOnlyOffered)
{
    m_ui->filterPanel->setForgetfulNote(note, isOnlyOffered);
}

void ChoosePage::setFilter(const ModelFilter &filter)
{
    showFilter(filter);
    showCount();
}

void ChoosePage::showFilter(const ModelFilter &filter)
{
    m_filter = filter;
    const QSignalBlocker quiet(m_ui->searchField);
    if (m_ui->searchField->text().simplified() != filter.text.simplified())
        m_ui->searchField->setText(filter.text);
    m_ui->filterPanel->setFilter(filter);
}

void ChoosePage::giveFilter(const ModelFilter &filter)
{
    showFilter(filter);
    emit filterChanged(filter);
    showCount();
}

void ChoosePage::setPicks(const QStringList &names)
{
    m_picks = names;
    const bool hasPicks = !names.isEmpty();
    QString text = tr("Nothing picked yet. Tick up to %n model(s) to try them side by side.", nullptr, Trial::mostTargets);
    if (hasPicks) {
        text = names.size() < Trial::mostTargets ? tr("%n picked: %1", nullptr, int(names.size()))
                                                 : tr("%n picked, more do not fit: %1", nullptr, int(names.size()));
        text = text.arg(names.join(u" · "_s));
    }
    //: What is picked, and what a run of it may cost.
    m_ui->pickLabel->setText(hasPicks && !m_cost.isEmpty() ? tr("%1. A run: %2").arg(text, m_cost) : text);
    m_ui->clearPicksButton->setEnabled(hasPicks);
    m_ui->tryButton->setEnabled(hasPicks);
    m_ui->compareButton->setEnabled(names.size() > 1);
    const QString reason = hasPicks ? QString() : tr("Nothing is picked yet.");
    m_ui->clearPicksButton->setAccessibleDescription(reason);
    m_ui->tryButton->setAccessibleDescription(reason);
    m_ui->tryButton->setToolTip(reason);
    const QString two = names.size() > 1 ? QString() : tr("Pick two models at least to compare them.");
    m_ui->compareButton->setAccessibleDescription(two);
    m_ui->compareButton->setToolTip(two);
}

void ChoosePage::setPickCost(const QString &cost)
{
    m_cost = cost;
    setPicks(m_picks);
}

void ChoosePage::setSource(const QString &text, bool isOld)
{
    m_ui->sourceLine->say(text.isEmpty() ? Verdict::None : isOld ? Verdict::Look : Verdict::Plain, text);
}

void ChoosePage::setRefreshing(bool isRefreshing)
{
    setUsable(*m_ui->refreshButton, !isRefreshing);
    m_ui->refreshButton->setText(isRefreshing ? tr("Checking…") : tr("Check &online"));
    m_ui->refreshButton->setAccessibleDescription(isRefreshing ? tr("The lists are being fetched.") : QString());
}

void ChoosePage::setUnseenChanges(qsizetype count)
{
    m_ui->changesButton->setText(count > 0 ? tr("&What changed (%1)").arg(QLocale().toString(count)) : tr("&What changed"));
}

void ChoosePage::setSchedule(int hours)
{
    m_ui->scheduleBox->setCurrentIndex(std::max(0, m_ui->scheduleBox->findData(hours)));
}

void ChoosePage::setAcceptOffered(bool isOffered)
{
    m_ui->acceptButton->setVisible(isOffered);
}

void ChoosePage::focusSearch()
{
    m_ui->searchField->setFocus(Qt::ShortcutFocusReason);
    m_ui->searchField->selectAll();
}

void ChoosePage::focusList()
{
    m_ui->modelView->setFocus(Qt::OtherFocusReason);
}

std::optional<Target> ChoosePage::current() const
{
    const QModelIndex index = m_ui->modelView->currentIndex();
    if (!index.isValid() || !m_table)
        return std::nullopt;
    return m_table->modelAt(index.row()).target;
}

void ChoosePage::connectControls()
{
    connect(m_ui->searchField, &QLineEdit::textChanged, this, [this](const QString &text) {
        ModelFilter filter = m_filter;
        filter.text = text.simplified();
        giveFilter(filter);
    });
    connect(m_ui->filterPanel, &FilterPanel::filterChanged, this, [this](const ModelFilter &filter) {
        m_filter = filter;
        m_filter.text = m_ui->searchField->text().simplified();
        emit filterChanged(m_filter);
        showCount();
    });
    connect(m_ui->filterPanel, &FilterPanel::onlyForgetfulWanted, this, &ChoosePage::onlyForgetfulWanted);
    connect(m_ui->filterButton, &QPushButton::clicked, this, [this](bool isWanted) {
        m_isPanelWanted = isWanted;
        fitPanel();
        if (isWanted)
            m_ui->filterPanel->nextInFocusChain()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_words, &QAbstractItemModel::modelAboutToBeReset, this, &ChoosePage::keepCurrent);
    connect(m_words, &QAbstractItemModel::modelReset, this, &ChoosePage::showCount);
    connect(m_words, &QAbstractItemModel::modelReset, this, &ChoosePage::chooseRow);
    connect(m_ui->modelView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChoosePage::currentChanged);
    connect(m_ui->modelView, &QTreeView::clicked, this, &ChoosePage::takeRow);
    connect(m_ui->modelView, &QTreeView::doubleClicked, this, &ChoosePage::detailsRequested);
    connect(m_ui->modelView, &QWidget::customContextMenuRequested, this, &ChoosePage::openMenu);
    connect(m_ui->modelView->header(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        if (column == ModelTable::Favourite || column == ModelTable::Notes)
            m_ui->modelView->header()->setSortIndicator(-1, Qt::AscendingOrder);
        else
            emit sortRequested(column, order);
    });
}

void ChoosePage::connectButtons()
{
    connect(m_ui->clearSearchButton, &QPushButton::clicked, this, &ChoosePage::clearAll);
    connect(m_ui->clearFiltersButton, &QPushButton::clicked, this, &ChoosePage::clearAll);
    connect(m_ui->needsButton, &QPushButton::clicked, this, &ChoosePage::needsRequested);
    connect(m_ui->changesButton, &QPushButton::clicked, this, &ChoosePage::changesRequested);
    connect(m_ui->detailsButton, &QPushButton::clicked, this, &ChoosePage::detailsRequested);
    connect(m_ui->acceptButton, &QPushButton::clicked, this, &ChoosePage::acceptRequested);
    connect(m_ui->scheduleBox, &QComboBox::activated, this,
            [this] { emit scheduleChosen(m_ui->scheduleBox->currentData().toInt()); });
    connect(m_ui->compareButton, &QPushButton::clicked, this, &ChoosePage::compareRequested);
    connect(m_ui->refreshButton, &QPushButton::clicked, this, &ChoosePage::refreshRequested);
    connect(m_ui->clearPicksButton, &QPushButton::clicked, this, &ChoosePage::clearPicksRequested);
    connect(m_ui->tryButton, &QPushButton::clicked, this, &ChoosePage::tryRequested);
}

void ChoosePage::addShortcuts()
{
    // A slash that is typed into a field stays a slash: fields take printable keys before shortcuts do.
    for (const QKeySequence &keys : {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)})
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                this, &ChoosePage::focusSearch);
}

void ChoosePage::clearAll()
{
    ModelFilter none;
    none.hasHidden = m_filter.hasHidden;
    giveFilter(none);
    m_ui->searchField->setFocus();
}

void ChoosePage::takeRow(const QModelIndex &index)
{
    if (index.column() == ModelTable::Favourite && m_table)
        emit favouriteRequested(m_table->modelAt(index.row()).target);
}

void ChoosePage::openMenu(const QPoint &place)
{
    if (const auto target = current()) {
        const QRect row = m_ui->modelView->visualRect(m_ui->modelView->currentIndex());
        const bool isInRow = row.top() <= place.y() && place.y() <= row.bottom();
        emit menuRequested(*target, m_ui->modelView->viewport()->mapToGlobal(isInRow ? place : row.center()));
    }
}

void ChoosePage::togglePick()
{
    const QModelIndex current = m_ui->modelView->currentIndex();
    if (!current.isValid())
        return;
    const QModelIndex cell = current.siblingAtColumn(ModelTable::Name);
    const bool isPicked = cell.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
    m_words->setData(cell, isPicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ChoosePage::tryPicks()
{
    if (m_picks.isEmpty())
        togglePick();
    if (!m_picks.isEmpty())
        emit tryRequested();
}

bool ChoosePage::takeListKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (modifiers == Qt::NoModifier && key == Qt::Key_Space) {
        togglePick();
    } else if (isEnter && modifiers == Qt::AltModifier) {
        emit detailsRequested();
    } else if (isEnter) {
        tryPicks();
    } else if (key == Qt::Key_D && modifiers == Qt::ControlModifier) {
        if (const auto target = current())
            emit favouriteRequested(*target);
    } else {
        return false;
    }
    return true;
}

bool ChoosePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_ui->modelView && takeListKey(key->key(), key->modifiers() & ~Qt::KeypadModifier))
        return true;
    if (watched == m_ui->searchField && (isEnter || key->key() == Qt::Key_Down)) {
        m_ui->modelView->setFocus();
        return true;
    }
    if (watched == m_ui->searchField && key->key() == Qt::Key_Escape && !m_ui->searchField->text().isEmpty()) {
        m_ui->searchField->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ChoosePage::showCount()
{
    const int shown = m_words->rowCount();
    const qsizetype total = m_table && m_words->sourceModel() ? m_table->models().size() : 0;
    const QLocale locale;
    const QString count = total > shown
        ? tr("%1 of %n model(s)", nullptr, int(total)).arg(locale.toString(shown))
        : tr("%n model(s)", nullptr, shown);
    const QString sentence = FilterText(m_providerNames).sentence(m_filter);
    //: What is asked for, and how many models are like that.
    m_ui->countLabel->setText(sentence.isEmpty() ? count : tr("%1: %2").arg(sentence, count));
    m_ui->clearFiltersButton->setVisible(!sentence.isEmpty());
    if (m_table)
        m_ui->filterPanel->setModels(m_table->models());
    m_ui->stack->setCurrentWidget(shown > 0 ? m_ui->listPage : m_ui->emptyPage);
    if (shown == 0)
        showEmpty();
}

void ChoosePage::showEmpty()
{
    qDeleteAll(m_ui->relaxPlace->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly));
    const bool isFiltered = !m_filter.parts().isEmpty();
    const bool hasModels = m_table && m_words->sourceModel() && m_table->models().size() > 0;
    std::vector<Relaxation> relaxations;
    if (hasModels)
        relaxations = m_table->models().relaxations();
    if (!hasModels)
        m_ui->emptyLabel->setText(tr("No list of models yet. Check online to fetch one."));
    else if (!relaxations.empty())
        m_ui->emptyLabel->setText(tr("No model is like that. Give up one thing:"));
    else
        m_ui->emptyLabel->setText(tr("No model is like that, and giving up one thing alone does not help."));
    for (std::size_t i = 0; i < std::min(relaxations.size(), mostRelaxations); ++i)
        addRelaxation(relaxations[i].part, relaxations[i].count);
    m_ui->relaxPlace->setVisible(!relaxations.empty());
    m_ui->clearSearchButton->setVisible(isFiltered && hasModels);
}

void ChoosePage::addRelaxation(ModelFilter::Part part, qsizetype count)
{
    const QString what = FilterText(m_providerNames).part(m_filter, part);
    //: A button that gives up one part of a filter: Without "at most $0.05 a picture": 14 models
    const QString other = tr("Without “%1”: %n model(s)", nullptr, int(count)).arg(what);
    //: The same, where what is given up is the text that is searched for.
    const QString text = part != ModelFilter::Part::Text
        ? other
        : tr("Without the search for “%1”: %n model(s)", nullptr, int(count)).arg(m_filter.text.simplified());
    auto *button = new QPushButton(QString(text).replace(u'&', u"&&"_s), m_ui->relaxPlace);
    button->setAutoDefault(true);
    m_ui->relaxColumn->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, part] {
        m_ui->searchField->setFocus();
        giveFilter(m_filter.without(part));
        focusList();
    });
    QWidget::setTabOrder(m_ui->searchField, button);
}

void ChoosePage::keepCurrent()
{
    if (const auto target = current())
        m_current = target;
}

/// The row that was chosen before, else the first one.
void ChoosePage::chooseRow()
{
    if (m_words->rowCount() == 0)
        return;
    const qsizetype kept = m_current && m_filter.text.isEmpty() ? m_table->models().placeOf(*m_current) : 0;
    const QModelIndex index = m_words->index(int(std::max<qsizetype>(kept, 0)), ModelTable::Name);
    m_ui->modelView->setCurrentIndex(index);
    m_ui->modelView->scrollTo(index);
}

void ChoosePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPanel();
    fitColumns();
}

void ChoosePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitPanel();
        fitColumns();
    }
}

/// Beside the list where there is room for both, or when somebody asked for it.
void ChoosePage::fitPanel()
{
    const int letter = fontMetrics().averageCharWidth();
    const bool isShown = m_isPanelWanted.value_or(width() > 140 * letter);
    m_ui->filterArea->setVisible(isShown);
    m_ui->filterButton->setChecked(isShown);
    const int bar = m_ui->filterArea->verticalScrollBar()->sizeHint().width();
    const int wanted = std::max(32 * letter, m_ui->filterPanel->minimumSizeHint().width()); // words may be long
    m_ui->filterArea->setFixedWidth(std::min(wanted, width() / 2) + bar);
    m_ui->filterPanel->setContentsMargins(0, 0, bar / 2, 0);
    const bool isNarrow = width() < 90 * letter;
    m_ui->needsButton->setVisible(!isNarrow);
    m_ui->scheduleBox->setVisible(!isNarrow);
    m_ui->detailsButton->setVisible(!isNarrow); // Alt+Return and F4 stay
    fitColumns();
}

void ChoosePage::fitColumns()
{
    QHeaderView *header = m_ui->modelView->header();
    if (header->count() != ModelTable::ColumnCount)
        return;
    const int letter = fontMetrics().averageCharWidth();
    const bool isNarrow = width() < 90 * letter;
    const int price = isNarrow ? 24 : std::clamp(longestPrice(fontMetrics()) / letter + 3, 24, 34);
    const std::pair<int, int> letters[] = {{ModelTable::PriceColumn, price}, {ModelTable::Favourite, 5}, {ModelTable::Provider, 15},
                                           {ModelTable::Limits, 19}, {ModelTable::Time, 13}, {ModelTable::Notes, 26}};
    const int panel = m_ui->filterArea->isVisibleTo(this) ? m_ui->filterArea->width() + 16 : 0;
    int room = width() - panel - (isNarrow ? 34 : 44) * letter;
    for (const auto &[column, count] : letters) {
        const bool hasTitle = column != ModelTable::Favourite;
        const int size = std::max(count * letter, hasTitle ? header->sectionSizeHint(column) : 0);
        // A narrow window keeps names and prices; the rest is in the Inspector.
        const bool isShown = size <= room || column == ModelTable::PriceColumn;
        room = isShown ? room - size : std::min(room, 0);
        header->setSectionHidden(column, !isShown);
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        header->resizeSection(column, size);
    }
    header->setSectionResizeMode(ModelTable::Name, QHeaderView::Stretch);
}

} // namespace studio
