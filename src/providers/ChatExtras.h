#pragma once

#include "core/Result.h"
#include "providers/ChatContent.h"
#include "providers/EventWriter.h"
#include "providers/SoundJoiner.h"
#include "providers/ToolCallJoiner.h"

#include <QSet>

namespace studio
{

/// What one answer brings besides text: files are told as they come, sound and tool calls when they are whole.
/// What cannot be read is left out with an Oddity.
class ChatExtras
{
public:
    /// ErrorKind::TooLarge when the answer brings more than one may.
    Result<void> take(const ChatContent &piece, EventWriter &events);

    /// The same of a whole message, which may repeat what came in pieces before it, or in an earlier message.
    Result<void> takeWhole(ChatContent message, EventWriter &events);

    void tellSound(EventWriter &events);
    void tellCalls(EventWriter &events); ///< Only when they are complete; each is told once.

    bool sawAny() const { return m_sawAny; }

    /// The first thing that was left out; empty when nothing was.
    QString unreadable() const { return m_unreadable; }

private:
    void tell(const Media &media, EventWriter &events);
    Result<void> gather(const ChatContent &content, EventWriter &events);
    void leaveOut(const QString &what, EventWriter &events);

    SoundJoiner m_sound;
    ToolCallJoiner m_calls;
    QSet<QByteArray> m_told; ///< Digests of files.
    QString m_unreadable;
    bool m_hasSoundPieces = false;
    bool m_hasCallPieces = false;
    bool m_sawAny = false;
};

} // namespace studio
