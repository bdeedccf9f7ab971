#pragma once

#include <QObject>

namespace studio
{

/// Turns SIGINT and SIGTERM into a Qt signal; the second one ends the program at once. One per program.
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

signals:
    void interrupted();
};

} // namespace studio
