#include "gui/DesktopScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::StringLiterals;

namespace studio
{

DesktopScheme::DesktopScheme(QObject *parent)
    : QObject(parent)
{
}

void DesktopScheme::ask()
{
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s,
                                                           u"/org/freedesktop/portal/desktop"_s,
                                                           u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    question << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        watcher->deleteLater();
        if (const std::optional<bool> dark = reply.isError() ? std::nullopt : isDark(reply.value()))
            emit answered(*dark);
    });
}

std::optional<bool> DesktopScheme::isDark(const QVariant &value)
{
    if (value.userType() == qMetaTypeId<QDBusVariant>())
        return isDark(value.value<QDBusVariant>().variant());
    // 0: no preference, 1: dark, 2: light.
    if (value.userType() != QMetaType::UInt || value.toUInt() == 0 || value.toUInt() > 2)
        return {};
    return value.toUInt() == 1;
}

} // namespace studio
