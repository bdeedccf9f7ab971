#pragma once

#include "gui/ErrorText.h"
#include "gui/VerdictLine.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace studio
{

/// A sentence with its buttons, in place and never in the way. Hidden while there is nothing to say.
class NoticeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeStrip(QWidget *parent = nullptr);

    void say(Verdict verdict, const Message &message);
    void clear() { say(Verdict::None, {}); }

    const Message &message() const { return m_message; }
    QPushButton *button(Action action) const; ///< Null when the message does not offer it.

    /// For a whole page: a surface of its own, the buttons beside the sentence.
    void setWide();

signals:
    void actionChosen(studio::Action action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void offer(const Message &message);

    Message m_message;
    QBoxLayout *m_layout;
    QBoxLayout *m_row;
    VerdictLine *m_line;
    QList<QPushButton *> m_buttons;
    bool m_isWide = false;
};

} // namespace studio
