#pragma once

#include "core/RunRecord.h"
#include "net/HttpCall.h"
#include "providers/Dialect.h"

#include <QElapsedTimer>
#include <QTimer>

namespace studio
{

/// Asks a server about one job until the job is over. A poll costs nothing, so one that fails is followed by the
/// next, after longer and longer waits; nothing is ever submitted here.
///
/// finished() comes exactly once, and never before start() has returned: well when the job is done, TookTooLong when
/// it is not within the rule's time, else with what the server said of the job or, when it would not answer, of the
/// polls. Deleting it ends it without a signal. Lives on the GUI thread.
class JobFollower : public QObject
{
    Q_OBJECT

public:
    JobFollower(Transport &transport, const Dialect &dialect, const Profile &profile, const JobRule &rule, const Job &job,
                QObject *parent = nullptr);
    ~JobFollower() override;

    void start(const QByteArray &secret);
    void askNow(); ///< Ends the wait before the next poll.

signals:
    /// What a poll told that went well; a changed id has been left out of it.
    void told(const QList<studio::RunEvent> &events);
    void pollFailed(const studio::Error &error, std::chrono::milliseconds pause); ///< The next one comes after that.
    void finished(const studio::Result<void> &outcome);

private:
    Result<Request> nextRequest() const;
    void poll();
    void readOutcome(const Result<Reply> &outcome);
    void read(const QList<RunEvent> &events, const Reply &reply);
    QList<RunEvent> cleaned(const QList<RunEvent> &events);
    void waitAfter(const Reply &reply);
    void goOnAfter(const Error &error);
    bool isHopeless(const Error &error);
    void wait(std::chrono::milliseconds pause);
    void conclude(const Result<void> &outcome);

    Transport &m_transport;
    const Dialect &m_dialect;
    const Profile m_profile;
    const JobRule m_rule;
    Job m_job;
    QByteArray m_secret;
    HttpCall *m_call = nullptr; ///< Null between polls.
    std::unique_ptr<Decoder> m_decoder;
    QList<RunEvent> m_events; ///< Of the poll that is being answered.
    std::chrono::milliseconds m_wait;
    int m_failures = 0; ///< Polls in a row.
    int m_refusals = 0; ///< Those among them that no time mends.
    bool m_isOver = false;
    QTimer m_pause;
    QElapsedTimer m_clock;
};

} // namespace studio
