#pragma once

#include "core/Error.h"
#include "gui/NoticeStrip.h"

#include <QElapsedTimer>
#include <QTimer>

namespace studio
{

/// Speaks up while a column waits: when nothing comes for long, and until a second try begins. The two
/// never happen at once.
class WaitStrip : public NoticeStrip
{
    Q_OBJECT

public:
    explicit WaitStrip(QWidget *parent = nullptr);

    /// The server owes something from now on; silence counts from here.
    void expect();
    void noteArrival();

    /// A second try is coming: counts down to it.
    void countDown(const Error &error, std::chrono::milliseconds wait, int next, int most);

    void stop(); ///< Nothing is waited for.

    void setQuietAfter(std::chrono::milliseconds silence);

private:
    struct Pause
    {
        Error error;
        std::chrono::milliseconds wait{0};
        int next = 0;
        int most = 0;
    };

    void speak();

    QTimer m_tick;
    QElapsedTimer m_since; ///< The last arrival, or the beginning of the pause.
    std::optional<Pause> m_pause = {};
    std::chrono::milliseconds m_quietAfter{15'000};
};

} // namespace studio
