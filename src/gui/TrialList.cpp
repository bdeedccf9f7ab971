#include "gui/TrialList.h"

#include "gui/TrialTable.h"
#include "ui_TrialList.h"

#include <QAction>
#include <QIcon>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

TrialList::TrialList(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TrialList>())
    , m_table(new TrialTable(this))
    , m_filter(new QSortFilterProxyModel(this))
    , m_noticeTimer(new QTimer(this))
{
    m_ui->setupUi(this);
    m_ui->trials->viewport()->setBackgroundRole(QPalette::Window);
    m_ui->emptyText->setForegroundRole(QPalette::PlaceholderText);
    m_ui->removedNotice->hide();
    m_noticeTimer->setSingleShot(true);
    m_noticeTimer->setInterval(std::chrono::seconds(10));
    m_filter->setSourceModel(m_table);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_ui->trials->setModel(m_filter);
    addActions();
    connectRows();

    connect(m_ui->newTrial, &QAbstractButton::clicked, this, &TrialList::newTrialRequested);
    connect(m_ui->results, &QAbstractButton::clicked, this, &TrialList::resultsRequested);
    connect(m_ui->accounts, &QAbstractButton::clicked, this, &TrialList::accountsRequested);
    connect(m_ui->network, &QAbstractButton::clicked, this, &TrialList::networkRequested);
    connect(m_ui->search, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QScopedValueRollback told(m_isTold, true);
        m_filter->setFilterFixedString(text);
        showEmptyText();
    });
    connect(m_noticeTimer, &QTimer::timeout, m_ui->removedNotice, &QWidget::hide);
    connect(m_ui->undoRemove, &QAbstractButton::clicked, this, [this] {
        m_ui->removedNotice->hide();
        m_ui->trials->setFocus();
        emit restoreRequested(m_removedId);
    });
    showEmptyText();
}

TrialList::~TrialList() = default;

void TrialList::setTrials(const QList<Trial> &trials)
{
    const QScopedValueRollback told(m_isTold, true);
    m_table->setTrials(trials);
    showEmptyText();
}

void TrialList::putTrial(const Trial &trial)
{
    const QScopedValueRollback told(m_isTold, true);
    m_table->put(trial);
    showEmptyText();
}

void TrialList::removeTrial(const QString &id)
{
    if (m_table->rowOf(id) < 0)
        return;
    const QScopedValueRollback told(m_isTold, true);
    m_removedId = id;
    m_ui->removedText->setText(tr("“%1” was deleted.").arg(m_table->titleOf(id)));
    m_table->remove(id);
    if (m_openId == id) {
        m_openId.clear();
        m_ui->trials->setCurrentIndex({}); // nothing is open, and a second Delete must find nothing
    }
    m_ui->removedNotice->show();
    m_noticeTimer->start();
    showEmptyText();
}

void TrialList::setCurrentTrial(const QString &id)
{
    const QScopedValueRollback told(m_isTold, true);
    m_openId = id;
    m_ui->trials->setCurrentIndex(m_filter->mapFromSource(m_table->index(m_table->rowOf(id))));
}

QString TrialList::currentTrial() const
{
    return idAt(m_ui->trials->currentIndex());
}

QString TrialList::titleOf(const QString &id) const
{
    return m_table->rowOf(id) < 0 ? QString() : m_table->titleOf(id);
}

void TrialList::renameCurrent()
{
    if (m_ui->trials->currentIndex().isValid())
        m_ui->trials->edit(m_ui->trials->currentIndex());
}

bool TrialList::hasRowFocus() const
{
    return m_ui->trials->hasFocus();
}

QAction *TrialList::addRowAction(const QString &text, const QString &icon, const QKeySequence &keys)
{
    auto *action = new QAction(QIcon::fromTheme(icon), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_ui->trials->addAction(action);
    return action;
}

void TrialList::addActions()
{
    m_rename = addRowAction(tr("&Rename"), u"edit-rename"_s, Qt::Key_F2);
    m_pin = addRowAction(tr("&Pin"), u"pin"_s, {});
    m_saveCopy = addRowAction(tr("Save as &file…"), u"document-save-as"_s, {});
    m_remove = addRowAction(tr("&Delete"), u"edit-delete"_s, QKeySequence::Delete);
    m_ui->trials->setContextMenuPolicy(Qt::ActionsContextMenu);

    connect(m_rename, &QAction::triggered, this, &TrialList::renameCurrent);
    connect(m_pin, &QAction::triggered, this, [this] {
        const bool isPinned = m_ui->trials->currentIndex().data(TrialTable::PinnedRole).toBool();
        emit pinRequested(currentTrial(), !isPinned);
    });
    connect(m_saveCopy, &QAction::triggered, this, [this] { emit saveCopyRequested(currentTrial()); });
    connect(m_remove, &QAction::triggered, this, [this] { emit removeRequested(currentTrial()); });
}

void TrialList::connectRows()
{
    connect(m_table, &TrialTable::renameRequested, this, &TrialList::renameRequested);
    connect(m_table, &QAbstractItemModel::dataChanged, this, &TrialList::describeActions);
    connect(m_ui->trials->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &row) {
                describeActions();
                if (!m_isTold)
                    choose(row);
            });
    connect(m_ui->trials, &QAbstractItemView::clicked, this, [this](const QModelIndex &row) {
        choose(row);
        if (idAt(row) == m_openId)
            emit currentClicked();
    });
    connect(m_ui->trials, &QAbstractItemView::activated, this, [this](const QModelIndex &row) {
        choose(row);
        if (idAt(row) == m_openId)
            emit currentEntered();
    });
    describeActions();
}

/// The actions stand for the current row.
void TrialList::describeActions()
{
    const QModelIndex row = m_ui->trials->currentIndex();
    for (QAction *action : {m_rename, m_pin, m_saveCopy, m_remove})
        action->setEnabled(row.isValid());
    m_pin->setText(row.data(TrialTable::PinnedRole).toBool() ? tr("Un&pin") : tr("&Pin"));
}

void TrialList::showEmptyText()
{
    const bool isEmpty = m_filter->rowCount() == 0;
    m_ui->emptyText->setText(m_table->rowCount() == 0 ? tr("No trials yet. Start one above.")
                                                      : tr("No trial has this in its title."));
    m_ui->emptyText->setVisible(isEmpty);
    m_ui->trials->setVisible(!isEmpty);
}

void TrialList::choose(const QModelIndex &index)
{
    if (!index.isValid() || idAt(index) == m_openId)
        return;
    m_openId = idAt(index); // a click changes the current row and is a click
    emit trialChosen(m_openId);
}

QString TrialList::idAt(const QModelIndex &index) const
{
    return index.data(TrialTable::IdRole).toString();
}

} // namespace studio
