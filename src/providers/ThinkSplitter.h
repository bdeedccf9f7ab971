#pragma once

#include <QString>

namespace studio
{

/// Tells reasoning from answer where a model writes <think>...</think> in front of its answer. Only the
/// start of the answer is looked at, so a tag quoted later stays text. Holds back at most a partial tag
/// and the white space around tags. An opening tag without its end makes all of it reasoning.
class ThinkSplitter
{
public:
    struct Split
    {
        QString text;
        QString reasoning;
    };

    /// True once whatever comes is answer: feed() gives it as it is.
    bool isThrough() const { return m_state == State::Answer && !m_skipsSpace; }

    Split feed(const QString &piece);

    /// What was held back when the stream ended.
    Split rest();

private:
    enum class State {
        Undecided, ///< Nothing but white space or a part of the opening tag has come.
        Inside,
        Answer,
    };

    void decide();
    QString takeReasoning();
    QString takeText();
    void dropLeadingSpace();

    State m_state = State::Undecided;
    bool m_skipsSpace = false;
    QString m_held;
};

} // namespace studio
