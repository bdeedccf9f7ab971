#pragma once

#include <QObject>

class QPushButton;
class QShortcut;
class QWidget;

namespace studio
{

class ColumnsView;
class StageSwitch;

/// What stops runs: the two buttons, Esc and Shift+Esc. Esc has the most urgent meaning first: it stops what is in
/// sight, then all columns are there again.
///
/// Belongs to the TryPage.
class StopRow : public QObject
{
    Q_OBJECT

public:
    /// All of it belongs to the same page.
    StopRow(ColumnsView &columns, StageSwitch &stage, QPushButton &stopButton, QPushButton &stopAllButton,
            QWidget *page);

    void update();

signals:
    void stopRequested(int column);
    void stopAllRequested();

private:
    void escape();
    bool leavesMaximised() const;
    int columnToStop() const;

    ColumnsView &m_columns;
    StageSwitch &m_stage;
    QPushButton &m_stopButton;
    QPushButton &m_stopAllButton;
    QShortcut *m_escape;
};

} // namespace studio
