#pragma once

#include "core/Trial.h"
#include "run/CostGuess.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace studio
{

class Catalog;
class SpendSheet;

/// Asks before money is spent: videos, and what may cost more than the user has said, are asked about.
///
/// Belongs to the RunController. The sheet is in front of the window until it is answered, so that the trial stays as
/// it was told.
class SpendAsker : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it. The sheet stands in front of the window that the page is in then.
    SpendAsker(const Catalog &catalog, QWidget &page, QObject *parent = nullptr);

    void setAskAbove(Money limit) { m_askAbove = limit; }

    /// Sends at once where nothing is to be asked, else when the user says so. all: what each column of the trial may
    /// cost; columns: those that are sent.
    void sendAfterAsking(const Trial &trial, const QList<ColumnCost> &all, const QList<int> &columns,
                         const std::function<void()> &send);

    /// Another prompt or other models than were asked about: nothing is sent for the open question.
    void takeBack();

signals:
    void askAboveChosen(studio::Money limit);

private:
    const Catalog &m_catalog;
    QWidget &m_page;
    Money m_askAbove = {};
    QPointer<SpendSheet> m_sheet; ///< Ends when it is closed.
};

} // namespace studio
