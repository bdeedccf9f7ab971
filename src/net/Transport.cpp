#include "net/Transport.h"

#include "core/Request.h"

#include <QNetworkAccessManager>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Qt's own limit of HTTP/1.1 connections to one host.
constexpr int connectionsOfOneManager = 6;

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

} // namespace

/// One manager and the origin it serves: nothing that Qt remembers of one provider can reach another.
struct Transport::Slot
{
    QUrl origin;
    std::unique_ptr<QNetworkAccessManager> manager;
    int callCount = 0;
};

Transport::Transport(QObject *parent) : QObject(parent) {}

Transport::~Transport() = default;

QStringList Transport::contactedHosts() const
{
    return m_hosts;
}

QNetworkAccessManager &Transport::acquire(const QUrl &url)
{
    Slot *best = nullptr;
    for (const auto &slot : m_slots) {
        if (isSameOrigin(slot->origin, url) && (!best || slot->callCount < best->callCount))
            best = slot.get();
    }
    if (!best || best->callCount >= connectionsOfOneManager) {
        m_slots.push_back(std::make_unique<Slot>(Slot{url, std::make_unique<QNetworkAccessManager>()}));
        best = m_slots.back().get();
    }
    ++best->callCount;

    const QString host = u"%1:%2"_s.arg(url.host()).arg(portOf(url));
    if (!m_hosts.contains(host)) {
        m_hosts << host;
        emit hostContacted(host);
    }
    return *best->manager;
}

void Transport::release(QNetworkAccessManager &manager)
{
    const auto slot = std::find_if(m_slots.begin(), m_slots.end(),
                                   [&manager](const auto &each) { return each->manager.get() == &manager; });
    Q_ASSERT(slot != m_slots.end() && (*slot)->callCount > 0);
    --(*slot)->callCount;
}

} // namespace studio
