#include "gui/FactsDialog.h"

#include "gui/NameText.h"
#include "gui/RoomyDelegate.h"
#include "ui_FactsDialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScreen>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

FactsDialog::FactsDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::FactsDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->differencesBox->hide();
    auto *delegate = new RoomyDelegate(m_ui->table);
    delegate->setMutedColumn(0);
    m_ui->table->setItemDelegate(delegate);
    connect(m_ui->differencesBox, &QCheckBox::toggled, this, &FactsDialog::showRows);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *copy = new QShortcut(QKeySequence::Copy, m_ui->table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &FactsDialog::copyRow);
}

FactsDialog::~FactsDialog() = default;

void FactsDialog::setWords(const QString &title, const QString &intro, const QString &emptyWords)
{
    setWindowTitle(title);
    m_ui->table->setAccessibleName(title);
    m_intro = intro;
    m_emptyWords = emptyWords;
    m_ui->introLabel->setText(intro);
}

void FactsDialog::setTable(const QStringList &headings, const QList<Row> &rows)
{
    m_rows = rows;
    m_ui->table->setHeaderLabels(headings);
    showRows();
    for (int column = 0; column < headings.size(); ++column) {
        m_ui->table->resizeColumnToContents(column);
        m_ui->table->setColumnWidth(column, std::min(m_ui->table->columnWidth(column) + 16, 44 * fontMetrics().averageCharWidth()));
    }
    const QSize room = screen() ? screen()->availableSize() * 0.9 : QSize(1024, 640);
    const int wanted = m_ui->table->header()->length() + 60;
    resize(std::clamp(wanted, 480, room.width()), std::min(560, room.height()));
}

void FactsDialog::offerDifferences()
{
    for (Row &row : m_rows)
        row.isMarked = isDifferent(row);
    m_ui->differencesBox->show();
    showRows();
}

bool FactsDialog::isDifferent(const Row &row) const
{
    return std::any_of(row.cells.begin() + 1, row.cells.end(), [&row](const QString &cell) { return cell != row.cells.value(1); });
}

void FactsDialog::showRows()
{
    m_ui->table->clear();
    const bool isShort = m_ui->differencesBox->isChecked();
    for (const Row &row : std::as_const(m_rows)) {
        if (isShort && !isDifferent(row))
            continue;
        auto *item = new QTreeWidgetItem(row.cells);
        for (int column = 0; column < row.cells.size(); ++column) {
            QFont cell = font();
            cell.setBold(row.isMarked && column > 0);
            item->setFont(column, cell);
            item->setToolTip(column, tipText(row.cells[column]));
        }
        m_ui->table->addTopLevelItem(item);
    }
    const bool isEmpty = m_ui->table->topLevelItemCount() == 0;
    m_ui->introLabel->setText(isEmpty && !m_emptyWords.isEmpty() ? m_emptyWords : m_intro);
    m_ui->table->setCurrentItem(m_ui->table->topLevelItem(0));
}

void FactsDialog::copyRow() const
{
    const QTreeWidgetItem *item = m_ui->table->currentItem();
    if (item == nullptr)
        return;
    QStringList cells;
    for (int column = 0; column < m_ui->table->columnCount(); ++column)
        cells << item->text(column);
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

} // namespace studio
