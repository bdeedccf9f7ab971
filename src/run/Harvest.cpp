#include "run/Harvest.h"

#include "providers/ErrorReply.h"
#include "run/JobFollower.h"
#include "run/JobNote.h"
#include "run/MediaKeeper.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

Harvest::Harvest(Transport &transport, const Dialect &dialect, const Profile &profile, const MediaStore &store,
                 RunRecord &record, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_dialect(dialect)
    , m_profile(profile)
    , m_record(record)
    , m_keeper(new MediaKeeper(transport, store, profile, this))
{
    connect(m_keeper, &MediaKeeper::kept, this, &Harvest::noteKept);
    connect(m_keeper, &MediaKeeper::failed, this, [this](const Error &error) {
        if (!m_problem || m_problem->kind == ErrorKind::LinkExpired) // others can be mended by the user
            m_problem = error;
    });
    connect(m_keeper, &MediaKeeper::fetchBegan, this, [this] {
        if (m_scope == Scope::Everything)
            emit reached(RunState::Downloading);
    });
    connect(m_keeper, &MediaKeeper::progressed, this, &Harvest::progressed);
    connect(m_keeper, &MediaKeeper::paused, this, &Harvest::paused);
    connect(m_keeper, &MediaKeeper::idle, this, &Harvest::proceed);
}

Harvest::~Harvest() = default;

void Harvest::setSecret(const QByteArray &secret)
{
    m_secret = secret;
    m_keeper->setSecret(secret);
}

void Harvest::take(const Media &media)
{
    m_hasFiles = true;
    if (media.bytes.isEmpty()) {
        Media link = media;
        link.link = QUrl(withoutSecret(media.link.toString(QUrl::FullyEncoded), m_secret));
        m_record.links << link;
        emit recordChanged(); // it costs nothing to follow it, and a lot to lose it
    }
    m_keeper->take(media);
}

void Harvest::take(const JobChanged &changed)
{
    const bool isNew = !m_record.job;
    if (!noteJob(m_record.job, changed, m_profile, m_secret))
        return;
    emit reached(changed.state == JobChanged::State::Queued ? RunState::JobQueued : RunState::Working);
    if (isNew)
        emit jobNamed();
}

void Harvest::gather(Scope scope)
{
    m_scope = scope;
    if (m_record.job && m_record.finish)
        m_record.job->isDone = true;
    if (scope == Scope::Everything && m_keeper->isFetching())
        emit reached(RunState::Downloading);
    proceed();
}

void Harvest::resume()
{
    m_scope = Scope::Everything;
    m_mayRepeat = true;
    if (m_record.job && m_record.recipe.job) {
        m_record.job->isDone = false; // it tells again where its files are
        m_record.links.clear();
        emit reached(RunState::Working);
    } else {
        m_hasFiles = true;
        for (const Media &link : std::as_const(m_record.links))
            m_keeper->take(link);
    }
    QTimer::singleShot(0, this, &Harvest::proceed);
}

void Harvest::proceed()
{
    if (!m_scope || !m_keeper->isIdle() || m_follower)
        return;
    const bool isJob = m_record.recipe.job && m_record.job;
    const bool isExpired = m_problem && m_problem->kind == ErrorKind::LinkExpired;
    if (m_scope == Scope::Here)
        conclude({});
    else if (m_record.recipe.job && !m_record.job && !m_hasFiles)
        conclude(Error{ErrorKind::Garbled, u"the server named no job"_s});
    else if (isJob && !m_record.job->isDone)
        follow();
    else if (isJob && !m_hasFiles && m_record.media.isEmpty())
        fetchFile();
    else if (isJob && isExpired && !m_hasNewLinks)
        askForNewLinks();
    else
        conclude(m_problem ? Result<void>(*m_problem) : Result<void>());
}

void Harvest::follow()
{
    m_follower = new JobFollower(m_transport, m_dialect, m_profile, *m_record.recipe.job, *m_record.job, this);
    connect(m_follower, &JobFollower::told, this, &Harvest::told);
    connect(m_follower, &JobFollower::pollFailed, this, &Harvest::paused);
    connect(m_follower, &JobFollower::finished, this, &Harvest::endJob);
    m_follower->start(m_secret);
}

void Harvest::endJob(const Result<void> &outcome)
{
    std::exchange(m_follower, nullptr)->deleteLater();
    if (!outcome)
        return conclude(outcome);
    m_record.job->isDone = true;
    emit recordChanged();
    if (m_keeper->isFetching())
        emit reached(RunState::Downloading);
    proceed();
}

/// The job is done and gave no link: its file has an address of its own.
void Harvest::fetchFile()
{
    m_hasFiles = true;
    auto request = forJob(m_record.recipe.job->download, m_record.job->id);
    if (request && request->path.isEmpty())
        request = Error{ErrorKind::EmptyAnswer, u"the job is done and there is no file"_s};
    if (request)
        m_keeper->fetch(*request, Media{MediaKind::Video});
    else
        conclude(request.error());
}

/// Links expire; a poll costs nothing and may give others.
void Harvest::askForNewLinks()
{
    m_hasNewLinks = true;
    m_mayRepeat = true;
    m_hasFiles = false;
    m_problem.reset();
    m_record.links.clear();
    m_record.job->isDone = false;
    follow();
}

void Harvest::noteKept(const KeptMedia &media, const Media &source)
{
    if (!m_mayRepeat || !m_record.media.contains(media))
        m_record.media << media;
    m_record.links.removeIf([&source](const Media &each) { return source.bytes.isEmpty() && each.link == source.link; });
    emit recordChanged();
    emit kept(media);
}

void Harvest::askNow()
{
    if (m_follower)
        m_follower->askNow();
}

void Harvest::dropJob()
{
    m_secret.clear();
    if (JobFollower *follower = std::exchange(m_follower, nullptr)) {
        follower->disconnect(this);
        follower->deleteLater();
    }
}

void Harvest::stop()
{
    dropJob();
    m_scope = Scope::Here;
    m_keeper->stop();
    proceed();
}

void Harvest::finishNow()
{
    dropJob();
    m_scope.reset();
    m_keeper->finishNow();
}

void Harvest::conclude(const Result<void> &outcome)
{
    m_scope.reset();
    emit gathered(outcome);
}

} // namespace studio
