#pragma once

#include "core/RunEvent.h"

#include <QHash>
#include <QJsonValue>

#include <map>
#include <vector>

namespace studio
{

/// What one entry of "tool_calls" says: a whole call, or a piece of one.
struct ToolPiece
{
    std::optional<qint64> index = {}; ///< Of the call; many servers leave it out.
    QString id = {};
    QString name = {};
    QString arguments = {};

    bool operator==(const ToolPiece &) const = default;
};

/// Reads an entry of "tool_calls", a "function_call", or a part of type "tool_use". Nothing when it is no object.
std::optional<ToolPiece> toolPieceFrom(const QJsonValue &entry);

/// Puts the tool calls of one answer together.
///
/// A piece belongs to the call of its index, else of its id, else to the last one. A new id or another name
/// under an index that is in use begins a new call; arguments that repeat the whole are not added again.
class ToolCallJoiner
{
public:
    /// False when the calls became more than an answer may hold; the piece is then left out.
    bool feed(const ToolPiece &piece);

    bool isEmpty() const { return m_calls.empty(); }

    /// In the order of their beginnings. A call may lack its name or id.
    QList<ToolCalled> calls() const;

private:
    struct Call
    {
        QString id = {};
        QString name = {};
        QString arguments = {};
    };

    Call &callFor(const ToolPiece &piece);
    Call &begin(const ToolPiece &piece);
    static bool belongs(const ToolPiece &piece, const Call &call);

    std::vector<Call> m_calls;
    std::map<qint64, size_t> m_byIndex; ///< The last call under each index.
    QHash<QString, size_t> m_byId;
    qsizetype m_chars = 0;
};

} // namespace studio
