#pragma once

#include "app/GatewayThread.h"
#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/Workbench.h"
#include "media/ThumbnailLoader.h"
#include "net/Transport.h"
#include "run/JobKeeper.h"
#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/ResultShelf.h"
#include "store/RunJournal.h"
#include "store/SecretStore.h"
#include "store/Settings.h"
#include "store/TrialStore.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTimer>

namespace studio
{

/// The program with a window: builds every service once and passes references.
class Studio : public QObject
{
    Q_OBJECT

public:
    /// The folders are made by the caller. The theme outlives the studio.
    Studio(const QString &dataFolder, const QString &configFolder, std::unique_ptr<SecretStore> secrets,
           Theme &theme);
    ~Studio() override;

    /// Starts the practice gateway and asks the keychain; practiceReady() or practiceFailed() follows.
    void start();

    Workbench &workbench() { return m_workbench; }

    /// Why the user's history could not be opened, and this session keeps one of its own; empty otherwise.
    QString historyProblem() const { return m_historyProblem; }

    /// For when the window is closed: ended() follows, at once or when the jobs that are being submitted have ids, but
    /// within half a minute.
    void endSoon();

    void setFaults(const QByteArray &script) { m_gateway.setFaults(script); }

signals:
    void ended();
    void practiceReady();
    void practiceFailed(const studio::Error &error); ///< It does not listen, or refused a faults script.

private:
    std::unique_ptr<Database> openDatabase(const QString &path);

    QString m_historyProblem;
    QTemporaryDir m_spareFolder; ///< Holds the history of this session when the real one cannot be opened.
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<Database> m_database;
    Settings m_settings;
    TrialStore m_trials;
    RunJournal m_journal;
    ResultShelf m_results;
    const MediaStore m_media;
    ThumbnailLoader m_thumbnails;
    Transport m_transport;
    Accounts m_accounts;
    Catalog m_catalog;
    JobKeeper m_jobs;
    Workbench m_workbench;
    GatewayThread m_gateway;
    QTimer m_look; ///< While the program ends.
    QDeadlineTimer m_end;
};

} // namespace studio
