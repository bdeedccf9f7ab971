#include "store/SecretStore.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <QQueue>
#include <QSet>
#include <QTimer>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Ended = std::function<void(QKeychain::Error error, const QString &words)>;

/// Waits for a QtKeychain job, but not for ever. Deletes itself when it has called back.
///
/// The job is nobody's child: the keychain's library still writes into it after we have lost patience.
class KeychainCall : public QObject
{
public:
    KeychainCall(QKeychain::Job *job, std::chrono::milliseconds patience, QObject *parent, Ended ended)
        : QObject(parent)
        , m_ended(std::move(ended))
    {
        connect(job, &QKeychain::Job::finished, this, [this, job] { end(job->error(), job->errorString()); });
        QTimer::singleShot(patience, this, [this] { end(QKeychain::OtherError, u"no answer"_s); });
        job->start();
    }

private:
    void end(QKeychain::Error error, const QString &words)
    {
        const Ended ended = std::exchange(m_ended, {});
        if (!ended)
            return;
        deleteLater();
        ended(error, words);
    }

    Ended m_ended;
};

/// Keeps in memory what was read or written, so that a run never waits for the keychain twice.
///
/// One step after the other, the probe first: a locked keychain asks its question once, not once for each key.
class KeychainSecretStore : public SecretStore
{
public:
    KeychainSecretStore(const QString &service, std::chrono::milliseconds patience)
        : m_service(service)
        , m_patience(patience)
    {
        enqueue([this] { probe([this] { endStep(); }); });
    }

    void read(const QString &name, QObject *context, Answer answer) override;
    void write(const QString &name, const QByteArray &secret, QObject *context, Done done) override;
    void remove(const QString &name, QObject *context, Done done) override;

    Place place() const override { return hasFailed() ? Place::Memory : Place::Keychain; }
    QString keychainProblem() const override { return m_problem; }
    bool isWaiting() const override { return m_waiting > 0; }

private:
    using Step = std::function<void()>; ///< Ends with endStep().

    void enqueue(Step step);
    void runNext();
    void endStep();

    void probe(Step next);
    void store(const QString &name, const QByteArray &secret, Step next);
    void erase(const QString &name, Step next);
    Result<QByteArray> checked(const QString &name, const QByteArray &found);

    template <typename Job>
    Job *jobFor(const QString &name) const
    {
        auto job = new Job(m_service); // deletes itself
        job->setKey(name);
        return job;
    }

    void start(QKeychain::Job *job, Ended ended) { new KeychainCall(job, m_patience, &m_owner, std::move(ended)); }

    bool hasFailed() const { return !m_problem.isEmpty(); }
    Error failure() const { return Error{ErrorKind::KeychainFailed, m_problem}; }

    void fail(const QString &words)
    {
        if (!hasFailed())
            m_problem = words.isEmpty() ? u"unknown error"_s : words;
    }

    const QString m_service;
    const std::chrono::milliseconds m_patience;
    QHash<QString, QByteArray> m_known;
    QSet<QString> m_kept; ///< Names that are in the keychain for sure.
    QQueue<Step> m_steps;
    QString m_problem;
    int m_waiting = 0; ///< Steps that have not ended.
    bool m_isBusy = false;
    QObject m_owner; ///< Of the calls. Last, so that none of them finds the rest gone.
};

void KeychainSecretStore::enqueue(Step step)
{
    ++m_waiting;
    m_steps.enqueue(std::move(step));
    if (!m_isBusy)
        runNext();
}

void KeychainSecretStore::runNext()
{
    m_isBusy = !m_steps.isEmpty();
    if (m_isBusy)
        m_steps.dequeue()();
}

/// Comes before the answer, which may be the end of the store.
void KeychainSecretStore::endStep()
{
    --m_waiting;
    QTimer::singleShot(0, &m_owner, [this] { runNext(); });
}

/// Only writing shows whether a keychain works: a locked one says "no such key" to every question.
void KeychainSecretStore::probe(Step next)
{
    const QString name = u"probe-%1"_s.arg(QCoreApplication::applicationPid());
    store(name, "probe", [this, name, next = std::move(next)] {
        if (hasFailed())
            return next();
        start(jobFor<QKeychain::DeletePasswordJob>(name), [next](auto, const auto &) { next(); });
    });
}

/// Reads back what it has written: a keychain that stays locked says that all went well.
void KeychainSecretStore::store(const QString &name, const QByteArray &secret, Step next)
{
    auto job = jobFor<QKeychain::WritePasswordJob>(name);
    job->setTextData(QString::fromLatin1(secret));
    start(job, [this, name, secret, next = std::move(next)](QKeychain::Error error, const QString &words) {
        if (error != QKeychain::NoError) {
            fail(words);
            return next();
        }
        auto check = jobFor<QKeychain::ReadPasswordJob>(name);
        start(check, [this, check, secret, next](QKeychain::Error checkError, const QString &checkWords) {
            if (checkError == QKeychain::EntryNotFound)
                fail(u"it is locked, or keeps nothing"_s);
            else if (checkError != QKeychain::NoError)
                fail(checkWords);
            else if (check->binaryData() != secret)
                fail(u"it gives back something else than was stored"_s);
            next();
        });
    });
}

/// A keychain that stays locked says here, too, that all went well; hence the probe.
void KeychainSecretStore::erase(const QString &name, Step next)
{
    start(jobFor<QKeychain::DeletePasswordJob>(name), [this, next = std::move(next)](auto error, const QString &words) {
        if (error == QKeychain::NoError || error == QKeychain::EntryNotFound)
            return probe(next);
        fail(words);
        next();
    });
}

void KeychainSecretStore::read(const QString &name, QObject *context, Answer answer)
{
    if (hasFailed() || m_known.contains(name)) {
        QTimer::singleShot(0, context, [secret = m_known.value(name), answer = std::move(answer)] { answer(secret); });
        return;
    }
    // The context may die while a person thinks about the keychain's question.
    enqueue([this, name, answer = std::move(answer), guard = QPointer(context)] {
        const auto end = [this, answer, guard](const Result<QByteArray> &outcome) {
            endStep();
            if (guard)
                answer(outcome);
        };
        if (m_known.contains(name))
            return end(m_known.value(name));
        if (hasFailed())
            return end(failure());
        auto job = jobFor<QKeychain::ReadPasswordJob>(name);
        start(job, [this, job, name, end](QKeychain::Error error, const QString &words) {
            if (error == QKeychain::NoError)
                return end(checked(name, job->binaryData()));
            if (error != QKeychain::EntryNotFound)
                fail(words);
            end(m_known.contains(name) || !hasFailed() ? Result<QByteArray>(m_known.value(name)) : failure());
        });
    });
}

/// What was written since the question counts more than the keychain's answer to it.
Result<QByteArray> KeychainSecretStore::checked(const QString &name, const QByteArray &found)
{
    if (m_known.contains(name) || found.isEmpty())
        return m_known.value(name);
    if (const auto check = checkSecret(found); !check)
        return Error{ErrorKind::KeychainFailed, check.error().detail};
    m_known.insert(name, found);
    m_kept.insert(name);
    return found;
}

void KeychainSecretStore::write(const QString &name, const QByteArray &secret, QObject *context, Done done)
{
    const auto check = checkSecret(secret);
    if (check)
        m_known.insert(name, secret);
    if (!check || hasFailed()) {
        QTimer::singleShot(0, context, [check, done = std::move(done)] { done(check); });
        return;
    }
    enqueue([this, name, secret, done = std::move(done), guard = QPointer(context)] {
        const auto end = [this, name, secret, done, guard] {
            m_known.insert(name, secret); // an earlier remove() has ended in between
            if (!hasFailed())
                m_kept.insert(name);
            endStep();
            if (guard)
                done({});
        };
        if (hasFailed())
            return end();
        store(name, secret, end);
    });
}

void KeychainSecretStore::remove(const QString &name, QObject *context, Done done)
{
    m_known.remove(name);
    if (hasFailed()) {
        const auto outcome = m_kept.contains(name) ? Result<void>(failure()) : Result<void>();
        QTimer::singleShot(0, context, [outcome, done = std::move(done)] { done(outcome); });
        return;
    }
    enqueue([this, name, done = std::move(done), guard = QPointer(context)] {
        const auto end = [this, name, done, guard] {
            m_known.remove(name); // an earlier read() has ended in between
            if (!hasFailed())
                m_kept.remove(name);
            endStep();
            if (guard)
                done(hasFailed() ? Result<void>(failure()) : Result<void>());
        };
        if (hasFailed())
            return end();
        erase(name, end);
    });
}

} // namespace

std::unique_ptr<SecretStore> makeKeychainSecretStore(const QString &service, std::chrono::milliseconds patience)
{
    return std::make_unique<KeychainSecretStore>(service, patience);
}

} // namespace studio
