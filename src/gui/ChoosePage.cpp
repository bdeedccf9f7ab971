#include "gui/ChoosePage.h"

#include "catalog/ModelTable.h"
#include "core/Trial.h"
#include "gui/KeptFocus.h"
#include "gui/ModelWords.h"
#include "gui/RoomyDelegate.h"
#include "gui/Theme.h"
#include "ui_ChoosePage.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QShortcut>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

ChoosePage::ChoosePage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ChoosePage>()), m_models(new ModelWords(this))
{
    m_ui->setupUi(this);
    setPrimary(*m_ui->tryButton);
    m_ui->countLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->modelView->setModel(m_models);
    auto *delegate = new RoomyDelegate(m_ui->modelView);
    delegate->setFigures(&ModelWords::isFigure);
    m_ui->modelView->setItemDelegate(delegate);
    m_ui->modelView->header()->setMinimumSectionSize(16);
    m_ui->modelView->header()->setStretchLastSection(false);
    m_ui->modelView->header()->setSectionsMovable(false);
    m_ui->modelView->installEventFilter(this);
    m_ui->searchField->installEventFilter(this);
    connectControls();
    addShortcuts();
    setProviders({});
    setPicks({});
    setSource({}, false);
    showCount();
}

ChoosePage::~ChoosePage() = default;

void ChoosePage::setTable(ModelTable *table)
{
    m_models->setTable(table);
    fitColumns();
}

void ChoosePage::setTotal(qsizetype total)
{
    m_total = total;
    showCount();
}

void ChoosePage::setProviders(const QList<ProviderChoice> &providers)
{
    const QString chosen = m_ui->providerBox->currentData().toString();
    const QSignalBlocker quiet(m_ui->providerBox);
    m_ui->providerBox->clear();
    m_ui->providerBox->addItem(tr("All providers"), QString());
    QHash<QString, QString> names;
    for (const ProviderChoice &provider : providers) {
        m_ui->providerBox->addItem(provider.name, provider.id);
        names[provider.id] = provider.name;
    }
    m_models->setProviderNames(names);
    m_ui->providerBox->setCurrentIndex(qMax(0, m_ui->providerBox->findData(chosen)));
}

void ChoosePage::setPicks(const QStringList &names)
{
    m_picks = names;
    const bool hasPicks = !names.isEmpty();
    if (!hasPicks)
        m_ui->pickLabel->setText(tr("Nothing picked yet. Tick up to %n model(s) to try them side by side.", nullptr,
                                    Trial::mostTargets));
    else if (names.size() < Trial::mostTargets)
        m_ui->pickLabel->setText(tr("%n picked: %1", nullptr, int(names.size())).arg(names.join(u" · "_s)));
    else
        m_ui->pickLabel->setText(
            tr("%n picked, more do not fit: %1", nullptr, int(names.size())).arg(names.join(u" · "_s)));
    m_ui->clearPicksButton->setEnabled(hasPicks);
    m_ui->tryButton->setEnabled(hasPicks);
    const QString reason = hasPicks ? QString() : tr("Nothing is picked yet.");
    m_ui->clearPicksButton->setAccessibleDescription(reason);
    m_ui->tryButton->setAccessibleDescription(reason);
    m_ui->tryButton->setToolTip(reason);
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

void ChoosePage::focusSearch()
{
    m_ui->searchField->setFocus(Qt::ShortcutFocusReason);
    m_ui->searchField->selectAll();
}

void ChoosePage::connectControls()
{
    connect(m_ui->searchField, &QLineEdit::textChanged, this, &ChoosePage::searchChanged);
    connect(m_ui->providerBox, &QComboBox::currentIndexChanged, this,
            [this] { emit providerChanged(m_ui->providerBox->currentData().toString()); });
    connect(m_models, &QAbstractItemModel::rowsInserted, this, &ChoosePage::showCount);
    connect(m_models, &QAbstractItemModel::rowsRemoved, this, &ChoosePage::showCount);
    connect(m_models, &QAbstractItemModel::modelReset, this, &ChoosePage::showCount);
    connect(m_models, &QAbstractItemModel::modelReset, this, &ChoosePage::chooseFirstRow);
    connect(m_ui->modelView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { emit currentChanged(m_models->mapToSource(current)); });
    connect(m_ui->clearSearchButton, &QPushButton::clicked, this, &ChoosePage::clearSearch);
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

void ChoosePage::clearSearch()
{
    m_ui->searchField->clear();
    m_ui->providerBox->setCurrentIndex(0);
    m_ui->searchField->setFocus();
}

void ChoosePage::togglePick()
{
    const QModelIndex current = m_ui->modelView->currentIndex();
    if (!current.isValid())
        return;
    const QModelIndex cell = current.siblingAtColumn(ModelTable::Name);
    const bool isPicked = cell.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
    m_models->setData(cell, isPicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ChoosePage::tryPicks()
{
    if (m_picks.isEmpty())
        togglePick();
    if (!m_picks.isEmpty())
        emit tryRequested();
}

bool ChoosePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_ui->modelView && key->modifiers() == Qt::NoModifier && key->key() == Qt::Key_Space) {
        togglePick();
        return true;
    }
    if (watched == m_ui->modelView && isEnter) {
        tryPicks();
        return true;
    }
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
    const int shown = m_models->rowCount();
    const QLocale locale;
    m_ui->countLabel->setText(m_total > shown
                                  ? tr("%1 of %n model(s)", nullptr, int(m_total)).arg(locale.toString(shown))
                                  : tr("%n model(s)", nullptr, shown));
    const bool isFiltered = !m_ui->searchField->text().isEmpty() || m_ui->providerBox->currentIndex() > 0;
    m_ui->emptyLabel->setText(isFiltered ? tr("No model fits this search.")
                                         : tr("No list of models yet. Check online to fetch one."));
    m_ui->clearSearchButton->setVisible(isFiltered);
    m_ui->stack->setCurrentWidget(shown > 0 ? m_ui->listPage : m_ui->emptyPage);
}

void ChoosePage::chooseFirstRow()
{
    if (m_models->rowCount() > 0)
        m_ui->modelView->setCurrentIndex(m_models->index(0, ModelTable::Name));
}

void ChoosePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void ChoosePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
}

void ChoosePage::fitColumns()
{
    QHeaderView *header = m_ui->modelView->header();
    if (header->count() != ModelTable::ColumnCount)
        return;
    const int letter = fontMetrics().averageCharWidth();
    const std::pair<int, int> letters[] = {{ModelTable::PriceColumn, 26}, {ModelTable::Favourite, 5}, {ModelTable::Provider, 16},
                                           {ModelTable::Limits, 22}, {ModelTable::Time, 14}, {ModelTable::Notes, 30}};
    m_ui->providerLabel->setVisible(width() > 80 * letter);
    int room = width() / letter - 36;
    for (const auto &[column, count] : letters) {
        room -= count;
        // A narrow window keeps names and prices; the rest is in the Inspector.
        header->setSectionHidden(column, room < 0 && column != ModelTable::PriceColumn);
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        header->resizeSection(column, count * letter);
    }
    header->setSectionResizeMode(ModelTable::Name, QHeaderView::Stretch);
}

} // namespace studio
