#pragma once

#include "catalog/ListStamp.h"
#include "core/Target.h"
#include "providers/ForgetfulList.h"

#include <QObject>
#include <QSet>

#include <optional>

namespace studio
{

class Accounts;
class ListFetch;
class Transport;
struct Profile;

/// Who keeps nothing of what is sent: the lists of endpoints that gateways publish, as they were fetched last.
///
/// Asks nobody by itself. Any failure leaves the list that is there, and so does a list that names nobody. One that
/// is only shorter is used: to claim less of who keeps nothing is the safe side. Lives on the GUI thread.
class ForgetfulLists : public QObject
{
    Q_OBJECT

public:
    /// One provider's list and how old it is.
    struct Listing
    {
        ForgetfulTags tags = {};
        ListStamp stamp = {}; ///< checked is null while nobody has told who keeps nothing.
        bool isRefreshing = false;
        std::optional<Error> problem = {}; ///< Why the last refresh failed.

        bool isKnown() const { return !tags.isEmpty(); }
    };

    /// Lists are kept in the cache folder.
    ForgetfulLists(Transport &transport, Accounts &accounts, const QString &cacheFolder, QObject *parent = nullptr);

    /// Nothing is known of a provider that publishes no such list.
    Listing listing(const QString &provider) const { return m_listings.value(provider); }

    /// The models that at least one endpoint runs without keeping anything. A variant (":free") is run by others than
    /// its model and is only one of them when the list has it.
    QSet<Target> models() const;

    /// changed() follows when it starts, and again when it is over. Nothing for a provider without such a list.
    void refresh(const QString &provider);

signals:
    void changed(const QString &provider);

private:
    void readKept(const Profile &profile);
    void take(const Profile &asked, const ListFetch &fetch, const Result<QByteArray> &body);
    void takeList(const Profile &asked, const ListFetch &fetch, const QByteArray &body);
    void followAccounts();
    bool isStillAsked(const Profile &asked) const;
    QString pathOf(const QString &provider, const QString &ending) const;

    Transport &m_transport;
    Accounts &m_accounts;
    QString m_folder;
    QHash<QString, Listing> m_listings;
};

} // namespace studio
