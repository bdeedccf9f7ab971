#include "gui/ChooseController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/ChoosePage.h"
#include "gui/ErrorText.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr qint64 oldAfterDays = 1; // prices older than this are only "about"
}

ChooseController::ChooseController(Catalog &catalog, Accounts &accounts, ChoosePage &page)
    : QObject(&page)
    , m_catalog(catalog)
    , m_accounts(accounts)
    , m_page(page)
{
    m_page.setTable(&m_table);
    connect(&m_page, &ChoosePage::searchChanged, &m_table, &ModelTable::setSearch);
    connect(&m_page, &ChoosePage::providerChanged, this, [this](const QString &provider) {
        m_provider = provider;
        m_table.setProvider(provider);
        showSource();
    });
    connect(&m_page, &ChoosePage::refreshRequested, this, &ChooseController::refresh);
    connect(&m_page, &ChoosePage::clearPicksRequested, this, [this] { m_table.setPicks({}); });
    connect(&m_page, &ChoosePage::tryRequested, this, &ChooseController::tryRequested);
    connect(&m_table, &ModelTable::pickRefused, this, &ChooseController::pickRefused);
    connect(&m_table, &ModelTable::picksChanged, this, [this](const QList<Target> &picks) {
        showPicks();
        if (!m_isTold)
            emit picksChanged(picks);
    });
    connect(&m_catalog, &Catalog::changed, this, &ChooseController::showModels);
    connect(&m_accounts, &Accounts::profilesChanged, this, &ChooseController::showModels);
    showModels();
}

void ChooseController::setPicks(const QList<Target> &picks)
{
    m_isTold = true;
    m_table.setPicks(picks);
    m_isTold = false;
}

void ChooseController::showModels()
{
    QList<ProviderChoice> choices;
    for (const Profile &profile : m_accounts.profiles()) {
        choices << ProviderChoice{profile.id, profile.name};
    }
    m_page.setProviders(choices);
    m_table.setLists(m_catalog.lists());
    m_page.setTotal(m_table.models().size());
    showPicks();
    showSource();
}

void ChooseController::showPicks()
{
    QStringList names;
    for (const Target &target : m_table.picks()) {
        const auto model = m_catalog.find(target);
        names << (model ? model->name : target.model);
    }
    m_page.setPicks(names);
}

void ChooseController::showSource()
{
    QStringList parts;
    bool isOld = false;
    bool isRefreshing = false;
    for (const Profile &profile : m_accounts.profiles()) {
        const Catalog::Listing listing = m_catalog.listing(profile.id);
        isRefreshing = isRefreshing || listing.isRefreshing;
        if (profile.id == "practice"_L1 || (!m_provider.isEmpty() && profile.id != m_provider))
            continue;
        if (listing.asOf.isValid()) {
            const QString date = QLocale().toString(listing.asOf.toLocalTime().date(), QLocale::ShortFormat);
            //: %1 a provider, %2 a date: the list that came with the program.
            parts << (listing.isBundled ? tr("%1: list of %2, bundled") : tr("%1: list of %2")).arg(profile.name, date);
            isOld = isOld || listing.asOf.daysTo(QDateTime::currentDateTimeUtc()) > oldAfterDays;
        }
        if (listing.problem)
            parts << tr("%1: %2").arg(profile.name, errorText(*listing.problem, {profile.name}).text);
    }
    m_page.setSource(parts.join(u"  ·  "_s), isOld);
    m_page.setRefreshing(isRefreshing);
}

void ChooseController::refresh()
{
    for (const Profile &profile : m_accounts.profiles()) {
        const bool isWanted = m_provider.isEmpty() || m_provider == profile.id;
        const auto keyState = m_accounts.keyState(profile.id);
        const bool canAsk = !profile.modelsNeedKey || keyState == Accounts::KeyState::Connected
            || keyState == Accounts::KeyState::NotNeeded;
        if (isWanted && canAsk && !profile.modelsPath.isEmpty() && !profile.base.isEmpty())
            m_catalog.refresh(profile.id);
    }
}

} // namespace studio
