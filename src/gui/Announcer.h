#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace studio
{

/// Tells people who listen how an answer grows: the start, then whole sentences at most every three
/// seconds, then the end. Speaks through the description of one widget.
class Announcer : public QObject
{
    Q_OBJECT

public:
    explicit Announcer(QWidget &widget, QObject *parent = nullptr);

    void begin(const QString &text);
    void add(const QString &delta);
    void end(const QString &text);

    void setPace(std::chrono::milliseconds pace) { m_pace.setInterval(pace); }

private:
    void saySentences();
    void say(const QString &text);

    QWidget &m_widget;
    QTimer m_pace;
    QString m_unsaid;
    qsizetype m_searched = 0; ///< How much of it is known to end no sentence.
};

} // namespace studio
