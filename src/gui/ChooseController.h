#pragma once

#include "catalog/ModelChanges.h"
#include "catalog/ModelTable.h"
#include "gui/RunController.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QMenu;

namespace studio
{

class ChoosePage;
class DetailsController;
class FactsDialog;
class ModelDetails;
class Settings;
struct Profile;
class TrialStore;

/// Joins the model list with the catalogue, and the picks with the trial.
class ChooseController : public QObject
{
    Q_OBJECT

public:
    struct Services
    {
        RunController::Flows flows;
        TrialStore &trials;
        Settings &settings;
    };

    /// Everything given outlives the controller; it belongs to the page.
    ChooseController(const Services &services, ChoosePage &page, ModelDetails &details);

    void setPicks(const QList<Target> &picks); ///< picksChanged() does not follow.
    void setPrompt(const Prompt &prompt);      ///< For what a run would cost.
    void openChanges();                        ///< A sheet of what is different in the lists.
    void beginVisit();                         ///< The page was opened: the user's own times may be others by now.

signals:
    void picksChanged(const QList<studio::Target> &picks);
    void pickRefused();
    void tryRequested();
    void detailsRequested();
    void routingChosen(const QString &setting, const QString &company); ///< See DetailsController.
    void onlyForgetfulWanted(); ///< The trial is to ask those alone that keep nothing.
    void failed(const studio::Error &error);

private:
    void connectPage();
    void connectCatalog();
    void showModels();
    void showMarks();
    void showPicks();
    void showSource();
    void showForgetful();
    QStringList lostPicks() const;
    void pick(const Target &target, bool isPicked);
    void openMenu(const Target &target, const QPoint &place);
    void openComparison();
    void openNeeds();
    void openSheet(FactsDialog *sheet);
    QHash<QString, QString> providerNames() const;
    QHash<Target, ModelUse> uses() const;
    void refresh();
    void refreshOld(); ///< What the schedule asks for.
    QString whyNoModels(const Profile &profile) const; ///< Empty: there are some.
    bool canAsk(const QString &provider) const;
    bool isWanted(const QString &provider) const;

    RunController::Flows m_flows;
    Catalog &m_catalog;
    Accounts &m_accounts;
    TrialStore &m_trials;
    Settings &m_settings;
    ChoosePage &m_page;
    DetailsController *m_details;
    ModelTable m_table;
    Prompt m_prompt;
    QTimer m_schedule;
    QHash<QString, QDateTime> m_asked; ///< When the schedule asked each provider last.
    QPointer<FactsDialog> m_sheet; ///< Ends when it is closed.
    QPointer<QMenu> m_menu;        ///< The same.
    bool m_isTold = false;         ///< Picks are being set, not made.
};

} // namespace studio
