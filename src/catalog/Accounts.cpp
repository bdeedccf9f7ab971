#include "catalog/Accounts.h"

#include "catalog/PortTalk.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QString practiceId = u"practice"_s;
constexpr std::chrono::milliseconds practiceFirstWait{200};
constexpr std::chrono::milliseconds practiceMostWait{1'000};

}

Accounts::Accounts(SecretStore &secrets, const QString &userProfiles, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets)
    , m_shelf(userProfiles)
{
}

void Accounts::setPracticeGateway(const QUrl &address, const QByteArray &key)
{
    m_practiceAddress = address;
    m_practiceKey = key;
    if (const auto practice = profile(practiceId))
        m_shelf.put(practiceTwin(*practice));
    setKeyState(practiceId, KeyState::Connected);
    emit profilesChanged();
}

Profile Accounts::practiceTwin(const Profile &profile) const
{
    Profile twin = profile;
    if (profile.practicePath.isEmpty() || !profile.practicePath.endsWith(profile.basePath))
        takePracticePaths(twin);
    QUrl base = m_practiceAddress;
    base.setPath(twin.practicePath);
    twin = atAddress(twin, base);
    if (!twin.secret)
        twin.secret = SecretHeader{"Authorization", "Bearer "};
    for (Family &family : twin.families) { // the gateway is quick and costs nothing
        family.job.firstWait = practiceFirstWait;
        family.job.mostWait = practiceMostWait;
    }
    return twin;
}

/// A server of the user's has other paths than the gateway, which has one place for each dialect.
void Accounts::takePracticePaths(Profile &twin) const
{
    const auto practice = profile(practiceId);
    if (!practice)
        return;
    const auto pathOf = [&practice](const QString &dialect) {
        for (const Family &family : practice->families) {
            if (family.dialect == dialect && !family.basePath.isEmpty())
                return family.basePath;
        }
        return practice->practicePath;
    };
    twin.practicePath = pathOf(twin.dialect);
    twin.basePath = twin.practicePath;
    for (Family &family : twin.families)
        family.basePath = pathOf(family.dialect);
}

void Accounts::readKeys()
{
    for (const Profile &profile : profiles()) {
        if (profile.id != practiceId)
            readKey(profile);
    }
}

void Accounts::readKey(const Profile &profile)
{
    const QString name = secretName(profile);
    m_secrets.read(name, this, [this, name, id = profile.id](const Result<QByteArray> &secret) {
        const auto known = this->profile(id);
        if (!known || secretName(*known) != name)
            return; // it has gone to another address meanwhile
        if (m_lent.contains(name) || (secret && !secret->isEmpty()))
            setKeyState(id, KeyState::Connected);
        else
            setKeyState(id, known->needsKey ? KeyState::Missing : KeyState::NotNeeded);
    });
}

Accounts::KeyState Accounts::keyState(const QString &id) const
{
    return m_keyStates.value(id, KeyState::Unknown);
}

void Accounts::withSecret(const Profile &profile, QObject *context,
                          std::function<void(const Result<QByteArray> &)> use)
{
    if (!profile.secret) {
        QTimer::singleShot(0, context, [use] { use(QByteArray()); });
        return;
    }
    if (m_practiceAddress.isValid() && isSameOrigin(profile.base, m_practiceAddress)) {
        QTimer::singleShot(0, context, [use, key = m_practiceKey] { use(key); });
        return;
    }
    const QString name = secretName(profile);
    if (m_lent.contains(name)) {
        QTimer::singleShot(0, context, [use, key = m_lent[name]] { use(key); });
        return;
    }
    m_secrets.read(name, context, std::move(use));
}

void Accounts::connectAccount(const QString &id, const QByteArray &secret)
{
    const auto known = profile(id);
    if (!known)
        return;
    m_lent.remove(secretName(*known));
    m_secrets.write(secretName(*known), secret, this, [this, id](const Result<void> &outcome) {
        if (outcome)
            setKeyState(id, KeyState::Connected);
        else
            emit secretFailed(id, outcome.error());
    });
}

void Accounts::forgetAccount(const QString &id)
{
    const auto known = profile(id);
    if (!known)
        return;
    const bool needsKey = known->needsKey;
    m_lent.remove(secretName(*known));
    m_secrets.remove(secretName(*known), this, [this, id, needsKey](const Result<void> &outcome) {
        if (!profile(id))
            return; // taken out together with its key
        if (outcome)
            setKeyState(id, needsKey ? KeyState::Missing : KeyState::NotNeeded);
        else
            emit secretFailed(id, outcome.error());
    });
}

void Accounts::lendSecret(const QString &id, const QByteArray &secret)
{
    const auto known = profile(id);
    if (!known)
        return;
    m_lent[secretName(*known)] = secret;
    setKeyState(id, KeyState::Connected);
}

Result<Profile> Accounts::addServer(const QString &name, const QUrl &base, bool needsKey)
{
    return addServer(profileForServer(name, base, needsKey, m_shelf.takenIds()));
}

Result<Profile> Accounts::addServer(const FoundServer &server)
{
    return addServer(profileFor(server.identity, server.base, m_shelf.takenIds()));
}

Result<Profile> Accounts::addServer(const Profile &profile)
{
    if (auto saved = m_shelf.save(textOf(profile), {}); !saved)
        return saved;
    addTemporary(profile);
    return profile;
}

bool Accounts::hasServer(const QUrl &base) const
{
    const auto isThere = [&base](const Profile &profile) {
        const bool isHere = isLoopback(profile.base) && isLoopback(base);
        return isSameOrigin(profile.base, base)
            || (isHere && profile.base.scheme() == base.scheme() && profile.base.port() == base.port());
    };
    return std::any_of(profiles().begin(), profiles().end(), isThere);
}

void Accounts::addTemporary(const Profile &profile)
{
    m_shelf.put(profile);
    setKeyState(profile.id, profile.needsKey ? KeyState::Missing : KeyState::NotNeeded);
    emit profilesChanged();
}

Result<void> Accounts::removeServer(const QString &id)
{
    const auto known = profile(id);
    if (auto removed = m_shelf.remove(id); !removed)
        return removed;
    takeKey(*known);
    m_keyStates.remove(id);
    emit profilesChanged();
    return {};
}

QByteArray Accounts::copyText(const QString &id) const
{
    const auto known = profile(id);
    return known ? textOf(renamed(*known, m_shelf.takenIds())) : QByteArray();
}

Result<Profile> Accounts::judgeProfile(const QByteArray &text, const QString &replaced) const
{
    return m_shelf.judge(text, replaced);
}

Result<Profile> Accounts::saveProfile(const QByteArray &text, const QString &replaced)
{
    const auto before = profile(replaced);
    const auto saved = m_shelf.save(text, replaced);
    if (!saved)
        return saved;
    if (before && secretName(*before) != secretName(*saved))
        takeKey(*before);
    setKeyState(saved->id, saved->needsKey ? KeyState::Missing : KeyState::NotNeeded);
    readKey(*saved);
    emit profilesChanged();
    return saved;
}

Result<void> Accounts::chooseHost(const QString &id, const QUrl &base)
{
    const auto chosen = m_shelf.chooseHost(id, base);
    if (!chosen)
        return chosen.error();
    setKeyState(id, KeyState::Unknown);
    readKey(*chosen);
    emit profilesChanged();
    return {};
}

/// Of a profile that is gone, or gone from this address.
void Accounts::takeKey(const Profile &profile)
{
    m_lent.remove(secretName(profile));
    m_secrets.remove(secretName(profile), this, [this, id = profile.id](const Result<void> &outcome) {
        if (!outcome && this->profile(id))
            emit secretFailed(id, outcome.error());
    });
}

void Accounts::setKeyState(const QString &id, KeyState state)
{
    m_keyStates[id] = state;
    emit keyStateChanged(id);
}

QString Accounts::secretName(const Profile &profile) const
{
    // The origin is part of the name, so that a key never follows a provider to another address.
    const QUrl &base = profile.base;
    const int port = base.port(base.scheme() == "https"_L1 ? 443 : 80);
    return u"%1@%2://%3:%4"_s.arg(profile.id, base.scheme(), base.host()).arg(port);
}

} // namespace studio
