#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace studio
{

/// One beat for everything that grows on screen: whoever has something new asks for a frame, and all who asked
/// are served together, at most once in 16 ms. When serving takes longer than a frame may, the rest goes
/// first in the next one, so nobody starves.
class FrameClock : public QObject
{
    Q_OBJECT

public:
    using Frame = std::function<void()>;

    explicit FrameClock(QObject *parent = nullptr);

    /// Calls the frame once, soon. Asking again before that changes nothing; the frame ends with its owner.
    void request(QObject *owner, const Frame &frame);

private:
    struct Asked
    {
        QObject *owner;
        Frame frame;
    };

    void serve();
    void forget(QObject *owner);
    void wind();

    QTimer m_timer;
    QElapsedTimer m_sinceServed;
    std::chrono::milliseconds m_serving{}; ///< How long the last serving took.
    QList<Asked> m_asked; ///< In the order of asking.
};

} // namespace studio
