#include "gui/RevealFile.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace studio
{

void revealFile(const QString &path, QObject *receiver, std::function<void(bool)> answered)
{
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.FileManager1"_s, u"/org/freedesktop/FileManager1"_s,
                                                           u"org.freedesktop.FileManager1"_s, u"ShowItems"_s);
    question << QStringList{QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded)} << QString();
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), receiver);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, receiver, [watcher, answered = std::move(answered)] {
        watcher->deleteLater();
        answered(!watcher->isError());
    });
}

} // namespace studio
