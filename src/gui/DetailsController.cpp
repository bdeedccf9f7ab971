#include "gui/DetailsController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "catalog/CompanyFetch.h"
#include "catalog/EndpointFetch.h"
#include "gui/CorrectDialog.h"
#include "gui/ErrorText.h"
#include "gui/Figures.h"
#include "gui/ForgetfulText.h"
#include "gui/ModelDetails.h"
#include "gui/ModelFacts.h"
#include "gui/NameText.h"
#include "run/CostGuess.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

DetailsController::DetailsController(const RunController::Flows &flows, ModelDetails &details)
    : QObject(&details), m_flows(flows), m_details(details)
{
    connectDetails();
    connect(&m_flows.catalog, &Catalog::changed, this, &DetailsController::showFacts);
    connect(&m_flows.catalog.forgetful(), &ForgetfulLists::changed, this, [this] {
        showFacts();
        if (m_target && m_endpoints.contains(*m_target))
            tellEndpoints({});
    });
    connect(&m_flows.catalog.marks(), &MarkStore::changed, this, &DetailsController::showFacts);
}

void DetailsController::connectDetails()
{
    connect(&m_details, &ModelDetails::favouriteRequested, this, [this](bool isFavourite) {
        if (m_target)
            m_flows.catalog.marks().setFavourite(*m_target, isFavourite);
    });
    connect(&m_details, &ModelDetails::tagsEdited, this, [this](const QStringList &tags) {
        if (m_target)
            m_flows.catalog.marks().setTags(*m_target, tags);
    });
    connect(&m_details, &ModelDetails::pickRequested, this, [this](bool isPicked) {
        if (m_target)
            emit pickRequested(*m_target, isPicked);
        showFacts(); // a seventh is refused
    });
    connect(&m_details, &ModelDetails::endpointsRequested, this, &DetailsController::ask);
    connect(&m_details, &ModelDetails::correctionRequested, this, &DetailsController::openCorrection);
    connect(&m_details, &ModelDetails::preferRequested, this,
            [this](const QString &company) { emit routingChosen(u"provider.order"_s, company); });
    connect(&m_details, &ModelDetails::avoidRequested, this,
            [this](const QString &company) { emit routingChosen(u"provider.ignore"_s, company); });
}

void DetailsController::show(const std::optional<Target> &target)
{
    if (target == m_target)
        return;
    m_target = target;
    delete m_fetch.data();
    m_details.setAsking(false);
    showFacts();
    if (target)
        tellEndpoints({});
}

void DetailsController::setPrompt(const Prompt &prompt)
{
    if (prompt == m_prompt)
        return;
    m_prompt = prompt;
    showFacts();
}

void DetailsController::setPicks(const QList<Target> &picks)
{
    m_picks = picks;
    showFacts();
}

void DetailsController::showFacts()
{
    const auto model = m_target ? m_flows.catalog.find(*m_target) : std::nullopt;
    const auto profile = m_target ? m_flows.accounts.profile(m_target->provider) : std::nullopt;
    if (!model || !profile) {
        m_details.clear();
        return;
    }
    const Catalog::Listing listing = m_flows.catalog.listing(profile->id);
    const ListAge age{profile->name, listing.asOf, listing.isBundled};
    const ModelMarks &marks = m_flows.catalog.marks().marks();
    ModelDetails::Facts facts{.title = nameText(model->name)};
    if (model->endsOn.isValid())
        facts.warning = endText(*model);
    else if (age.isOld() && model->price.isKnown())
        facts.warning = tr("Its prices are more than a day old.");
    facts.about = aboutFacts(*model, profile->name);
    facts.about << Fact{tr("Your data"), dataFact(*m_target, *profile, m_flows.catalog.forgetful())};
    facts.prices = priceFacts(*model, age);
    const Cost cost = guessedCost(m_prompt, *model);
    if (cost.kind != CostKind::Unknown)
        facts.promptCost = tr("%1 for your current prompt").arg(costText(cost));
    facts.settings = settingFacts(*model);
    for (const ModelChange &change : m_flows.catalog.changes().changesOf(*m_target))
        facts.changes << Fact{QLocale().toString(change.seen.toLocalTime().date(), QLocale::ShortFormat), changeText(change)};
    facts.tags = marks.tags.value(*m_target);
    facts.isFavourite = marks.favourites.contains(*m_target);
    facts.isPicked = m_picks.contains(*m_target);
    facts.areCompaniesTold = !profile->endpointsPath.isEmpty();
    facts.takesRouting = profile->takesRouting;
    m_details.setFacts(facts);
}

void DetailsController::ask()
{
    const auto profile = m_target ? m_flows.accounts.profile(m_target->provider) : std::nullopt;
    if (!profile || m_fetch)
        return;
    const QString model = m_target->model.section(u':', 0, 0);
    m_fetch = new EndpointFetch(m_flows.transport, *profile, model, this);
    m_details.setAsking(true);
    connect(m_fetch.data(), &EndpointFetch::finished, this, [this](const Result<QList<Endpoint>> &endpoints) {
        m_fetch->deleteLater();
        m_fetch.clear();
        showEndpoints(endpoints);
    });
    m_flows.accounts.withSecret(*profile, m_fetch.data(), [fetch = m_fetch.data()](const Result<QByteArray> &secret) {
        fetch->start(secret ? *secret : QByteArray());
    });
    if (m_privacyPages.isEmpty() && !profile->companiesPath.isEmpty())
        askCompanies(*profile);
}

/// The pages on which companies say what they do with what they are sent.
void DetailsController::askCompanies(const Profile &profile)
{
    auto *fetch = new CompanyFetch(m_flows.transport, profile, this);
    connect(fetch, &CompanyFetch::finished, this, [this, fetch](const Result<QList<Company>> &companies) {
        fetch->deleteLater();
        if (!companies)
            return;
        for (const Company &company : *companies) {
            if (company.privacyPage.isValid())
                m_privacyPages[company.name] = company.privacyPage.toDisplayString();
        }
        if (m_target && m_endpoints.contains(*m_target))
            tellEndpoints({});
    });
    m_flows.accounts.withSecret(profile, fetch, [fetch](const Result<QByteArray> &secret) {
        fetch->start(secret ? *secret : QByteArray());
    });
}

void DetailsController::showEndpoints(const Result<QList<Endpoint>> &endpoints)
{
    m_details.setAsking(false);
    if (!m_target)
        return;
    if (!endpoints) {
        m_details.setEndpoints({}, {}, errorText(endpoints.error()).text);
        return;
    }
    m_endpoints[*m_target] = *endpoints;
    tellEndpoints(endpoints->isEmpty() ? tr("No company is named for this model.") : QString());
}

void DetailsController::tellEndpoints(const QString &words)
{
    const QList<Endpoint> endpoints = m_endpoints.value(*m_target);
    const QStringList forgetful = m_flows.catalog.forgetful().listing(m_target->provider).tags.value(m_target->model);
    QList<ModelDetails::DataPolicy> policies;
    for (const Endpoint &endpoint : endpoints)
        policies << ModelDetails::DataPolicy{endpointDataText(endpoint, endpoints, forgetful), m_privacyPages.value(endpoint.company)};
    m_details.setEndpoints(endpoints, policies, words);
}

void DetailsController::openCorrection()
{
    const auto model = m_target ? m_flows.catalog.find(*m_target) : std::nullopt;
    if (!model)
        return;
    auto *dialog = new CorrectDialog(*model, m_details.window());
    connect(dialog, &CorrectDialog::factsGiven, this, [this, dialog, target = *m_target](const UserFacts &facts) {
        const auto kept = m_flows.catalog.correct(target, facts);
        if (kept)
            dialog->close();
        else
            dialog->setProblem(errorText(kept.error()).text);
    });
    dialog->open();
}

} // namespace studio
