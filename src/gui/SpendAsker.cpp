#include "gui/SpendAsker.h"

#include "catalog/Catalog.h"
#include "gui/ColumnLetter.h"
#include "gui/PriceText.h"
#include "gui/SpendSheet.h"

namespace studio
{

SpendAsker::SpendAsker(const Catalog &catalog, QWidget &page, QObject *parent)
    : QObject(parent)
    , m_catalog(catalog)
    , m_page(page)
{
}

void SpendAsker::sendAfterAsking(const Trial &trial, const QList<ColumnCost> &all, const QList<int> &columns,
                                 const std::function<void()> &send)
{
    QList<ColumnCost> costs;
    QList<SpendLine> lines;
    for (const int column : columns) {
        const ColumnCost &cost = all[column - 1];
        const Target &target = trial.targets[column - 1];
        const auto model = m_catalog.find(target);
        costs << cost;
        lines << SpendLine{columnLetter(column), model ? model->name : target.model, cost.makes, cost.count,
                           model ? priceText(headPrice(*model)) : QString(), cost.cost, cost.isPractice};
    }
    if (!mustAskFirst(costs, m_askAbove)) {
        send();
        return;
    }
    delete m_sheet;
    m_sheet = new SpendSheet(lines, m_askAbove, m_page.window());
    m_sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_sheet, &QDialog::accepted, this, send);
    connect(m_sheet, &SpendSheet::limitChosen, this, [this](Money limit) {
        m_askAbove = limit;
        emit askAboveChosen(limit);
    });
    m_sheet->open();
}

void SpendAsker::takeBack()
{
    if (m_sheet)
        m_sheet->reject();
}

} // namespace studio
