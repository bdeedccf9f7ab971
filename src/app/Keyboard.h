#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace studio
{

/// Presses keys as a person would: through the window, with shortcuts, tab order and whatever has the focus.
class Keyboard
{
public:
    /// The window outlives the keyboard.
    explicit Keyboard(QWidget &window) : m_window(window) {}

    void press(int key, Qt::KeyboardModifiers modifiers = {}) const;
    void type(const QString &text) const; ///< Letters and figures.

    /// Presses Tab until the widget with the focus is one of those; false when none comes.
    bool walkTo(const std::function<bool(const QWidget &)> &isWanted) const;
    bool walkTo(const QString &objectName) const;

private:
    void send(int key, Qt::KeyboardModifiers modifiers, const QString &text) const;

    QWidget &m_window;
};

} // namespace studio
