#pragma once

#include "gateway/ClipOrder.h"

#include <QImage>

#include <memory>
#include <random>

class QPainter;

namespace studio
{

/// What moves in a clip, without what is written over it. Made once for a clip; paints any frame of it,
/// always the same way. No fonts: used on any thread.
class ClipScene
{
public:
    virtual ~ClipScene() = default;

    virtual void paint(QPainter &painter, int frame) const = 0;

protected:
    /// Chances that are the same in every run of the program.
    class Dice
    {
    public:
        explicit Dice(quint64 seed)
            : m_engine(seed)
        {
        }

        double between(double from, double to)
        {
            return from + (to - from) * static_cast<double>(m_engine() >> 11) / 9007199254740992.0; // 2^53
        }

        size_t below(size_t count) { return static_cast<size_t>(m_engine() % count); }

    private:
        std::mt19937_64 m_engine;
    };

    explicit ClipScene(const ClipOrder &order)
        : m_order(order)
    {
    }

    double width() const { return m_order.size.width(); }
    double height() const { return m_order.size.height(); }
    double unit() const { return std::min(width(), height()); }
    double seconds(int frame) const { return static_cast<double>(frame) / m_order.frameRate; }

    /// From 0 in the first frame to 1 in the last.
    double progress(int frame) const { return static_cast<double>(frame) / std::max(1, m_order.frames - 1); }

    const ClipOrder m_order;
};

/// The scene that the order asks for; pictures that came with the prompt have their part in it.
std::unique_ptr<ClipScene> makeClipScene(const ClipOrder &order, const QList<QImage> &pictures);

} // namespace studio
