#include "catalog/ServerSearch.h"

#include "net/Transport.h"

#include <QPointer>
#include <QTimer>

namespace studio
{

ServerSearch::ServerSearch(Transport &transport, const QList<quint16> &ports, QObject *parent) : QObject(parent)
{
    for (const quint16 port : ports) {
        auto *talk = new PortTalk(transport, port, this);
        connect(talk, &PortTalk::finished, this, [this, talk](const auto &found) { take(talk, found); });
        m_talks << talk;
    }
}

void ServerSearch::start()
{
    if (m_talks.isEmpty())
        return conclude(m_found);
    for (PortTalk *talk : QList(m_talks))
        talk->start();
}

void ServerSearch::cancel()
{
    qDeleteAll(std::exchange(m_talks, {}));
    conclude(Error{ErrorKind::Cancelled});
}

void ServerSearch::take(PortTalk *talk, const std::optional<FoundServer> &found)
{
    m_talks.removeOne(talk);
    talk->deleteLater();
    const QPointer<ServerSearch> alive(this); // whoever listens may end the search
    if (found) {
        ++m_found;
        emit serverFound(*found);
    }
    if (alive && m_talks.isEmpty())
        conclude(m_found);
}

void ServerSearch::conclude(const Result<qsizetype> &outcome)
{
    if (std::exchange(m_isOver, true))
        return;
    QTimer::singleShot(0, this, [this, outcome] { emit finished(outcome); });
}

} // namespace studio
