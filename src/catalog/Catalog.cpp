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
    , m_log(cacheFolder + "/model-changes.json"_L1)
    , m_marks(cacheFolder + "/model-marks.json"_L1)
    , m_forgetful(transport, accounts, cacheFolder)
    , m_exports(cacheFolder + "/model-exports.json"_L1)
{
    for (const Profile &profile : m_accounts.profiles()) {
        readCorrections(profile.id);
        readKept(profile.id);
    }
    connect(&m_accounts, &Accounts::profilesChanged, this, &Catalog::followAccounts);
}

QString Catalog::correctionsPath(const QString &provider) const
{
    return QDir(m_correctionsFolder).filePath(provider + "-corrections.json"_L1);
}

Result<void> Catalog::correct(const Target &target, const UserFacts &facts)
{
    if (m_correctionsFolder.isEmpty())
        return Error{ErrorKind::StorageFailed, u"there is no folder for corrections"_s};
    const QString path = correctionsPath(target.provider);
    QByteArray file;
    if (QFileInfo::exists(path)) {
        const auto known = readPlainFile(path, mostCorrectionBytes);
        if (!known)
            return known.error();
        file = *known;
    }
    const auto bytes = withUserFacts(file, target, facts, QDate::currentDate());
    if (!bytes)
        return bytes.error();
    QDir().mkpath(m_correctionsFolder); // the first thing that is kept there
    if (const auto written = writeTextFile(path, *bytes); !written)
        return written.error();
    readCorrections(target.provider);
    const Listing before = m_listings.value(target.provider);
    readKept(target.provider);
    Listing &listing = m_listings[target.provider];
    listing.asOf = before.asOf;
    listing.problem = before.problem;
    listing.missing = before.missing;
    listing.isRefreshing = before.isRefreshing;
    emit changed(target.provider);
    return {};
}

void Catalog::readCorrections(const QString &provider)
{
    QList<Corrections> all;
    const QString path = correctionsPath(provider);
    const QString name = QFileInfo(path).fileName();
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
            const QDateTime written = QFileInfo(path).lastModified().toUTC();
            const QDateTime checked = readListStamp(stampPath(provider)).checked;
            m_listings[provider] = {corrected(provider, *std::move(models)), checked.isValid() ? checked : written};
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

QString Catalog::replacementOf(const Target &target) const
{
    if (const auto model = describing(target); model && !model->replacement.isEmpty())
        return model->replacement;
    for (const ModelChange &change : m_log.changesOf(target)) {
        if (change.kind == ModelChange::Kind::Renamed && !change.details.isEmpty())
            return change.details.first().after;
    }
    return {};
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
    m_forgetful.refresh(provider);

    // Only what is kept as the server sent it can be confirmed.
    const bool isKept = !m_listings[provider].isBundled && QFileInfo::exists(cachePath(provider));
    const ListStamp known = isKept ? readListStamp(stampPath(provider)) : ListStamp();
    auto *fetch = new ModelFetch(m_transport, *profile, known, this);
    connect(fetch, &ModelFetch::finished, this, [this, fetch, asked = *profile](const Result<QList<Model>> &models) {
        fetch->deleteLater();
        takeFetch(asked, *fetch, models);
    });
    m_accounts.withSecret(*profile, fetch, [this, fetch, asked = *profile](const Result<QByteArray> &secret) {
        if (secret || !asked.modelsNeedKey) {
            fetch->start(secret ? *secret : QByteArray());
            return;
        }
        fetch->deleteLater();
        if (isStillAsked(asked))
            takeFailure(asked.id, secret.error());
    });
}

/// It may be taken out meanwhile; another server may have its name by now.
bool Catalog::isStillAsked(const Profile &asked) const
{
    const auto known = m_accounts.profile(asked.id);
    return known && known->base == asked.base;
}

void Catalog::takeFetch(const Profile &asked, const ModelFetch &fetch, const Result<QList<Model>> &models)
{
    if (!isStillAsked(asked))
        return;
    if (!models) {
        takeFailure(asked.id, models.error());
        return;
    }
    if (fetch.isUnchanged()) {
        confirmList(asked.id, fetch.stamp());
        return;
    }
    const Fetched fetched{*models, fetch.body(), fetch.stamp()};
    Listing &listing = m_listings[asked.id];
    const auto missing = suspiciouslyMissing(keptList(asked.id), fetched.models);
    if (!missing) {
        useList(asked.id, fetched);
        return;
    }
    m_doubtful[asked.id] = fetched;
    listing.isRefreshing = false;
    listing.problem.reset();
    listing.missing = missing;
    tell(asked.id, listing.models.size());
}

void Catalog::takeFailure(const QString &provider, const Error &error)
{
    Listing &listing = m_listings[provider];
    listing.isRefreshing = false;
    listing.problem = error;
    tell(provider, error);
}

void Catalog::confirmList(const QString &provider, const ListStamp &stamp)
{
    Listing &listing = m_listings[provider];
    listing.isRefreshing = false;
    listing.problem.reset();
    listing.missing.reset();
    m_doubtful.remove(provider);
    listing.asOf = stamp.checked;
    writeListStamp(stampPath(provider), stamp);
    tell(provider, listing.models.size());
}

void Catalog::useList(const QString &provider, const Fetched &fetched)
{
    const QList<Model> before = keptList(provider);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_doubtful.remove(provider);
    m_listings[provider] = {corrected(provider, fetched.models), now};
    // Kept for the next start alone. The stamp of a list that was not kept would have the older one confirmed as this.
    if (writeTextFile(cachePath(provider), fetched.body))
        writeListStamp(stampPath(provider), fetched.stamp);
    const QList<ModelChange> changes = before.isEmpty() ? QList<ModelChange>() : changesBetween(before, fetched.models);
    m_log.add(changes, now);
    if (!changes.isEmpty())
        emit changesFound();
    tell(provider, fetched.models.size());
}

void Catalog::acceptList(const QString &provider)
{
    if (const auto doubtful = m_doubtful.constFind(provider); doubtful != m_doubtful.cend())
        useList(provider, Fetched(*doubtful));
}

void Catalog::tell(const QString &provider, const Result<qsizetype> &models)
{
    emit changed(provider);
    emit refreshed(provider, models);
}

QList<Model> Catalog::keptList(const QString &provider) const
{
    if (m_listings.value(provider).isBundled)
        return {};
    const auto kept = readPlainFile(cachePath(provider), Limits().mostBodyBytes);
    auto models = kept ? parseModelList(*kept, provider) : Result<QList<Model>>(kept.error());
    return models ? *std::move(models) : QList<Model>();
}

void Catalog::markChangesSeen()
{
    m_log.markSeen();
    emit changesFound();
}

void Catalog::markExported(const QString &trial, const Target &target)
{
    m_exports.add(trial, target, QDateTime::currentDateTimeUtc());
    emit exported();
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
        m_doubtful.remove(provider);
        m_log.forget(provider);
        QFile::remove(cachePath(provider));
        QFile::remove(stampPath(provider));
    }
}

QString Catalog::cachePath(const QString &provider) const
{
    return m_folder + "/models-"_L1 + provider + ".json"_L1; // a profile's id is safe as a file name
}

QString Catalog::stampPath(const QString &provider) const
{
    return m_folder + "/models-"_L1 + provider + ".stamp"_L1;
}

} // namespace studio
