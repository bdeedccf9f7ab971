#include "media/BoundedBytes.h"

#include <algorithm>
#include <cstring>

namespace studio
{

BoundedBytes::BoundedBytes(const QByteArray &bytes, QDeadlineTimer deadline, const CancelFlag &cancel)
    : m_bytes(bytes)
    , m_deadline(deadline)
    , m_cancel(cancel)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool BoundedBytes::seek(qint64 place)
{
    if (place < 0 || place > m_bytes.size() || !QIODevice::seek(place))
        return false;
    m_place = place;
    return true;
}

qint64 BoundedBytes::readData(char *data, qint64 most)
{
    m_isLate = m_isLate || m_deadline.hasExpired();
    if (m_isLate || m_cancel.isCancelled())
        return -1;
    const qint64 count = std::min(most, m_bytes.size() - m_place);
    if (count <= 0)
        return most > 0 ? -1 : 0;
    std::memcpy(data, m_bytes.constData() + m_place, size_t(count));
    m_place += count;
    return count;
}

} // namespace studio
