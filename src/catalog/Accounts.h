#pragma once

#include "catalog/ProfileShelf.h"
#include "store/SecretStore.h"

#include <QHash>
#include <QObject>

namespace studio
{

struct FoundServer;

/// Which providers there are and which of them have a key.
///
/// Owns no key: they stay in the SecretStore. The practice gateway's key is no secret of the user's and is
/// kept here. Lives on the GUI thread; the SecretStore must outlive it.
class Accounts : public QObject
{
    Q_OBJECT

public:
    enum class KeyState {
        Unknown,   ///< The keychain has not answered yet.
        NotNeeded,
        Missing,
        Connected,
    };

    /// Servers added by the user are read from and written to that folder.
    Accounts(SecretStore &secrets, const QString &userProfiles, QObject *parent = nullptr);

    /// Built-in ones first, then the user's, each in a stable order.
    const QList<Profile> &profiles() const { return m_shelf.profiles(); }

    /// Nothing when there is no provider of that id.
    std::optional<Profile> profile(const QString &id) const { return m_shelf.find(id); }

    /// Files of the user's that could not be read, one "name: reason" each.
    const QStringList &problems() const { return m_shelf.problems(); }

    /// The gateway's address without a path, and its key. Fills in the practice provider's base.
    void setPracticeGateway(const QUrl &address, const QByteArray &key);
    bool hasPracticeGateway() const { return m_practiceAddress.isValid(); }

    /// The same provider's dialects, spoken to the practice gateway.
    Profile practiceTwin(const Profile &profile) const;

    /// Asks the keychain for every provider; keyStateChanged() follows for each. Call once.
    void readKeys();
    KeyState keyState(const QString &id) const;

    /// The key for a request to this profile's base: the practice key for the gateway, the user's own only
    /// for the base it was given for, else empty. The answer comes later.
    void withSecret(const Profile &profile, QObject *context, std::function<void(const Result<QByteArray> &)> use);

    void connectAccount(const QString &id, const QByteArray &secret);
    void forgetAccount(const QString &id);

    /// A key for this session only, kept in memory and never stored: from an environment variable.
    void lendSecret(const QString &id, const QByteArray &secret);

    /// Adds an OpenAI-compatible server and remembers it.
    Result<Profile> addServer(const QString &name, const QUrl &base, bool needsKey);

    /// The same for a server that was found on this computer (ServerSearch.h).
    Result<Profile> addServer(const FoundServer &server);

    /// Whether a provider has this address; the names of this computer count as one.
    bool hasServer(const QUrl &base) const;

    /// A server for this session only, not remembered: what --base-url names.
    void addTemporary(const Profile &profile);
    Result<void> removeServer(const QString &id);

    /// A text to begin a new profile with: a copy under a free id.
    QByteArray copyText(const QString &id) const;

    /// The text of one of the user's profiles, as it was saved.
    Result<QByteArray> profileText(const QString &id) const { return m_shelf.text(id); }

    /// Whether a text can be saved, as a new profile or in the place of one of the user's; why not names the field.
    Result<Profile> judgeProfile(const QByteArray &text, const QString &replaced) const;

    /// A key stays with the address it was given for: it is taken off when the profile goes to another one.
    Result<Profile> saveProfile(const QByteArray &text, const QString &replaced);

    /// One of the profile's hosts. Each has a key of its own, which is kept.
    Result<void> chooseHost(const QString &id, const QUrl &base);

    const SecretStore &secrets() const { return m_secrets; }

signals:
    void profilesChanged();
    void keyStateChanged(const QString &id);
    void secretFailed(const QString &id, const studio::Error &error);

private:
    Result<Profile> addServer(const Profile &profile);
    void setKeyState(const QString &id, KeyState state);
    void readKey(const Profile &profile);
    void takeKey(const Profile &profile);
    QString secretName(const Profile &profile) const;
    void takePracticePaths(Profile &twin) const;

    SecretStore &m_secrets;
    ProfileShelf m_shelf;
    QHash<QString, KeyState> m_keyStates;
    QHash<QString, QByteArray> m_lent; ///< By secretName().
    QUrl m_practiceAddress;
    QByteArray m_practiceKey;
};

} // namespace studio
