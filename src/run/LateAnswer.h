#pragma once

#include "core/RunRecord.h"
#include "net/HttpCall.h"
#include "providers/Dialect.h"

#include <QObject>

namespace studio
{

/// The answer to the submit of a job whose run has ended meanwhile: it names the job, or says that there is none. Nobody
/// could cancel or follow a job without that, and it may be billed. The connection is kept for as long as the
/// limits of the call allow, and nothing is sent on it.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it closes the connection without a
/// signal. Lives on the GUI thread.
class LateAnswer : public QObject
{
    Q_OBJECT

public:
    /// The call becomes its own, with what has been read of the answer so far.
    LateAnswer(HttpCall *call, std::unique_ptr<Decoder> decoder, const Profile &profile, const QByteArray &secret);
    ~LateAnswer() override;

    void start(const RunRecord &record); ///< Once the run is over; what was heard until then is added.
    void giveUp(); ///< Closes the connection; finished() follows.

    /// Once finished: with the job, or links to files, or the error that came instead. It is the same run in all else.
    const RunRecord &record() const { return m_record; }
    const QByteArray &secret() const { return m_secret; }

signals:
    void finished();

private:
    void readFrames(const QList<Frame> &frames);
    void readOutcome(const Result<Reply> &outcome);
    void take(const QList<RunEvent> &events);
    void take(const Media &media);
    void conclude(const std::optional<Error> &problem);
    void tell();

    HttpCall *m_call; ///< Null once it is over.
    const std::unique_ptr<Decoder> m_decoder;
    const Profile m_profile;
    const QByteArray m_secret;
    RunRecord m_record;
    std::optional<Error> m_problem; ///< What the decoder said, or what the connection came to.
    bool m_isStarted = false;       ///< The run is over: there is somebody to tell.
};

} // namespace studio
