#include "app/Keyboard.h"

#include <QApplication>
#include <QWidget>
#include <QWindow>

// The entrance for key presses that Qt's own test library uses. Events that are sent to a widget find no shortcuts.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow *window, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers,
                                    const QString &text = QString(), bool isRepeated = false, ushort count = 1);

namespace studio
{

namespace
{
constexpr int mostStops = 200; ///< More than the window has.
}

void Keyboard::press(int key, Qt::KeyboardModifiers modifiers) const
{
    send(key, modifiers, key == Qt::Key_Space && !modifiers ? QStringLiteral(" ") : QString());
}

void Keyboard::type(const QString &text) const
{
    for (const QChar c : text)
        send(c.toUpper().unicode(), {}, c);
}

void Keyboard::send(int key, Qt::KeyboardModifiers modifiers, const QString &text) const
{
    QWidget *dialog = QApplication::activeModalWidget();
    QWindow *window = (dialog ? dialog : &m_window)->windowHandle();
    if (!window)
        return;
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease})
        qt_handleKeyEvent(window, type, key, modifiers, text);
}

bool Keyboard::walkTo(const std::function<bool(const QWidget &)> &isWanted) const
{
    for (int stops = 0; stops < mostStops; ++stops) {
        if (const QWidget *focus = QApplication::focusWidget(); focus && isWanted(*focus))
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

bool Keyboard::walkTo(const QString &objectName) const
{
    return walkTo([&objectName](const QWidget &widget) { return widget.objectName() == objectName; });
}

} // namespace studio
