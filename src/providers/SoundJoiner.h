#pragma once

#include "core/Media.h"

#include <optional>

namespace studio
{

/// Puts the sound of one answer together, which comes as base64 in one piece or in many.
class SoundJoiner
{
public:
    enum class Outcome { Taken, Unreadable, TooLong };

    Outcome feed(const QString &base64);

    bool isEmpty() const { return m_bytes.isEmpty() && m_rest.isEmpty(); }

    /// What has come so far; nothing when nothing did. Pieces without a file's beginning are samples ("audio/pcm").
    std::optional<Media> take();

private:
    Outcome decode(const QByteArray &base64);

    QByteArray m_bytes;
    QByteArray m_rest; ///< Letters that are no whole group of four yet.
    int m_pieces = 0;
};

} // namespace studio
