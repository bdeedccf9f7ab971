#pragma once

#include "core/Result.h"

#include <QObject>

#include <functional>
#include <memory>

namespace studio
{

/// Keeps keys: in the system's keychain, else in memory until the program ends; never in a file.
///
/// Answers come later, on the thread of the caller, and not at all when the context is gone. What is not a key
/// as checkSecret() knows them is neither written nor given out.
class SecretStore
{
public:
    enum class Place { Keychain, Memory };
    using Answer = std::function<void(const Result<QByteArray> &)>; ///< Empty: there is no such key.
    using Done = std::function<void(const Result<void> &)>;

    virtual ~SecretStore() = default;

    virtual void read(const QString &name, QObject *context, Answer answer) = 0;
    virtual void write(const QString &name, const QByteArray &secret, QObject *context, Done done) = 0;
    virtual void remove(const QString &name, QObject *context, Done done) = 0;

    /// Where a key that is written now would go. Keychain until a try has failed.
    virtual Place place() const = 0;

    /// Why the keychain cannot be used, in its own words; empty while it can.
    virtual QString keychainProblem() const = 0;

    /// True while the keychain owes an answer: it may be asking the user to unlock it.
    virtual bool isWaiting() const { return false; }
};

/// Keys for this session only; also what tests use.
std::unique_ptr<SecretStore> makeMemorySecretStore();

/// The system's keychain through QtKeychain, memory when that fails. A probe with a dummy entry runs at once
/// and off the caller's path. A keychain that is silent for longer than the patience has failed. A key that
/// is being written can be read at once.
std::unique_ptr<SecretStore> makeKeychainSecretStore(const QString &service,
                                                     std::chrono::milliseconds patience = std::chrono::minutes(2));

/// Makes the store when it is first asked for something: a command that needs no key never touches the keychain.
std::unique_ptr<SecretStore> makeLazySecretStore(std::function<std::unique_ptr<SecretStore>()> make);

/// A key as typed or pasted, made safe: white space around it and a "Bearer " prefix are taken off.
/// ErrorKind::Rejected for anything but printable ASCII, for more than 4096 bytes, and for nothing. The
/// detail says what is wrong and holds nothing of the key.
Result<QByteArray> parseSecret(QStringView typed);

/// Whether parseSecret() would leave these bytes as they are: nothing else may become part of a header.
Result<void> checkSecret(const QByteArray &secret);

} // namespace studio
