#include "media/PosterMaker.h"

#include "media/ClipPlayer.h"
#include "media/ThumbnailLoader.h"

#include <utility>

using namespace std::chrono_literals;

namespace studio
{

namespace
{
constexpr auto rest = 150ms; ///< Since the last request, as somebody scrolls, and between two clips.
}

PosterMaker::PosterMaker(ThumbnailLoader &loader, QObject *parent) : QObject(parent), m_loader(loader)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(rest);
    connect(&m_rest, &QTimer::timeout, this, &PosterMaker::startNext);
}

PosterMaker::~PosterMaker() = default;

void PosterMaker::request(const QByteArray &sha256, const QString &path)
{
    if (sha256 == m_current)
        return;
    m_waiting.removeIf([&sha256](const Wanted &each) { return each.sha256 == sha256; });
    m_waiting << Wanted{sha256, path};
    m_rest.start();
}

void PosterMaker::wantOnly(const QSet<QByteArray> &contents)
{
    m_waiting.removeIf([&contents](const Wanted &each) { return !contents.contains(each.sha256); });
    if (!m_current.isEmpty() && !contents.contains(m_current)) {
        m_current.clear();
        m_player->unload();
        m_rest.start();
    }
}

void PosterMaker::startNext()
{
    if (!m_current.isEmpty() || m_waiting.isEmpty())
        return;
    if (!m_player) {
        m_player = new ClipPlayer(this);
        m_player->setMuted(true);
        connect(m_player, &ClipPlayer::stateChanged, this, &PosterMaker::follow, Qt::QueuedConnection); // it is not changed amid its own signals
    }
    const Wanted next = m_waiting.takeLast();
    m_current = next.sha256;
    m_player->load(next.path);
}

void PosterMaker::follow()
{
    const ClipState state = m_player->state();
    if (m_current.isEmpty() || state == ClipState::Empty || state == ClipState::Loading)
        return;
    const QImage frame = m_player->image();
    const QByteArray sha256 = std::exchange(m_current, {});
    m_player->unload();
    if (frame.isNull())
        emit failed(sha256);
    else
        m_loader.keepPoster(sha256, frame);
    m_rest.start();
}

} // namespace studio
