#pragma once

#include "core/Endpoint.h"
#include "core/Prompt.h"
#include "gui/RunController.h"

#include <QObject>
#include <QPointer>

namespace studio
{

class CompanyFetch;
class EndpointFetch;
class ModelDetails;

/// Shows one model of the catalogue in the details, and asks who runs it when somebody wants to know.
class DetailsController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller; it belongs to the details.
    DetailsController(const RunController::Flows &flows, ModelDetails &details);

    void show(const std::optional<Target> &target);
    void setPrompt(const Prompt &prompt); ///< For what a run of the model would cost.
    void setPicks(const QList<Target> &picks);

signals:
    void pickRequested(const studio::Target &target, bool isPicked);
    void routingChosen(const QString &setting, const QString &company); ///< "provider.order" or "provider.ignore".

private:
    void connectDetails();
    void showFacts();
    void ask();
    void askCompanies(const Profile &profile);
    void tellEndpoints(const QString &words);
    void showEndpoints(const Result<QList<Endpoint>> &endpoints);
    void openCorrection();

    RunController::Flows m_flows;
    ModelDetails &m_details;
    std::optional<Target> m_target;
    QList<Target> m_picks;
    Prompt m_prompt;
    QHash<Target, QList<Endpoint>> m_endpoints; ///< What was told in this session.
    QHash<QString, QString> m_privacyPages;     ///< By company.
    QPointer<EndpointFetch> m_fetch;            ///< Ends by itself, or when another model is shown.
};

} // namespace studio
