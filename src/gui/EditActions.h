#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace studio
{

/// Sends the actions of the Edit menu to the text field that last had the focus, and enables those that it
/// understands. Any widget with slots of these names will do: Qt's editors and the code view.
class EditActions : public QObject
{
    Q_OBJECT

public:
    explicit EditActions(QObject *parent = nullptr);

    /// slot: "copy", "undo" ... as the editors call it.
    void add(QAction &action, const QByteArray &slot);

private:
    void follow(QWidget *focused);

    struct Entry
    {
        QAction *action;
        QByteArray slot;
    };

    QList<Entry> m_entries;
    QPointer<QWidget> m_target; ///< Editors come and go with their columns.
};

} // namespace studio
