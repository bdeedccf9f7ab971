#include "catalog/ForgetfulLists.h"

#include "catalog/Accounts.h"
#include "catalog/ListFetch.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace studio
{

ForgetfulLists::ForgetfulLists(Transport &transport, Accounts &accounts, const QString &cacheFolder, QObject *parent)
    : QObject(parent), m_transport(transport), m_accounts(accounts), m_folder(cacheFolder)
{
    for (const Profile &profile : m_accounts.profiles())
        readKept(profile);
    connect(&m_accounts, &Accounts::profilesChanged, this, &ForgetfulLists::followAccounts);
}

/// A list from another address is another provider's.
void ForgetfulLists::readKept(const Profile &profile)
{
    if (profile.forgetfulPath.isEmpty())
        return;
    const ListStamp stamp = readListStamp(pathOf(profile.id, u"stamp"_s));
    const auto kept = readPlainFile(pathOf(profile.id, u"json"_s), Limits().mostBodyBytes);
    const auto tags = kept ? parseForgetfulList(*kept) : Result<ForgetfulTags>(kept.error());
    if (tags && stamp.base == profile.base && stamp.checked.isValid())
        m_listings[profile.id] = {*tags, stamp};
}

QSet<Target> ForgetfulLists::models() const
{
    QSet<Target> models;
    for (auto each = m_listings.begin(); each != m_listings.end(); ++each) {
        for (auto model = each->tags.keyBegin(); model != each->tags.keyEnd(); ++model)
            models.insert({each.key(), *model});
    }
    return models;
}

void ForgetfulLists::refresh(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || profile->forgetfulPath.isEmpty() || m_listings[provider].isRefreshing)
        return;
    Listing &listing = m_listings[provider];
    listing.isRefreshing = true;
    auto *fetch = new ListFetch(m_transport, *profile, profile->forgetfulPath, listing.stamp, this);
    connect(fetch, &ListFetch::finished, this, [this, fetch, asked = *profile](const Result<QByteArray> &body) {
        fetch->deleteLater();
        take(asked, *fetch, body);
    });
    emit changed(provider);
    // Such a list is public: it comes without a key as well.
    m_accounts.withSecret(*profile, fetch, [fetch](const Result<QByteArray> &secret) {
        fetch->start(secret ? *secret : QByteArray());
    });
}

bool ForgetfulLists::isStillAsked(const Profile &asked) const
{
    const auto known = m_accounts.profile(asked.id);
    return known && known->base == asked.base && known->forgetfulPath == asked.forgetfulPath;
}

void ForgetfulLists::take(const Profile &asked, const ListFetch &fetch, const Result<QByteArray> &body)
{
    const auto known = m_listings.find(asked.id);
    if (known == m_listings.end())
        return;
    known->isRefreshing = false;
    if (!isStillAsked(asked)) {
        emit changed(asked.id);
        return;
    }
    Listing &listing = *known;
    listing.problem.reset();
    if (!body) {
        listing.problem = body.error();
    } else if (fetch.isUnchanged()) {
        listing.stamp = fetch.stamp();
        writeListStamp(pathOf(asked.id, u"stamp"_s), listing.stamp);
    } else {
        takeList(asked, fetch, *body);
    }
    emit changed(asked.id);
}

void ForgetfulLists::takeList(const Profile &asked, const ListFetch &fetch, const QByteArray &body)
{
    Listing &listing = m_listings[asked.id];
    const auto tags = parseForgetfulList(body);
    if (!tags) {
        listing.problem = fetch.withoutKey(tags.error());
        return;
    }
    listing.tags = *tags;
    listing.stamp = fetch.stamp();
    // Kept for the next start alone. The stamp of a list that was not kept would have the older one confirmed as this.
    if (writeTextFile(pathOf(asked.id, u"json"_s), body))
        writeListStamp(pathOf(asked.id, u"stamp"_s), listing.stamp);
}

/// Another server may get the name, and with it the id, of one that was taken out or moved.
void ForgetfulLists::followAccounts()
{
    const QStringList providers = m_listings.keys();
    for (const QString &provider : providers) {
        const auto profile = m_accounts.profile(provider);
        const Listing &listing = m_listings[provider];
        const bool isMoved = listing.isKnown() && profile && listing.stamp.base != profile->base;
        if (profile && !isMoved && !profile->forgetfulPath.isEmpty())
            continue;
        m_listings.remove(provider);
        if (!profile) {
            QFile::remove(pathOf(provider, u"json"_s));
            QFile::remove(pathOf(provider, u"stamp"_s));
        }
        emit changed(provider);
    }
}

QString ForgetfulLists::pathOf(const QString &provider, const QString &ending) const
{
    return m_folder + "/forgetful-"_L1 + provider + u'.' + ending; // a profile's id is safe as a file name
}

} // namespace studio
