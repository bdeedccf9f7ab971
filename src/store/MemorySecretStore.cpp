#include "store/SecretStore.h"

#include <QHash>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Forgets everything when it dies.
class MemorySecretStore : public SecretStore
{
public:
    void read(const QString &name, QObject *context, Answer answer) override
    {
        QTimer::singleShot(0, context, [secret = m_secrets.value(name), answer = std::move(answer)] {
            answer(secret);
        });
    }

    void write(const QString &name, const QByteArray &secret, QObject *context, Done done) override
    {
        const auto outcome = checkSecret(secret);
        if (outcome)
            m_secrets.insert(name, secret);
        QTimer::singleShot(0, context, [outcome, done = std::move(done)] { done(outcome); });
    }

    void remove(const QString &name, QObject *context, Done done) override
    {
        m_secrets.remove(name);
        QTimer::singleShot(0, context, [done = std::move(done)] { done({}); });
    }

    Place place() const override { return Place::Memory; }
    QString keychainProblem() const override { return {}; }

private:
    QHash<QString, QByteArray> m_secrets;
};

} // namespace

std::unique_ptr<SecretStore> makeMemorySecretStore()
{
    return std::make_unique<MemorySecretStore>();
}

} // namespace studio
