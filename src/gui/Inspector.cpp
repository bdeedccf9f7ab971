#include "gui/Inspector.h"

#include "core/RunRecord.h"
#include "gui/RoomyDelegate.h"
#include "gui/RunFacts.h"
#include "ui_Inspector.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QTreeWidgetItem *makeRow()
{
    auto *row = new QTreeWidgetItem;
    for (const int column : {0, 1})
        row->setTextAlignment(column, Qt::AlignLeading | Qt::AlignTop);
    return row;
}

} // namespace

Inspector::Inspector(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::Inspector>())
{
    m_ui->setupUi(this);
    m_ui->emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    QHeaderView *header = m_ui->factsView->header();
    header->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(1, QHeaderView::Stretch);
    auto *delegate = new RoomyDelegate(m_ui->factsView);
    delegate->setMutedColumn(0);
    m_ui->factsView->setItemDelegate(delegate);
    // Another width wraps the words at other places.
    connect(header, &QHeaderView::sectionResized, m_ui->factsView, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    connect(m_ui->copyButton, &QPushButton::clicked, m_ui->sentView, &CodeView::copyAll);
    auto *copy = new QShortcut(QKeySequence::Copy, m_ui->factsView, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &Inspector::copyFact);
    clear();
}

Inspector::~Inspector() = default;

void Inspector::setRecord(const RunRecord &record)
{
    showSent(record);
    const QList<Fact> facts = runFacts(record);
    QTreeWidget *view = m_ui->factsView;
    while (view->topLevelItemCount() > facts.size())
        delete view->takeTopLevelItem(view->topLevelItemCount() - 1);
    while (view->topLevelItemCount() < facts.size())
        view->addTopLevelItem(makeRow());
    for (int row = 0; row < facts.size(); ++row) {
        view->topLevelItem(row)->setText(0, facts[row].name);
        view->topLevelItem(row)->setText(1, facts[row].value);
    }
    m_ui->stack->setCurrentWidget(m_ui->recordPage);
}

void Inspector::clear()
{
    m_ui->stack->setCurrentWidget(m_ui->emptyPage);
    m_ui->sentView->setCode({}, CodeLanguage::Plain);
    m_ui->factsView->clear();
}

void Inspector::showSent(const RunRecord &record)
{
    const Request &request = record.recipe.request;
    m_ui->tabs->setTabText(m_ui->tabs->indexOf(m_ui->sentPage),
                           record.attempts == 0 ? tr("What would be sent") : tr("What was sent"));
    const QString address = QString::fromLatin1(request.url().toEncoded());
    m_ui->addressLabel->setText(QString::fromLatin1(request.method) + u' ' + address);
    m_ui->sentView->setCode(QString::fromUtf8(wireText(request)), CodeLanguage::Plain);
}

void Inspector::copyFact() const
{
    if (const QTreeWidgetItem *row = m_ui->factsView->currentItem())
        QGuiApplication::clipboard()->setText(row->text(0) + u": "_s + row->text(1));
}

} // namespace studio
