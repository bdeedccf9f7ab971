#pragma once

#include "providers/Dialect.h"
#include "providers/JobReply.h"

namespace studio
{

/// Reads what a server says about a job: the answer to what submits it, or one poll. body() is for either; a
/// server that streams its news instead is read by frames().
///
/// JobChanged comes for every reply that names the job or its state, also right before Finished, because a job
/// may be over in the answer that submits it and the id then leads to the file. In a poll's answer its id may be
/// empty; an answer to what submits a job is of no use without one unless Finished follows. A reply that says
/// that the job goes on has neither Finished nor Failed, and end() adds none.
///
/// Finished comes behind the links that were given. There may be none: then the recipe's download leads to the
/// file. Failed means that the job failed when the HTTP status was a good one; under any other it says only that
/// this request went wrong. Polls do that while a job is well (5xx; 404 in its first seconds), so whoever
/// polls decides whether to go on.
class JobDecoder : public Decoder
{
public:
    explicit JobDecoder(const Profile &profile) : m_base(profile.base), m_words(profile.job.words) {}

    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readReply(const QJsonObject &reply, int status, const QList<Header> &headers);
    void noteAnswered(const QJsonObject &job);
    void noteUsage(const QJsonObject &job);
    void noteState(const JobReply &reply, JobForm::Word meaning);
    void takeMedia(const JobReply &reply);
    bool takeAddress(const QString &address, MediaKind kind);
    QUrl pollAddress(const QString &address);
    void fail(const Error &error);

    const QUrl m_base;
    const QMap<QString, JobForm::Word> m_words;
    QList<RunEvent> m_events; ///< Of the call that is running.
    Answered m_answered;
    Usage m_usage;
    std::optional<JobChanged> m_state;
    QString m_firstBadEvent;
    bool m_isComplete = false;
};

} // namespace studio
