#include "providers/ResponsesTold.h"

#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int any = -2;

QString contentOf(const ToolCalled &call)
{
    return call.name + u'\n' + call.arguments; // a name has no line ends
}

QByteArray hashOf(const Media &picture)
{
    const QByteArray content = picture.bytes.isEmpty() ? picture.link.toEncoded() : picture.bytes;
    return QCryptographicHash::hash(content, QCryptographicHash::Sha1);
}

/// A known number may have been told as itself or where none was named, an unknown one as any.
std::array<int, 2> waysToSay(int number)
{
    if (number == ResponsesPlace::unknown)
        return {any, any};
    return {number, ResponsesPlace::unknown};
}

} // namespace

void ResponsesTold::add(const ResponsesPlace &place)
{
    for (const int item : {place.item, any}) {
        for (const int part : {place.part, any})
            m_places.insert({place.kind, item, part});
    }
}

void ResponsesTold::add(const ToolCalled &call)
{
    m_calls << contentOf(call);
    if (call.id.isEmpty())
        m_callsWithoutId << contentOf(call);
    else
        m_callIds << call.id;
}

void ResponsesTold::add(const Media &picture)
{
    m_pictures << hashOf(picture);
}

bool ResponsesTold::has(const ResponsesPlace &place) const
{
    for (const int item : waysToSay(place.item)) {
        for (const int part : waysToSay(place.part)) {
            if (m_places.contains({place.kind, item, part}))
                return true;
        }
    }
    return false;
}

bool ResponsesTold::has(const ToolCalled &call) const
{
    if (call.id.isEmpty())
        return m_calls.contains(contentOf(call));
    return m_callIds.contains(call.id) || m_callsWithoutId.contains(contentOf(call));
}

bool ResponsesTold::has(const Media &picture) const
{
    return m_pictures.contains(hashOf(picture));
}

} // namespace studio
