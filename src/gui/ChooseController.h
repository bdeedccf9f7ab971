#pragma once

#include "catalog/ModelTable.h"

#include <QObject>

namespace studio
{

class Accounts;
class Catalog;
class ChoosePage;

/// Joins the model list with the catalogue, and the picks with the trial.
class ChooseController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller; it belongs to the page.
    ChooseController(Catalog &catalog, Accounts &accounts, ChoosePage &page);

    void setPicks(const QList<Target> &picks); ///< picksChanged() does not follow.

signals:
    void picksChanged(const QList<studio::Target> &picks);
    void pickRefused();
    void tryRequested();

private:
    void showModels();
    void showPicks();
    void showSource();
    void refresh();

    Catalog &m_catalog;
    Accounts &m_accounts;
    ChoosePage &m_page;
    ModelTable m_table;
    QString m_provider; ///< The filter; empty: all of them.
    bool m_isTold = false; ///< Picks are being set, not made.
};

} // namespace studio
