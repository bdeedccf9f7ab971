#pragma once

#include "catalog/ChangeLog.h"
#include "catalog/ExportLog.h"
#include "catalog/ForgetfulLists.h"
#include "catalog/ListStamp.h"
#include "catalog/MarkStore.h"
#include "core/Model.h"
#include "providers/Corrections.h"
#include "providers/UserFacts.h"

#include <QDateTime>
#include <QHash>
#include <QObject>

namespace studio
{

class Accounts;
class ModelFetch;
class Transport;
struct Profile;

/// Which models exist: the bundled lists, what was fetched before, and what is fetched now.
///
/// Asks nobody by itself; a failed refresh keeps the list there was, and so does one that brings a list in which too
/// many models are missing. What a refresh changes is kept in a log. Lives on the GUI thread.
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
        std::optional<qsizetype> missing = {}; ///< So many models are not in the list that the last refresh brought;
                                               ///< it looked broken and is not used unless acceptList() says so.
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

    /// The id of the model that stands in the place of one that ends or is gone: as its list names it, else as the log
    /// of changes saw it renamed. Empty when neither says so.
    QString replacementOf(const Target &target) const;

    /// The wire format in which the profile, which may be another address of the provider, asks a model.
    QString dialectOf(const Profile &profile, const Target &target) const;

    /// changed() follows when it starts, and again when it is over; refreshed() unless the provider is gone by then.
    /// Who keeps nothing is asked with it, where the provider tells.
    void refresh(const QString &provider);

    /// Who keeps nothing of what is sent.
    const ForgetfulLists &forgetful() const { return m_forgetful; }

    /// The user's favourites, hidden models and tags.
    MarkStore &marks() { return m_marks; }

    /// Keeps what the user says of a model, with today's date; it survives every refresh. No facts: the list counts again.
    Result<void> correct(const Target &target, const UserFacts &facts);

    /// When code for a model was taken out of the program. The lists may have changed since.
    const ExportLog &exports() const { return m_exports; }
    void markExported(const QString &trial, const Target &target); ///< Now. exported() follows.

    /// Uses the list that looked broken after all.
    void acceptList(const QString &provider);

    const ChangeLog &changes() const { return m_log; }
    void markChangesSeen();

signals:
    void changesFound(); ///< There are more changes(), or they were marked as seen.
    void changed(const QString &provider);
    void exported();
    void refreshed(const QString &provider, const studio::Result<qsizetype> &models);

private:
    void readCorrections(const QString &provider);
    QString correctionsPath(const QString &provider) const;
    QList<Model> corrected(const QString &provider, QList<Model> models) const;
    void readKept(const QString &provider);
    void followAccounts();

    /// A list as it came, before corrections.
    struct Fetched
    {
        QList<Model> models;
        QByteArray body;
        ListStamp stamp;
    };

    void takeFetch(const Profile &asked, const ModelFetch &fetch, const Result<QList<Model>> &models);
    void takeFailure(const QString &provider, const Error &error);
    void confirmList(const QString &provider, const ListStamp &stamp);
    void useList(const QString &provider, const Fetched &fetched);
    QList<Model> keptList(const QString &provider) const; ///< As it came; empty when only the bundled one is there.
    bool isStillAsked(const Profile &asked) const;
    void tell(const QString &provider, const Result<qsizetype> &models);
    QString cachePath(const QString &provider) const;
    QString stampPath(const QString &provider) const;

    Transport &m_transport;
    Accounts &m_accounts;
    QString m_folder;
    QString m_correctionsFolder;
    QHash<QString, QList<Corrections>> m_corrections; ///< By provider; the user's first.
    QStringList m_problems;
    QHash<QString, Listing> m_listings;
    QHash<QString, Fetched> m_doubtful; ///< Lists that look broken.
    ChangeLog m_log;
    MarkStore m_marks;
    ForgetfulLists m_forgetful;
    ExportLog m_exports;
};

} // namespace studio
