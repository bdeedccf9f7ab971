#pragma once

#include "media/CancelFlag.h"

#include <QDeadlineTimer>
#include <QIODevice>

namespace studio
{

/// Bytes for a decoder that cannot be stopped otherwise: they run dry when the time is up or nobody waits any more, and
/// the decoder ends as it does with a file that was cut off.
class BoundedBytes : public QIODevice
{
    Q_OBJECT

public:
    BoundedBytes(const QByteArray &bytes, QDeadlineTimer deadline, const CancelFlag &cancel);

    bool isLate() const { return m_isLate; } ///< Whether something was asked for after the time was up.

    qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64 place) override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    QDeadlineTimer m_deadline;
    CancelFlag m_cancel;
    qint64 m_place = 0;
    bool m_isLate = false;
};

} // namespace studio
