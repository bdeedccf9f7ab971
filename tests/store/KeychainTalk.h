#pragma once

#include "store/SecretStore.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

namespace studio
{

inline QString read(SecretStore &store, const QString &name)
{
    QString found = QStringLiteral("no answer");
    QObject context;
    store.read(name, &context, [&](const Result<QByteArray> &secret) {
        found = secret ? QString::fromLatin1(*secret) : QString(nameOf(secret.error().kind));
    });
    std::ignore = QTest::qWaitFor([&] { return found != QStringLiteral("no answer"); }, 20'000);
    return found;
}

/// "done", the kind of the failure, or "no answer".
inline QString outcomeOf(const std::function<void(QObject *, SecretStore::Done)> &call)
{
    QString outcome = QStringLiteral("no answer");
    QObject context;
    call(&context, [&](const Result<void> &done) {
        outcome = done ? QStringLiteral("done") : QString(nameOf(done.error().kind));
    });
    std::ignore = QTest::qWaitFor([&] { return outcome != QStringLiteral("no answer"); }, 20'000);
    return outcome;
}

inline QString write(SecretStore &store, const QString &name, const QByteArray &secret)
{
    return outcomeOf([&](QObject *context, auto done) { store.write(name, secret, context, done); });
}

inline QString remove(SecretStore &store, const QString &name)
{
    return outcomeOf([&](QObject *context, auto done) { store.remove(name, context, done); });
}

// A call that waits for a stopped keyring would block for seconds; a busy computer alone can cost some of this.
constexpr qint64 longestPause = 400;

/// Notes for how many milliseconds the event loop did not come round.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_timer.start(5);
    }

    qint64 longestGap() { return std::max(m_longest, m_clock.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace studio
