#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QWidget;

namespace studio
{

/// The keyboard's way through the parts of the window (F6, Shift+F6). Each pane remembers where the focus
/// was in it; hidden panes are passed over.
class PaneWalk : public QObject
{
    Q_OBJECT

public:
    explicit PaneWalk(QObject *parent = nullptr);

    void add(QWidget &pane);  ///< In the order of the walk.
    void walk(int direction); ///< +1 to the next pane, -1 to the one before.

    /// Puts the focus into a pane: where it was, else on its first stop. False when it has none.
    static bool enter(QWidget &pane, QWidget *remembered = nullptr);

private:
    struct Pane
    {
        QPointer<QWidget> pane;      // A dock's contents may be exchanged.
        QPointer<QWidget> lastFocus; // Columns come and go.
    };

    qsizetype paneOf(const QWidget *widget) const;
    void remember(QWidget *focused);

    QList<Pane> m_panes;
};

} // namespace studio
