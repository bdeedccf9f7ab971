#pragma once

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace studio
{

/// A small pool of network managers. One manager opens at most six connections to a host, so calls are
/// spread until each has its own; nothing is cached, no cookie is kept, no redirect is followed.
///
/// Lives on the GUI thread and must outlive every HttpCall.
class Transport : public QObject
{
    Q_OBJECT

public:
    explicit Transport(QObject *parent = nullptr);
    ~Transport() override;

    /// "host:port" of every server contacted since the start, in the order of first contact.
    QStringList contactedHosts() const;

signals:
    void hostContacted(const QString &hostAndPort);

private:
    friend class HttpCall;
    struct Slot;

    /// The least busy manager for this origin; release() gives the place back.
    QNetworkAccessManager &acquire(const QUrl &url);
    void release(QNetworkAccessManager &manager);

    std::vector<std::unique_ptr<Slot>> m_slots;
    QStringList m_hosts;
};

} // namespace studio
