#pragma once

#include "core/Model.h"
#include "core/RunRecord.h"
#include "net/HttpCall.h"
#include "providers/Dialect.h"
#include "run/RunCost.h"

#include <QElapsedTimer>
#include <QTimer>

namespace studio
{

class Harvest;
class LateAnswer;
class MediaStore;
class RunJournal;

/// One column: one Recipe sent to one model, with its visible second tries, the job that it may begin and the files
/// that come of it.
///
/// What makes files is submitted once. The id of a job and the links to files are in the journal before they are
/// used, so that resume() can go on with them at any later time. The record is in the journal before anything is
/// sent, and again about once a second while text comes. A run that is stopped or deleted while its job is being submitted
/// is over at once, and leaves the answer that names the job to whoever waits for it.
/// finished() comes exactly once, and never before start() has returned. Deleting a run closes its
/// connection without a signal; the journal then still says that it was under way. Lives on the GUI thread.
class Run : public QObject
{
    Q_OBJECT

public:
    /// What a run needs besides the record.
    struct Setup
    {
        const Dialect *dialect = nullptr; ///< Not null.
        Profile profile = {};             ///< Of that dialect.
        /// Prices of the model that answered; nothing when they are not known.
        FindModel findModel = {};
        const MediaStore *media = nullptr; ///< Where files of the answer are kept; null: they are not.
        bool isSentOnce = false; ///< What it makes costs too much to ask for it twice, whatever the server says.
        Cost guess = {};         ///< Of the files it makes, for servers that do not say what they charge.
        /// Takes over what goes on at the provider when the run is stopped; null: nobody does.
        std::function<void(const RunRecord &, const QByteArray &secret)> leave = {};
        /// Waits for the id of a job whose run ended while it was being submitted; null: the connection is closed.
        std::function<void(std::unique_ptr<LateAnswer>)> await = {};
    };

    /// Without a journal nothing is kept: a run of the command line that belongs to no trial.
    Run(Transport &transport, RunJournal *journal, RunRecord record, Setup setup, QObject *parent = nullptr);
    ~Run() override;

    void start(const QByteArray &secret);

    /// Goes on with the job or the links of a record that has some (canBeFetched()); nothing is submitted. A run that
    /// the user had stopped stays so on the outside until its files are there.
    void resume(const QByteArray &secret);

    /// For what was found out before anything could be sent: a missing blank, no keychain.
    void fail(const Error &error);

    /// Keeps what arrived and closes the connection at once, unless a job's id is to come by it; it is over when what
    /// arrived is on the disk.
    void stop();
    void tryNow(); ///< Ends the pause before a second try, or before the next poll.

    const RunRecord &record() const { return m_record; }
    bool isOver() const { return m_isOver; }
    bool isSubmitting() const; ///< A job whose submit has left and that has no id yet.
    bool isStopping() const { return m_isStopping && !m_isOver; } ///< What came is still being written.

    /// What the provider's own record says of this run, which is over. Nothing is sent and nothing said.
    void setConfirmed(const Confirmation &confirmation) { m_record.confirmed = confirmation; }

    /// What became of this run, which is over, after somebody else took over its job.
    void takeSequel(const RunRecord &record);

signals:
    void changed(); ///< State, numbers or who answered; not every piece of text.
    void textArrived(const QString &delta); ///< All that came at once, not each delta of the server.
    void reasoningArrived(const QString &delta);

    void mediaArrived(const studio::KeptMedia &media); ///< It is in the store and in the record.
    void draftArrived(const studio::Media &draft);     ///< A stage on the way to a picture; it is not kept.

    void downloadProgressed(qint64 received, qint64 all); ///< Bytes, now and then; all: -1 when it is not known.

    /// A poll or a download went wrong, which says nothing about the job; it goes on after the pause.
    void followFailed(const studio::Error &error, std::chrono::milliseconds pause);

    /// An attempt failed and another one comes after the pause.
    void attemptFailed(int attempt, const studio::Error &error, std::chrono::milliseconds pause);

    /// The run is over and its end is not in the journal. Comes before finished().
    void keepFailed(const studio::Error &error);
    void finished();

private:
    void makeHarvest();
    Result<void> journalBeginning();
    void send();
    void take(const RunEvent &event);
    bool seeksGenerationId() const;
    void noteGenerationId(const QString &id);
    void readFrames(const QList<Frame> &frames);
    void readOutcome(const Result<Reply> &outcome);
    void endBroken(const Error &error);
    void takeMedia(const Media &media);
    void goOnAfter(const Error &error, std::chrono::milliseconds pause);
    bool goesOnElsewhere() const;
    void conclude(int httpStatus);
    void end(const Result<void> &gathered);
    void failAttempt(const Error &said, int httpStatus);
    void finishStopped();
    void finish(RunState state, const std::optional<Error> &error);
    void setState(RunState state);
    bool noteText();
    std::unique_ptr<LateAnswer> takeLateAnswer();
    void takeAll(QList<RunEvent> events);
    void closeCall();
    void leaveCall();
    void keep();
    qsizetype answerSize() const { return m_record.text.size() + m_record.reasoning.size(); }
    bool hasAnswer() const;

    Transport &m_transport;
    RunJournal *m_journal;
    RunRecord m_record;
    Setup m_setup;
    QByteArray m_secret;
    Harvest *m_harvest = nullptr; ///< Null where files are not kept.
    HttpCall *m_call = nullptr; ///< Null between attempts and when over.
    std::unique_ptr<Decoder> m_decoder;
    std::optional<Error> m_problem;     ///< What the decoder said of this attempt.
    int m_status = 0;       ///< HTTP's, of the answer whose end came.
    bool m_isQuiet = false; ///< Stopped on the outside; its job is followed all the same.
    bool m_isStopping = false; ///< The user wants no more of it.
    std::unique_ptr<LateAnswer> m_late; ///< Of a job that was stopped while it was being submitted, until the run is over.
    bool m_isOver = false;
    bool m_isJournaled = false; ///< There is a row of it.
    std::optional<Error> m_keepProblem; ///< Why the journal is behind the record.
    QElapsedTimer m_clock;          ///< Since this attempt was sent.
    QTimer m_pause;
    QTimer m_keepTimer;
};

} // namespace studio
