#include "catalog/Catalog.h"

#include "catalog/Accounts.h"
#include "catalog/ModelFetch.h"
#include "providers/ModelList.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostCorrectionBytes = 1024 * 1024;

} // namespace

Catalog::Catalog(Transport &transport, Accounts &accounts, const QString &cacheFolder, const QString &corrections,
                 QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_accounts(accounts)
    , m_folder(cacheFolder)
    , m_correctionsFolder(corrections)
{
    for (const Profile &profile : m_accounts.profiles()) {
        readCorrections(profile.id);
        readKept(profile.id);
    }
    connect(&m_accounts, &Accounts::profilesChanged, this, &Catalog::followAccounts);
}

void Catalog::readCorrections(const QString &provider)
{
    QList<Corrections> all;
    const QString name = provider + "-corrections.json"_L1;
    const QString path = QDir(m_correctionsFolder).filePath(name);
    if (!m_correctionsFolder.isEmpty() && QFileInfo::exists(path)) {
        const auto document = readPlainFile(path, mostCorrectionBytes);
        auto corrections =
            document ? Corrections::parse(*document, provider) : Result<Corrections>(document.error());
        if (corrections) {
            corrections->setUsers(true);
            all << *std::move(corrections);
        } else {
            m_problems << name + ": "_L1 + corrections.error().detail;
        }
    }
    all << bundledCorrections(provider);
    m_corrections[provider] = all;
}

QList<Model> Catalog::corrected(const QString &provider, QList<Model> models) const
{
    for (const Corrections &corrections : m_corrections.value(provider)) {
        if (corrections.isEmpty())
            continue;
        for (Model &model : models)
            corrections.apply(model);
    }
    return models;
}

void Catalog::readKept(const QString &provider)
{
    const QString path = cachePath(provider);
    if (const auto kept = readPlainFile(path, Limits().mostBodyBytes)) {
        if (auto models = parseModelList(*kept, provider)) {
            m_listings[provider] = {corrected(provider, *std::move(models)), QFileInfo(path).lastModified().toUTC()};
            return;
        }
    }
    if (auto models = parseModelList(bundledModelList(provider), provider)) {
        m_listings[provider] = {corrected(provider, *std::move(models)),
                                bundledModelListDate(provider).startOfDay(Qt::UTC), true};
    }
}

QList<Model> Catalog::models() const
{
    QList<Model> all;
    for (const Profile &profile : m_accounts.profiles())
        all += m_listings.value(profile.id).models;
    return all;
}

QList<QList<Model>> Catalog::lists() const
{
    QList<QList<Model>> lists;
    for (const Profile &profile : m_accounts.profiles()) {
        if (const Listing listing = m_listings.value(profile.id); !listing.models.isEmpty())
            lists << listing.models;
    }
    return lists;
}

std::optional<Model> Catalog::find(const Target &target) const
{
    const auto listing = m_listings.constFind(target.provider);
    if (listing == m_listings.cend())
        return std::nullopt;
    for (const Model &model : listing->models) {
        if (model.target == target)
            return model;
    }
    return std::nullopt;
}

std::optional<Model> Catalog::describing(const Target &target) const
{
    auto model = find(target);
    if (const qsizetype colon = target.model.lastIndexOf(u':'); !model && colon > 0)
        model = find({target.provider, target.model.first(colon)});
    return model;
}

QString Catalog::dialectOf(const Profile &profile, const Target &target) const
{
    const auto model = describing(target);
    if (!model)
        return dialectFor(profile, target.model);
    const Origin *origin = model->originOf(Origin::Fact::Family);
    const bool isChosen = profile.chosen.contains(target.model);
    if (origin && origin->isUsers && !isChosen && dialectsOf(profile).contains(model->family))
        return model->family;
    return dialectFor(profile, target.model, model->endpointTypes + model->outputs, model->family);
}

void Catalog::refresh(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || m_listings[provider].isRefreshing)
        return;
    m_listings[provider].isRefreshing = true;
    emit changed(provider);

    auto *fetch = new ModelFetch(m_transport, *profile, this);
    connect(fetch, &ModelFetch::finished, this, [this, fetch, asked = *profile](const Result<QList<Model>> &models) {
        fetch->deleteLater();
        take(asked, models, fetch->body());
    });
    m_accounts.withSecret(*profile, fetch, [this, fetch, asked = *profile](const Result<QByteArray> &secret) {
        if (secret || !asked.modelsNeedKey) {
            fetch->start(secret ? *secret : QByteArray());
            return;
        }
        fetch->deleteLater();
        take(asked, secret.error(), {});
    });
}

void Catalog::take(const Profile &asked, const Result<QList<Model>> &models, const QByteArray &body)
{
    const auto known = m_accounts.profile(asked.id);
    if (!known || known->base != asked.base)
        return; // taken out meanwhile; another server may have its name by now
    Listing &listing = m_listings[asked.id];
    listing.isRefreshing = false;
    if (models) {
        listing = {corrected(asked.id, *models), QDateTime::currentDateTimeUtc()};
        // The list is only kept for offline browsing: failing to write it loses nothing.
        std::ignore = writeTextFile(cachePath(asked.id), body);
    } else {
        listing.problem = models.error();
    }
    emit changed(asked.id);
    if (models)
        emit refreshed(asked.id, models->size());
    else
        emit refreshed(asked.id, models.error());
}

/// Another server may get the name, and with it the id, of one that was taken out.
void Catalog::followAccounts()
{
    for (const Profile &profile : m_accounts.profiles()) {
        if (!m_corrections.contains(profile.id))
            readCorrections(profile.id);
    }
    const QStringList providers = m_listings.keys();
    for (const QString &provider : providers) {
        if (m_accounts.profile(provider))
            continue;
        m_listings.remove(provider);
        QFile::remove(cachePath(provider));
    }
}

QString Catalog::cachePath(const QString &provider) const
{
    return m_folder + "/models-"_L1 + provider + ".json"_L1; // a profile's id is safe as a file name
}

} // namespace studio
