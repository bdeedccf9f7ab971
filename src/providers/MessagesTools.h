#pragma once

#include "core/RunEvent.h"

#include <QJsonValue>
#include <QMap>

namespace studio
{

/// The tool calls of a Messages answer whose blocks have not ended, by the index of their block.
class MessagesTools
{
public:
    /// A "tool_use" block begins. Gives the call that was still open under that index: a server that numbers
    /// nothing gives all of them the same one.
    std::optional<ToolCalled> open(int index, const QJsonValue &block);

    /// Servers stream what they give to their own tools the same way: without an open call it counts for nothing.
    void grow(int index, const QString &piece);

    /// The block has ended; nothing when it was none of a call.
    std::optional<ToolCalled> close(int index);

    QList<ToolCalled> closeAll();

    bool sawAny() const { return m_sawAny; }
    bool isTooMuch() const; ///< More than an answer may hold.

private:
    struct OpenCall
    {
        ToolCalled call; ///< Its arguments so far.
        QString input;   ///< What the block began with; counts when no arguments come.
    };

    QMap<int, OpenCall> m_calls;
    qsizetype m_chars = 0; ///< Of all calls, closed ones too.
    bool m_sawAny = false;
};

} // namespace studio
