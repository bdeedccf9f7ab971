#pragma once

#include "core/RunRecord.h"
#include "providers/Dialect.h"

#include <QObject>

namespace studio
{

class JobFollower;
class MediaKeeper;
class MediaStore;
class Transport;

/// Brings in the files that one run makes: those inside its answer, those that links lead to, and those of the job
/// that it began. Nothing here is ever submitted, so whatever fails may be begun again.
///
/// Belongs to the run and writes job, links and media into its record, each before it relies on it: recordChanged()
/// asks for them to be kept. gathered() comes once for each gather() or resume(), or instead for stop().
class Harvest : public QObject
{
    Q_OBJECT

public:
    enum class Scope
    {
        Here,       ///< What came so far: the answer went wrong.
        Everything, ///< The job and its files too.
    };

    Harvest(Transport &transport, const Dialect &dialect, const Profile &profile, const MediaStore &store,
            RunRecord &record, QObject *parent = nullptr);
    ~Harvest() override;

    void setSecret(const QByteArray &secret);

    void take(const Media &media);    ///< A finished file or the link to one.
    void take(const JobChanged &job);
    void gather(Scope scope); ///< Everything that the answer had to say is there.
    void resume();            ///< Goes on with the job or the links of the record.

    void askNow(); ///< Ends the wait before the next poll.
    void stop();   ///< Keeps what is here and forgets the rest without a word; gathered() follows, at once if nothing is here.
    void finishNow(); ///< The same, waiting for the disk and without gathered(): for a program that ends.

    bool hasFiles() const { return m_hasFiles; } ///< Or links to some; they have come.

signals:
    void reached(studio::RunState state); ///< JobQueued, Working or Downloading.
    void recordChanged();
    void jobNamed();                      ///< The first that is heard of its id; it is in the record.
    void told(const QList<studio::RunEvent> &events); ///< By a poll; to be taken as those of the answer are.
    void kept(const studio::KeptMedia &media);
    void progressed(qint64 received, qint64 all);
    void paused(const studio::Error &error, std::chrono::milliseconds pause); ///< A poll or a download; it goes on.
    void gathered(const studio::Result<void> &outcome);

private:
    void proceed();
    void follow();
    void endJob(const Result<void> &outcome);
    void fetchFile();
    void askForNewLinks();
    void noteKept(const KeptMedia &media, const Media &source);
    void dropJob();
    void conclude(const Result<void> &outcome);

    Transport &m_transport;
    const Dialect &m_dialect;
    const Profile m_profile;
    RunRecord &m_record;
    QByteArray m_secret;
    MediaKeeper *m_keeper;
    JobFollower *m_follower = nullptr; ///< Null while no job is being followed.
    std::optional<Scope> m_scope;      ///< Set while gathering.
    std::optional<Error> m_problem;    ///< Why a file that came is not in the store.
    bool m_hasFiles = false;
    bool m_mayRepeat = false;          ///< Files that are kept already may come again.
    bool m_hasNewLinks = false;        ///< Those that expired were asked for once more.
};

} // namespace studio
