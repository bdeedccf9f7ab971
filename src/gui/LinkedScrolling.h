#pragma once

#include "gui/AnswerView.h"

#include <QList>
#include <QObject>

#include <optional>

namespace studio
{

class FrameClock;

/// Several answers read side by side: when the reader scrolls one, the others in sight go to the same place.
/// Answers out of sight cost nothing; they go there when they come into sight. Growth of an answer moves no
/// other. The views are not owned and live as long as this.
class LinkedScrolling : public QObject
{
    Q_OBJECT

public:
    explicit LinkedScrolling(FrameClock &clock, QObject *parent = nullptr);

    void add(AnswerView &view);

    /// Once on, the others go where the reader scrolled last.
    void setOn(bool isOn);
    bool isOn() const { return m_isOn; }

    /// There are other answers now: nobody has scrolled in them yet.
    void forgetPlace();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takePlace(AnswerView &view);
    void spread();
    void catchUp();

    FrameClock &m_clock;
    QList<AnswerView *> m_views;
    QList<AnswerView *> m_late; ///< Have come into sight and are not laid out yet.
    AnswerView *m_leader = nullptr; ///< Where the reader scrolled last.
    std::optional<ReadingPlace> m_place;
    bool m_isOn = false;
};

} // namespace studio
