#pragma once

#include <QDeadlineTimer>
#include <QTimer>

namespace studio
{

/// When edits of a text are looked at: a short one at once. A longer text, or one with large files, only when the typing
/// rests, and at the latest after a while.
///
/// Belongs to the page with the text.
class TypingRest : public QObject
{
    Q_OBJECT

public:
    explicit TypingRest(QObject *parent = nullptr);

    void take(qsizetype length); ///< An edit of a text that is so long now.
    void give();                 ///< Now, if an edit waits.
    void drop();                 ///< What waits.

signals:
    void given(); ///< The edits so far are to be looked at.

private:
    QTimer m_rest;            ///< Runs while an edit of a very long text is still to be given.
    QDeadlineTimer m_longest; ///< For the rest to come.
};

} // namespace studio
