#include "store/SecretStore.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
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
class KeychainSecretStore : public SecretStore
{
public:
    KeychainSecretStore(const QString &service, std::chrono::milliseconds patience)
        : m_service(service)
        , m_patience(patience)
    {
        probe();
    }

    void read(const QString &name, QObject *context, Answer answer) override;
    void write(const QString &name, const QByteArray &secret, QObject *context, Done done) override;
    void remove(const QString &name, QObject *context, Done done) override;

    Place place() const override { return hasFailed() ? Place::Memory : Place::Keychain; }
    QString keychainProblem() const override { return m_problem; }
    bool isWaiting() const override { return m_waiting > 0; }

private:
    void probe();
    void probeReading(const QString &name);
    Result<QByteArray> checked(const QString &name, const QByteArray &found);

    template <typename Job>
    Job *jobFor(const QString &name) const
    {
        auto job = new Job(m_service); // deletes itself
        job->setKey(name);
        return job;
    }

    void start(QKeychain::Job *job, Ended ended)
    {
        ++m_waiting;
        new KeychainCall(job, m_patience, &m_owner, [this, ended = std::move(ended)](auto error, const auto &words) {
            --m_waiting;
            ended(error, words);
        });
    }

    bool hasFailed() const { return !m_problem.isEmpty(); }

    void fail(const QString &words)
    {
        if (!hasFailed())
            m_problem = words.isEmpty() ? u"unknown error"_s : words;
    }

    const QString m_service;
    const std::chrono::milliseconds m_patience;
    QHash<QString, QByteArray> m_known;
    QString m_problem;
    int m_waiting = 0;
    QObject m_owner; ///< Of the calls. Last, so that none of them finds the rest gone.
};

// Only writing shows whether a keychain works: a locked one says "no such key" to every question.
void KeychainSecretStore::probe()
{
    const QString name = u"probe-%1"_s.arg(QCoreApplication::applicationPid());
    auto job = jobFor<QKeychain::WritePasswordJob>(name);
    job->setTextData(u"probe"_s);
    start(job, [this, name](QKeychain::Error error, const QString &words) {
        if (error == QKeychain::NoError)
            probeReading(name);
        else
            fail(words);
    });
}

void KeychainSecretStore::probeReading(const QString &name)
{
    auto job = jobFor<QKeychain::ReadPasswordJob>(name);
    start(job, [this, job, name](QKeychain::Error error, const QString &words) {
        if (error != QKeychain::NoError)
            return fail(words);
        if (job->textData() != "probe"_L1)
            fail(u"it gives back something else than was stored"_s);
        start(jobFor<QKeychain::DeletePasswordJob>(name), [](auto, const auto &) {});
    });
}

void KeychainSecretStore::read(const QString &name, QObject *context, Answer answer)
{
    if (hasFailed() || m_known.contains(name)) {
        QTimer::singleShot(0, context, [secret = m_known.value(name), answer = std::move(answer)] { answer(secret); });
        return;
    }
    auto job = jobFor<QKeychain::ReadPasswordJob>(name);
    // The context may die while a person thinks about the keychain's question.
    start(job, [this, job, name, answer = std::move(answer),
                guard = QPointer(context)](QKeychain::Error error, const QString &words) {
        const bool isAnswered = error == QKeychain::NoError || error == QKeychain::EntryNotFound;
        if (!isAnswered)
            fail(words);
        const auto outcome = !isAnswered && !m_known.contains(name)
            ? Result<QByteArray>(Error{ErrorKind::KeychainFailed, m_problem})
            : checked(name, error == QKeychain::NoError ? job->binaryData() : QByteArray());
        if (guard)
            answer(outcome);
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
    auto job = jobFor<QKeychain::WritePasswordJob>(name);
    job->setTextData(QString::fromLatin1(secret));
    start(job, [this, name, secret, done = std::move(done),
                guard = QPointer(context)](QKeychain::Error error, const QString &words) {
        m_known.insert(name, secret); // an earlier remove() has ended in between
        if (error != QKeychain::NoError)
            fail(words);
        if (guard)
            done({});
    });
}

void KeychainSecretStore::remove(const QString &name, QObject *context, Done done)
{
    m_known.remove(name);
    if (hasFailed()) {
        QTimer::singleShot(0, context, [done = std::move(done)] { done({}); });
        return;
    }
    start(jobFor<QKeychain::DeletePasswordJob>(name), [this, name, done = std::move(done),
                                                       guard = QPointer(context)](auto error, const QString &words) {
        m_known.remove(name); // an earlier read() has ended in between
        const bool isGone = error == QKeychain::NoError || error == QKeychain::EntryNotFound;
        if (!isGone)
            fail(words);
        if (guard)
            done(isGone ? Result<void>() : Error{ErrorKind::KeychainFailed, words});
    });
}

} // namespace

std::unique_ptr<SecretStore> makeKeychainSecretStore(const QString &service, std::chrono::milliseconds patience)
{
    return std::make_unique<KeychainSecretStore>(service, patience);
}

} // namespace studio
