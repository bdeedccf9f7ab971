#pragma once

#include "core/Model.h"
#include "providers/Corrections.h"

#include <QDateTime>
#include <QHash>
#include <QObject>

namespace studio
{

class Accounts;
class Transport;
struct Profile;

/// Which models exist: the bundled lists, what was fetched before, and what is fetched now.
///
/// Asks nobody by itself; a failed refresh keeps the list there was. Lives on the GUI thread.
class Catalog : public QObject
{
    Q_OBJECT

public:
    /// One provider's list and how old it is.
    struct Listing
    {
        QList<Model> models = {};
        QDateTime asOf = {};       ///< UTC; null when there is no list at all.
        bool isBundled = false;    ///< Came with the program.
        bool isRefreshing = false;
        std::optional<Error> problem = {}; ///< Why the last refresh failed.
    };

    /// Fetched lists are kept in the cache folder. The other one may hold the user's own corrections of them
    /// (resources/catalog/README.md), which are read now.
    Catalog(Transport &transport, Accounts &accounts, const QString &cacheFolder, const QString &corrections = {},
            QObject *parent = nullptr);

    /// Files of corrections that could not be read, one "name: reason" each.
    const QStringList &problems() const { return m_problems; }

    /// Empty for a provider that has no list.
    Listing listing(const QString &provider) const { return m_listings.value(provider); }

    /// Every model of every provider, in the order of the providers.
    QList<Model> models() const;
    QList<QList<Model>> lists() const; ///< The same, a list for each provider that has one.

    std::optional<Model> find(const Target &target) const;

    /// The row of a model; for a variant without a row of its own (":nitro") that of its model.
    std::optional<Model> describing(const Target &target) const;

    /// The wire format in which the profile, which may be another address of the provider, asks a model.
    QString dialectOf(const Profile &profile, const Target &target) const;

    /// changed() follows when it starts, and again when it is over; refreshed() unless the provider is gone by then.
    void refresh(const QString &provider);

signals:
    void changed(const QString &provider);
    void refreshed(const QString &provider, const studio::Result<qsizetype> &models);

private:
    void readCorrections(const QString &provider);
    QList<Model> corrected(const QString &provider, QList<Model> models) const;
    void readKept(const QString &provider);
    void followAccounts();

    /// Variants that have no row of their own (":nitro") have their model's.
    void take(const Profile &asked, const Result<QList<Model>> &models, const QByteArray &body);
    QString cachePath(const QString &provider) const;

    Transport &m_transport;
    Accounts &m_accounts;
    QString m_folder;
    QString m_correctionsFolder;
    QHash<QString, QList<Corrections>> m_corrections; ///< By provider; the user's first.
    QStringList m_problems;
    QHash<QString, Listing> m_listings;
};

} // namespace studio
