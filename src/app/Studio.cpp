#include "app/Studio.h"

using namespace Qt::StringLiterals;

namespace studio
{

Studio::Studio(const QString &dataFolder, const QString &configFolder, std::unique_ptr<SecretStore> secrets,
               Theme &theme)
    : m_secrets(std::move(secrets))
    , m_database(openDatabase(dataFolder + "/studio.db"_L1))
    , m_settings(configFolder + "/signalbox.ini"_L1)
    , m_trials(*m_database)
    , m_journal(*m_database)
    , m_results(*m_database)
    , m_media(dataFolder + "/media"_L1)
    , m_thumbnails(dataFolder + "/media/thumbnails"_L1)
    , m_accounts(*m_secrets, dataFolder + "/servers"_L1)
    , m_catalog(m_transport, m_accounts, dataFolder, configFolder)
    , m_jobs(m_transport, m_accounts, m_catalog, &m_journal, m_media)
    , m_workbench({{m_transport, m_accounts, m_catalog, m_journal, m_media, m_jobs}, m_trials, m_settings, theme,
                   m_results, m_thumbnails})
{
    connect(&m_gateway, &GatewayThread::failed, this, &Studio::practiceFailed);
    connect(&m_gateway, &GatewayThread::failed, &m_jobs, &JobKeeper::resumeAll);
    connect(&m_gateway, &GatewayThread::ready, this, [this](const QUrl &address, const QByteArray &key) {
        m_accounts.setPracticeGateway(address, key);
        m_catalog.refresh(u"practice"_s);
        m_jobs.resumeAll(); // some were begun at real providers, some on practice
        emit practiceReady();
    });
}

Studio::~Studio() = default;

std::unique_ptr<Database> Studio::openDatabase(const QString &path)
{
    auto database = Database::open(path);
    if (!database) {
        m_historyProblem = database.error().detail;
        database = Database::open(m_spareFolder.filePath(u"studio.db"_s));
    }
    if (!database)
        qFatal("no place for the history: %s", qPrintable(database.error().detail));
    // Before anything else can happen: what was under way when the program last ended is never sent again.
    std::ignore = RunJournal(**database).markInterrupted();
    return *std::move(database);
}

void Studio::endSoon()
{
    constexpr auto longest = std::chrono::seconds(30);
    if (m_look.isActive())
        return;
    m_end.setRemainingTime(longest);
    m_look.setInterval(std::chrono::milliseconds(50));
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_workbench.isSubmitting() && !m_end.hasExpired())
            return;
        m_look.stop();
        emit ended();
    });
    m_look.start();
}

void Studio::start()
{
    m_accounts.readKeys();
    m_gateway.start();
}

} // namespace studio
