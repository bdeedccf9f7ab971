#include "catalog/Catalog.h"

#include "catalog/Accounts.h"
#include "catalog/ModelFetch.h"
#include "providers/ModelList.h"
#include "store/TrialFile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

Catalog::Catalog(Transport &transport, Accounts &accounts, const QString &cacheFolder, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_accounts(accounts)
    , m_folder(cacheFolder)
{
    for (const Profile &profile : m_accounts.profiles())
        readKept(profile.id);
}

void Catalog::readKept(const QString &provider)
{
    QFile file(cachePath(provider));
    if (file.open(QIODevice::ReadOnly)) {
        if (auto models = parseModelList(file.readAll(), provider)) {
            m_listings[provider] = {*std::move(models), QFileInfo(file).lastModified().toUTC()};
            return;
        }
    }
    if (auto models = parseModelList(bundledModelList(provider), provider)) {
        m_listings[provider] = {*std::move(models), bundledModelListDate(provider).startOfDay(Qt::UTC), true};
    }
}

QList<Model> Catalog::models() const
{
    QList<Model> all;
    for (const Profile &profile : m_accounts.profiles())
        all += m_listings.value(profile.id).models;
    return all;
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

void Catalog::refresh(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || m_listings[provider].isRefreshing)
        return;
    m_listings[provider].isRefreshing = true;
    emit changed(provider);

    auto *fetch = new ModelFetch(m_transport, *profile, this);
    connect(fetch, &ModelFetch::finished, this, [this, fetch, provider](const Result<QList<Model>> &models) {
        Listing &listing = m_listings[provider];
        listing.isRefreshing = false;
        if (models) {
            listing = {*models, QDateTime::currentDateTimeUtc()};
            // The list is only kept for offline browsing: failing to write it loses nothing.
            std::ignore = writeTextFile(cachePath(provider), fetch->body());
        } else {
            listing.problem = models.error();
        }
        fetch->deleteLater();
        emit changed(provider);
        if (models)
            emit refreshed(provider, models->size());
        else
            emit refreshed(provider, models.error());
    });
    m_accounts.withSecret(*profile, fetch, [fetch](const Result<QByteArray> &secret) {
        fetch->start(secret ? *secret : QByteArray());
    });
}

QString Catalog::cachePath(const QString &provider) const
{
    return m_folder + "/models-"_L1 + provider + ".json"_L1; // a profile's id is safe as a file name
}

} // namespace studio
