#include "StubSecrets.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace
{

const auto serviceName = u"org.freedesktop.secrets"_s;
const auto root = u"/org/freedesktop/secrets"_s;
const auto lockedError = u"org.freedesktop.Secret.Error.IsLocked"_s;

const QDBusObjectPath nothing(u"/"_s);
const QDBusObjectPath session(root + u"/session/1"_s);
const QDBusObjectPath collection(root + u"/collection/stub"_s);
const QDBusObjectPath prompt(root + u"/prompt/1"_s);

} // namespace

/// A secret as the Secret Service sends it: (oayays).
struct WireSecret
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString type;
};
Q_DECLARE_METATYPE(WireSecret)

using WireSecrets = QMap<QDBusObjectPath, WireSecret>;
Q_DECLARE_METATYPE(WireSecrets)

static QDBusArgument &operator<<(QDBusArgument &to, const WireSecret &secret)
{
    to.beginStructure();
    to << secret.session << secret.parameters << secret.value << secret.type;
    to.endStructure();
    return to;
}

static const QDBusArgument &operator>>(const QDBusArgument &from, WireSecret &secret)
{
    from.beginStructure();
    from >> secret.session >> secret.parameters >> secret.value >> secret.type;
    from.endStructure();
    return from;
}

StubSecrets::StubSecrets() : m_busName(u"stub-"_s + QUuid::createUuid().toString(QUuid::Id128))
{
    qDBusRegisterMetaType<WireSecret>();
    qDBusRegisterMetaType<WireSecrets>();
    qDBusRegisterMetaType<Attributes>();
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_busName);
    if (!bus.registerVirtualObject(root, this, QDBusConnection::SubPath) || !bus.registerService(serviceName))
        qFatal("no bus for the stub: run this through with_bus.sh");
}

StubSecrets::~StubSecrets()
{
    leave();
}

void StubSecrets::leave()
{
    QDBusConnection::disconnectFromBus(m_busName);
}

void StubSecrets::put(const QString &server, const QString &user, const QByteArray &secret)
{
    const Attributes attributes{{u"server"_s, server}, {u"type"_s, u"plaintext"_s}, {u"user"_s, user}};
    m_items.insert(QDBusObjectPath(collection.path() + u"/%1"_s.arg(++m_made)), Item{attributes, secret});
}

QByteArray StubSecrets::secretOf(const QString &user) const
{
    for (const Item &item : m_items) {
        if (item.attributes.value(u"user"_s) == user)
            return item.secret;
    }
    return {};
}

bool StubSecrets::handleMessage(const QDBusMessage &message, const QDBusConnection &bus)
{
    if (message.interface() == "org.freedesktop.DBus.Properties"_L1)
        return bus.send(message.createReply(QVariant(QVariantMap())));
    const QString method = message.member();
    calls << method;
    switch (m_ways.value(method, Way::Good)) {
    case Way::Good:
    case Way::Dismissed:
        break;
    case Way::Locked:
        return bus.send(message.createErrorReply(lockedError, u"locked, says the stub"_s));
    case Way::Refused:
        return bus.send(message.createErrorReply(QDBusError::AccessDenied, u"refused, says the stub"_s));
    case Way::Silent:
        return true;
    case Way::Garbage:
        return bus.send(message.createReply({u"garbage"_s, 7}));
    case Way::Dies:
        QTimer::singleShot(0, this, &StubSecrets::leave);
        return true;
    }
    if (method == "OpenSession"_L1 && message.arguments().first().toString() != "plain"_L1)
        return bus.send(message.createErrorReply(QDBusError::NotSupported, u"plain alone"_s));
    if (method == "CreateItem"_L1 && m_isLocked)
        return bus.send(message.createErrorReply(lockedError, u"locked, says the stub"_s));
    bus.send(message.createReply(goodAnswer(message)));
    if (method == "Prompt"_L1)
        answerPrompt(message, bus);
    return true;
}

QVariantList StubSecrets::goodAnswer(const QDBusMessage &message)
{
    const QString method = message.member();
    if (method == "OpenSession"_L1)
        return {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(session)};
    if (method == "ReadAlias"_L1)
        return {QVariant::fromValue(collection)};
    if (method == "SearchItems"_L1)
        return found(qdbus_cast<Attributes>(message.arguments().first()));
    if (method == "CreateItem"_L1)
        return createItem(message);
    if (method == "Unlock"_L1)
        return unlock(message);
    if (method == "GetSecrets"_L1)
        return secrets(message);
    if (method == "Delete"_L1) {
        m_items.remove(QDBusObjectPath(message.path()));
        return {QVariant::fromValue(nothing)};
    }
    return {};
}

QVariantList StubSecrets::createItem(const QDBusMessage &message)
{
    const auto properties = qdbus_cast<QVariantMap>(message.arguments().at(0));
    const auto secret = qdbus_cast<WireSecret>(message.arguments().at(1));
    const auto attributes = qdbus_cast<Attributes>(properties.value(u"org.freedesktop.Secret.Item.Attributes"_s));
    QDBusObjectPath path(collection.path() + u"/%1"_s.arg(++m_made));
    for (auto it = m_items.cbegin(); it != m_items.cend(); ++it) {
        if (it->attributes == attributes)
            path = it.key();
    }
    m_items.insert(path, Item{attributes, secret.value});
    return {QVariant::fromValue(path), QVariant::fromValue(nothing)};
}

QVariantList StubSecrets::found(const Attributes &wanted) const
{
    QList<QDBusObjectPath> paths;
    for (auto it = m_items.cbegin(); it != m_items.cend(); ++it) {
        bool fits = true;
        for (auto want = wanted.cbegin(); want != wanted.cend(); ++want)
            fits = fits && it->attributes.value(want.key()) == want.value();
        if (fits)
            paths << it.key();
    }
    const QList<QDBusObjectPath> none;
    return {QVariant::fromValue(m_isLocked ? none : paths), QVariant::fromValue(m_isLocked ? paths : none)};
}

QVariantList StubSecrets::unlock(const QDBusMessage &message)
{
    m_toUnlock = qdbus_cast<QList<QDBusObjectPath>>(message.arguments().first());
    const QList<QDBusObjectPath> unlocked = m_isLocked ? QList<QDBusObjectPath>() : m_toUnlock;
    return {QVariant::fromValue(unlocked), QVariant::fromValue(m_isLocked ? prompt : nothing)};
}

QVariantList StubSecrets::secrets(const QDBusMessage &message) const
{
    WireSecrets wire;
    for (const QDBusObjectPath &path : qdbus_cast<QList<QDBusObjectPath>>(message.arguments().first())) {
        if (m_items.contains(path) && !m_isLocked)
            wire.insert(path, {session, {}, m_items.value(path).secret, u"text/plain"_s});
    }
    return {QVariant::fromValue(wire)};
}

void StubSecrets::answerPrompt(const QDBusMessage &message, const QDBusConnection &bus)
{
    const bool isDismissed = m_ways.value(u"Prompt"_s, Way::Good) == Way::Dismissed;
    m_isLocked = m_isLocked && isDismissed;
    const QList<QDBusObjectPath> unlocked = isDismissed ? QList<QDBusObjectPath>() : m_toUnlock;
    auto completed = QDBusMessage::createSignal(message.path(), u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
    completed << isDismissed << QVariant::fromValue(QDBusVariant(QVariant::fromValue(unlocked)));
    bus.send(completed);
}
