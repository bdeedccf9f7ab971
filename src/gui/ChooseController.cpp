#include "gui/ChooseController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "catalog/RefreshRule.h"
#include "gui/ChoosePage.h"
#include "gui/DetailsController.h"
#include "gui/ErrorText.h"
#include "gui/FactsDialog.h"
#include "gui/Figures.h"
#include "gui/ForgetfulText.h"
#include "gui/ModelFacts.h"
#include "gui/NameText.h"
#include "gui/TrialTitle.h"
#include "run/CostGuess.h"
#include "store/RunJournal.h"
#include "store/Settings.h"
#include "store/TrialStore.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

ChooseController::ChooseController(const Services &services, ChoosePage &page, ModelDetails &details)
    : QObject(&page)
    , m_flows(services.flows)
    , m_catalog(services.flows.catalog)
    , m_accounts(services.flows.accounts)
    , m_trials(services.trials)
    , m_settings(services.settings)
    , m_page(page)
    , m_details(new DetailsController(services.flows, details))
{
    m_page.setTable(&m_table);
    m_page.setSchedule(m_settings.refreshHours());
    connectPage();
    connectCatalog();
    connect(m_details, &DetailsController::pickRequested, this, &ChooseController::pick);
    connect(m_details, &DetailsController::routingChosen, this, &ChooseController::routingChosen);
    connect(&m_table, &ModelTable::pickRefused, this, &ChooseController::pickRefused);
    connect(&m_table, &ModelTable::picksChanged, this, [this](const QList<Target> &picks) {
        showPicks();
        showForgetful();
        m_details->setPicks(picks);
        if (!m_isTold)
            emit picksChanged(picks);
    });
    m_schedule.setInterval(15min);
    connect(&m_schedule, &QTimer::timeout, this, &ChooseController::refreshOld);
    m_schedule.start();
    showMarks();
    showModels();
}

void ChooseController::connectPage()
{
    connect(&m_page, &ChoosePage::filterChanged, this, [this](const ModelFilter &filter) {
        const bool isSameSource = filter.providers == m_table.filter().providers;
        m_table.setFilter(filter);
        if (!isSameSource) {
            showSource();
            showForgetful();
        }
    });
    connect(&m_page, &ChoosePage::sortRequested, &m_table, &ModelTable::sort);
    connect(&m_page, &ChoosePage::refreshRequested, this, &ChooseController::refresh);
    connect(&m_page, &ChoosePage::scheduleChosen, this, [this](int hours) {
        m_settings.setRefreshHours(hours);
        refreshOld();
    });
    connect(&m_page, &ChoosePage::onlyForgetfulWanted, this, &ChooseController::onlyForgetfulWanted);
    connect(&m_page, &ChoosePage::acceptRequested, this, [this] {
        for (const Profile &profile : m_accounts.profiles())
            m_catalog.acceptList(profile.id);
    });
    connect(&m_page, &ChoosePage::clearPicksRequested, this, [this] { m_table.setPicks({}); });
    connect(&m_page, &ChoosePage::tryRequested, this, &ChooseController::tryRequested);
    connect(&m_page, &ChoosePage::detailsRequested, this, &ChooseController::detailsRequested);
    connect(&m_page, &ChoosePage::currentChanged, this, [this] { m_details->show(m_page.current()); });
    connect(&m_page, &ChoosePage::favouriteRequested, this, [this](const Target &target) {
        MarkStore &marks = m_catalog.marks();
        marks.setFavourite(target, !marks.marks().favourites.contains(target));
    });
    connect(&m_page, &ChoosePage::menuRequested, this, &ChooseController::openMenu);
    connect(&m_page, &ChoosePage::compareRequested, this, &ChooseController::openComparison);
    connect(&m_page, &ChoosePage::needsRequested, this, &ChooseController::openNeeds);
    connect(&m_page, &ChoosePage::changesRequested, this, &ChooseController::openChanges);
}

void ChooseController::connectCatalog()
{
    connect(&m_catalog, &Catalog::changed, this, &ChooseController::showModels);
    connect(&m_catalog, &Catalog::changesFound, this, &ChooseController::showSource);
    connect(&m_catalog.forgetful(), &ForgetfulLists::changed, this, [this] {
        showMarks();
        showSource();
    });
    connect(&m_catalog.marks(), &MarkStore::changed, this, &ChooseController::showMarks);
    connect(&m_catalog.marks(), &MarkStore::failed, this, &ChooseController::failed);
    connect(&m_accounts, &Accounts::profilesChanged, this, &ChooseController::showModels);
}

void ChooseController::setPicks(const QList<Target> &picks)
{
    m_isTold = true;
    m_table.setPicks(picks);
    m_isTold = false;
}

void ChooseController::setPrompt(const Prompt &prompt)
{
    if (prompt == m_prompt)
        return;
    m_prompt = prompt;
    m_details->setPrompt(prompt);
    showPicks();
    showForgetful();
}

void ChooseController::beginVisit()
{
    if (const auto times = m_flows.journal.usualTimes())
        m_table.setTimes(*times);
    refreshOld();
}

void ChooseController::pick(const Target &target, bool isPicked)
{
    QList<Target> picks = m_table.picks();
    picks.removeAll(target);
    if (isPicked && picks.size() >= ModelTable::mostPicks)
        emit pickRefused();
    else if (isPicked)
        picks << target;
    m_table.setPicks(picks);
}

void ChooseController::showModels()
{
    QList<ProviderChoice> choices;
    for (const Profile &profile : m_accounts.profiles()) {
        if (const QString reason = whyNoModels(profile); reason.isEmpty() || !profile.modelsPath.isEmpty())
            choices << ProviderChoice{profile.id, profile.name, reason};
    }
    m_page.setProviders(choices);
    m_table.setLists(m_catalog.lists());
    showMarks();
    showPicks();
    showSource();
}

void ChooseController::showMarks()
{
    ModelMarks marks = m_catalog.marks().marks();
    for (const Profile &profile : m_accounts.profiles()) {
        if (profile.id == "practice"_L1 || isLoopback(profile.base))
            marks.localProviders.insert(profile.id);
    }
    marks.forgetful = m_catalog.forgetful().models();
    m_table.setMarks(marks);
    showForgetful();
}

/// Whether models can be found by who keeps nothing, and what that does not mean: a run may still go to another
/// company that runs the same model, unless the trial's settings say otherwise.
void ChooseController::showForgetful()
{
    const ForgetfulLists &lists = m_catalog.forgetful();
    const QStringList &wanted = m_table.filter().providers;
    m_page.setForgetfulProblem(forgetfulProblem(m_accounts, lists, wanted));
    const bool isOnly = m_prompt.settings.value("provider.zdr"_L1).toBool();
    const QString source = forgetfulSource(m_accounts, lists, wanted);
    QString note = isOnly ? tr("This trial asks only those that keep nothing. (%1)").arg(source)
                          : tr("Somebody who keeps nothing runs these, but others may answer too. (%1)").arg(source);
    if (const QStringList lost = lostPicks(); !lost.isEmpty()) {
        const QString names = QLocale().createSeparatedList(lost);
        note += u'\n' + (isOnly ? tr("Nobody who keeps nothing runs %1, so nobody can answer there.").arg(names)
                               : tr("Nobody who keeps nothing runs %1: with that nobody could answer there.").arg(names));
    }
    m_page.setForgetfulNote(note, !isOnly);
}

/// The trial's models that nobody runs who keeps nothing, as far as their providers tell: video models for one.
QStringList ChooseController::lostPicks() const
{
    const ForgetfulLists &lists = m_catalog.forgetful();
    const QSet<Target> kept = lists.models();
    QStringList names;
    for (const Target &target : m_table.picks()) {
        if (!lists.listing(target.provider).isKnown() || kept.contains(target))
            continue;
        const auto model = m_catalog.find(target);
        names << nameText(model ? model->name : target.model);
    }
    names.removeDuplicates();
    return names;
}

QString ChooseController::whyNoModels(const Profile &profile) const
{
    const Catalog::Listing listing = m_catalog.listing(profile.id);
    if (!listing.models.isEmpty())
        return {};
    return canAsk(profile.id) ? tr("%1's list is not here yet. Check online to fetch it.").arg(nameText(profile.name))
                              : tr("%1's list is not here: it takes a connected account to fetch it.").arg(nameText(profile.name));
}

void ChooseController::showPicks()
{
    QStringList names;
    Money sum;
    bool isKnown = !m_table.picks().isEmpty();
    for (const Target &target : m_table.picks()) {
        const auto model = m_catalog.find(target);
        names << (model ? model->name : target.model);
        if (target.provider == "practice"_L1)
            continue;
        const Cost cost = model ? guessedCost(m_prompt, *model) : Cost();
        const auto total = cost.kind != CostKind::Unknown ? sum.plus(cost.usd) : std::nullopt;
        isKnown = isKnown && total.has_value();
        sum = total.value_or(sum);
    }
    m_page.setPicks(names);
    m_page.setPickCost(isKnown && !sum.isZero() ? costText(Cost{CostKind::Estimate, sum}) : QString());
}

void ChooseController::showSource()
{
    QStringList parts;
    bool isOld = false;
    bool isRefreshing = false;
    bool isDoubtful = false;
    for (const Profile &profile : m_accounts.profiles()) {
        const Catalog::Listing listing = m_catalog.listing(profile.id);
        isRefreshing = isRefreshing || listing.isRefreshing;
        isDoubtful = isDoubtful || listing.missing;
        const ForgetfulLists::Listing forgetful = m_catalog.forgetful().listing(profile.id);
        isRefreshing = isRefreshing || forgetful.isRefreshing;
        if (profile.id == "practice"_L1 || !isWanted(profile.id))
            continue;
        const ListAge age{profile.name, listing.asOf, listing.isBundled};
        if (listing.asOf.isValid()) {
            parts << ageText(age);
            isOld = isOld || age.isOld();
        }
        if (listing.problem)
            parts << tr("%1: %2").arg(profile.name, errorText(*listing.problem, {profile.name}).text);
        if (forgetful.problem && !listing.problem)
            parts << tr("%1's list of who keeps nothing: %2").arg(profile.name, errorText(*forgetful.problem, {profile.name}).text);
        if (listing.missing)
            parts << tr("%1's new list lacks %n model(s) and looks broken: the one before is kept", nullptr,
                        int(*listing.missing)).arg(profile.name);
    }
    m_page.setSource(parts.join(u"  ·  "_s), isOld || isDoubtful);
    m_page.setAcceptOffered(isDoubtful);
    m_page.setRefreshing(isRefreshing);
    m_page.setUnseenChanges(m_catalog.changes().unseen().size());
}

void ChooseController::openMenu(const Target &target, const QPoint &place)
{
    MarkStore &marks = m_catalog.marks();
    delete m_menu.data();
    m_menu = new QMenu(&m_page);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this](const QString &text, auto act) { connect(m_menu->addAction(text), &QAction::triggered, this, act); };
    const bool isPicked = m_table.picks().contains(target);
    const bool isFavourite = marks.marks().favourites.contains(target);
    const bool isHidden = marks.marks().hidden.contains(target);
    add(isPicked ? tr("Take out of the &picks") : tr("&Pick"), [this, target, isPicked] { pick(target, !isPicked); });
    add(isFavourite ? tr("No &favourite any more") : tr("&Favourite"),
        [&marks, target, isFavourite] { marks.setFavourite(target, !isFavourite); });
    add(isHidden ? tr("Do not &hide any more") : tr("&Hide"), [&marks, target, isHidden] { marks.setHidden(target, !isHidden); });
    m_menu->addSeparator();
    add(tr("&Details"), [this] { emit detailsRequested(); });
    add(tr("&Copy the id"), [target] { QGuiApplication::clipboard()->setText(target.model); });
    m_menu->popup(place);
}

QHash<QString, QString> ChooseController::providerNames() const
{
    QHash<QString, QString> names;
    for (const Profile &profile : m_accounts.profiles())
        names[profile.id] = profile.name;
    return names;
}

void ChooseController::openSheet(FactsDialog *sheet)
{
    delete m_sheet.data();
    m_sheet = sheet;
    sheet->open();
}

void ChooseController::openComparison()
{
    QList<Model> models;
    for (const Target &target : m_table.picks()) {
        if (const auto model = m_catalog.find(target))
            models << *model;
    }
    const auto times = m_flows.journal.usualTimes();
    const ModelComparison comparison = comparisonOf(models, providerNames(), times ? *times : QHash<Target, double>());
    QList<FactsDialog::Row> rows;
    for (const ModelComparison::Row &row : comparison.rows)
        rows << FactsDialog::Row{QStringList{row.fact} + row.values};
    auto *sheet = new FactsDialog(m_page.window());
    sheet->setWords(tr("Compare the picked models"), tr("What differs is in bold. “unknown” means that nobody says so."),
                    tr("They do not differ in anything that is known."));
    sheet->setTable(QStringList{tr("Fact")} + comparison.names, rows);
    sheet->offerDifferences();
    openSheet(sheet);
}

void ChooseController::openNeeds()
{
    const NeedsTable needs = needsOf(m_catalog.lists(), providerNames());
    QList<FactsDialog::Row> rows;
    for (const NeedsTable::Row &row : needs.rows)
        rows << FactsDialog::Row{QStringList{row.need} + row.cells};
    auto *sheet = new FactsDialog(m_page.window());
    sheet->setWords(tr("Which company serves which need"),
                    tr("How many models each one has, and the lowest published price. Free models have no price here."));
    sheet->setTable(QStringList{tr("I need")} + needs.providers, rows);
    openSheet(sheet);
}

QHash<Target, ModelUse> ChooseController::uses() const
{
    QHash<Target, ModelUse> uses;
    if (const auto trials = m_trials.all()) {
        for (const Trial &trial : *trials) {
            for (const Target &target : trial.targets) {
                QStringList &titles = uses[target].trials;
                if (const QString title = trialTitle(trial); !titles.contains(title))
                    titles << title;
            }
        }
    }
    for (const Target &target : m_catalog.marks().marks().favourites)
        uses[target].isFavourite = true;
    for (const ExportLog::Entry &entry : m_catalog.exports().entries())
        uses[entry.target].isExported = true;
    return uses;
}

void ChooseController::openChanges()
{
    const QHash<Target, ModelUse> used = uses();
    const QHash<QString, QString> names = providerNames();
    const QList<ModelChange> &all = m_catalog.changes().changes();
    const qsizetype unseen = m_catalog.changes().unseen().size();
    const QList<ModelAlert> alerts = alertsFor(all, used);
    QList<FactsDialog::Row> rows;
    const auto add = [&](const ModelChange &change, const ModelUse &use, bool isAlert) {
        rows << FactsDialog::Row{{QLocale().toString(change.seen.toLocalTime().date(), QLocale::ShortFormat), nameText(change.name),
                                  names.value(change.target.provider, change.target.provider), changeText(change), useText(use),
                                  isAlert ? adviceText(change) : QString()},
                                 isAlert};
    };
    for (const ModelAlert &alert : alerts)
        add(alert.change, alert.use, true);
    for (const ModelChange &change : all) {
        const bool isAlert = std::any_of(alerts.begin(), alerts.end(), [&](const ModelAlert &alert) { return alert.change == change; });
        if (!isAlert)
            add(change, used.value(change.target), false);
    }
    auto *sheet = new FactsDialog(m_page.window());
    sheet->setWords(tr("What changed in the lists"),
                    alerts.isEmpty() ? tr("%n change(s) since you last looked. None touches what you use.", nullptr, int(unseen))
                                     : tr("%n change(s) since you last looked. What touches your trials and favourites comes first, "
                                          "in bold.", nullptr, int(unseen)),
                    tr("Nothing has changed yet. Each list is compared with the one before it when it is fetched."));
    sheet->setTable({tr("When"), tr("Model"), tr("Company"), tr("What changed"), tr("Used in"), tr("What to do")}, rows);
    openSheet(sheet);
    m_catalog.markChangesSeen();
}

bool ChooseController::canAsk(const QString &provider) const
{
    const auto profile = m_accounts.profile(provider);
    const auto keyState = m_accounts.keyState(provider);
    const bool hasKey = keyState == Accounts::KeyState::Connected || keyState == Accounts::KeyState::NotNeeded;
    return profile && (!profile->modelsNeedKey || hasKey) && !profile->modelsPath.isEmpty() && !profile->base.isEmpty();
}

/// Whether the list shows models of it.
bool ChooseController::isWanted(const QString &provider) const
{
    const QStringList &wanted = m_table.filter().providers;
    return wanted.isEmpty() || wanted.contains(provider);
}

void ChooseController::refresh()
{
    for (const Profile &profile : m_accounts.profiles()) {
        if (isWanted(profile.id) && canAsk(profile.id))
            m_catalog.refresh(profile.id);
    }
}

/// Lists that are as old as the user's schedule says; without one nobody is asked.
void ChooseController::refreshOld()
{
    const int hours = m_settings.refreshHours();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Profile &profile : m_accounts.profiles()) {
        const bool isDue = isRefreshDue(m_catalog.listing(profile.id), hours, m_asked.value(profile.id), now);
        if (!isDue || profile.id == "practice"_L1 || !canAsk(profile.id))
            continue;
        m_asked[profile.id] = now;
        m_catalog.refresh(profile.id);
    }
}

} // namespace studio
