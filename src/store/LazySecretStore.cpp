#include "store/SecretStore.h"

namespace studio
{

namespace
{

/// Makes the real store when somebody first asks it for something.
class LazySecretStore : public SecretStore
{
public:
    explicit LazySecretStore(std::function<std::unique_ptr<SecretStore>()> make) : m_make(std::move(make)) {}

    void read(const QString &name, QObject *context, Answer answer) override
    {
        store().read(name, context, std::move(answer));
    }
    void write(const QString &name, const QByteArray &secret, QObject *context, Done done) override
    {
        store().write(name, secret, context, std::move(done));
    }
    void remove(const QString &name, QObject *context, Done done) override
    {
        store().remove(name, context, std::move(done));
    }
    Place place() const override { return m_store ? m_store->place() : Place::Keychain; }
    QString keychainProblem() const override { return m_store ? m_store->keychainProblem() : QString(); }
    bool isWaiting() const override { return m_store && m_store->isWaiting(); }

private:
    SecretStore &store()
    {
        if (!m_store)
            m_store = m_make();
        return *m_store;
    }

    std::function<std::unique_ptr<SecretStore>()> m_make;
    std::unique_ptr<SecretStore> m_store;
};

} // namespace

std::unique_ptr<SecretStore> makeLazySecretStore(std::function<std::unique_ptr<SecretStore>()> make)
{
    return std::make_unique<LazySecretStore>(std::move(make));
}

} // namespace studio
