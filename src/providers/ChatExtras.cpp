#include "providers/ChatExtras.h"

#include <QCryptographicHash>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

Result<void> ChatExtras::take(const ChatContent &piece, EventWriter &events)
{
    m_hasSoundPieces = m_hasSoundPieces || !piece.sound.isEmpty();
    m_hasCallPieces = m_hasCallPieces || !piece.calls.isEmpty();
    return gather(piece, events);
}

Result<void> ChatExtras::takeWhole(ChatContent message, EventWriter &events)
{
    if (m_hasSoundPieces)
        message.sound.clear();
    else if (!message.sound.isEmpty())
        m_sound = {};
    if (m_hasCallPieces)
        message.calls.clear();
    else if (!message.calls.isEmpty())
        m_calls = {};
    for (qsizetype i = 0; i < message.calls.size(); ++i)
        message.calls[i].index = i; // each is a call of its own, whatever its index says
    return gather(message, events);
}

Result<void> ChatExtras::gather(const ChatContent &content, EventWriter &events)
{
    for (const Media &media : content.media)
        tell(media, events);
    for (const QString &oddity : content.oddities)
        leaveOut(oddity, events);
    for (const ToolPiece &piece : content.calls) {
        if (!m_calls.feed(piece))
            return Error{ErrorKind::TooLarge, u"more tool calls than one answer may bring"_s};
    }
    switch (m_sound.feed(content.sound)) {
    case SoundJoiner::Outcome::Taken:
        break;
    case SoundJoiner::Outcome::Unreadable:
        leaveOut(u"sound that cannot be read was left out"_s, events);
        break;
    case SoundJoiner::Outcome::TooLong:
        return Error{ErrorKind::TooLarge, u"more sound than one answer may bring"_s};
    }
    return {};
}

void ChatExtras::tell(const Media &media, EventWriter &events)
{
    const QByteArray what = media.bytes.isEmpty() ? media.link.toEncoded() : media.bytes;
    const QByteArray digest = QCryptographicHash::hash(what, QCryptographicHash::Sha1);
    if (m_told.contains(digest))
        return;
    m_told.insert(digest);
    m_sawAny = true;
    events.add(MediaArrived{media});
}

void ChatExtras::tellSound(EventWriter &events)
{
    if (auto sound = m_sound.take())
        tell(*sound, events);
}

void ChatExtras::tellCalls(EventWriter &events)
{
    const QList<ToolCalled> calls = std::exchange(m_calls, {}).calls();
    for (const ToolCalled &call : calls) {
        if (call.name.isEmpty()) {
            leaveOut(u"a tool call without a name was left out"_s, events);
        } else {
            m_sawAny = true;
            events.add(call);
        }
    }
}

void ChatExtras::leaveOut(const QString &what, EventWriter &events)
{
    if (m_unreadable.isEmpty())
        m_unreadable = what;
    events.add(Oddity{what});
}

} // namespace studio
