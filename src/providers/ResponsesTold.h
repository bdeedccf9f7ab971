#pragma once

#include "providers/ResponsesItem.h"

#include <QSet>

#include <set>

namespace studio
{

/// Remembers what was told of one response, as the server will say it again: in places that it names only in part,
/// with other ids of items. To ask takes no longer the more there is.
class ResponsesTold
{
public:
    void add(const ResponsesPlace &place);
    void add(const ToolCalled &call);
    void add(const Media &picture);

    bool has(const ResponsesPlace &place) const; ///< Or one that may be the same.
    bool has(const ToolCalled &call) const;
    bool has(const Media &picture) const;

    bool hasCalls() const { return !m_calls.isEmpty(); }
    bool hasPictures() const { return !m_pictures.isEmpty(); }

private:
    std::set<ResponsesPlace> m_places; ///< Each also as one at any part, in any item, and both.
    QSet<QString> m_callIds;
    QSet<QString> m_calls; ///< Name and arguments of each,
    QSet<QString> m_callsWithoutId; ///< and of those without an id.
    QSet<QByteArray> m_pictures;    ///< A hash of each.
};

} // namespace studio
