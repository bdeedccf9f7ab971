#include "gui/StopRow.h"

#include "gui/ColumnLetter.h"
#include "gui/ColumnsView.h"
#include "gui/KeptFocus.h"
#include "gui/RunColumn.h"
#include "gui/StageSwitch.h"

#include <QPushButton>
#include <QShortcut>

namespace studio
{

StopRow::StopRow(ColumnsView &columns, StageSwitch &stage, QPushButton &stopButton, QPushButton &stopAllButton,
                 QWidget *page)
    : QObject(page)
    , m_columns(columns)
    , m_stage(stage)
    , m_stopButton(stopButton)
    , m_stopAllButton(stopAllButton)
    , m_escape(new QShortcut(Qt::Key_Escape, page))
{
    connect(&m_columns, &ColumnsView::currentChanged, this, &StopRow::update);
    connect(&m_columns, &ColumnsView::maximisedChanged, this, &StopRow::update);
    connect(&m_columns, &ColumnsView::stateChanged, this, &StopRow::update);
    connect(&m_stage, &StageSwitch::shownChanged, this, &StopRow::update);
    connect(&m_stopAllButton, &QPushButton::clicked, this, &StopRow::stopAllRequested);
    connect(&m_stopButton, &QPushButton::clicked, this, [this] {
        if (const int column = columnToStop(); column > 0)
            emit stopRequested(column);
    });
    // For the whole window while the page is shown.
    auto *stopAll = new QShortcut(Qt::SHIFT | Qt::Key_Escape, page);
    connect(stopAll, &QShortcut::activated, &m_stopAllButton, &QPushButton::click);
    connect(m_escape, &QShortcut::activated, this, &StopRow::escape);
}

void StopRow::update()
{
    const int column = columnToStop();
    setUsable(m_stopButton, column > 0);
    const QChar letter = columnLetter(column);
    if (column > 0 && leavesMaximised())
        m_stopButton.setText(tr("Stop %1").arg(letter));
    else if (column > 0) //: %1 is the letter of a column, Esc the key that does the same.
        m_stopButton.setText(tr("Stop %1  Esc").arg(letter));
    else
        m_stopButton.setText(tr("Stop  Esc"));
    setUsable(m_stopAllButton, column > 0);
    const QString why = column > 0 ? QString() : tr("Nothing is running.");
    m_stopButton.setAccessibleDescription(why);
    m_stopAllButton.setAccessibleDescription(why);
    m_escape->setEnabled(column > 0 || m_columns.maximised() > 0 || m_stage.isShown());
}

void StopRow::escape()
{
    if (m_stage.isShown())
        m_stage.goBack();
    else if (leavesMaximised())
        m_columns.setMaximised(0);
    else
        m_stopButton.click();
}

/// What Esc does now: the big column is at rest.
bool StopRow::leavesMaximised() const
{
    const int big = m_columns.maximised();
    return big > 0 && !m_columns.column(big).isRunning();
}

/// The column that was used last while it runs, else the first that does; 0 when none does.
int StopRow::columnToStop() const
{
    if (m_columns.current() > 0 && m_columns.column(m_columns.current()).isRunning())
        return m_columns.current();
    for (int number = 1; number <= m_columns.count(); ++number) {
        if (m_columns.column(number).isRunning())
            return number;
    }
    return 0;
}

} // namespace studio
