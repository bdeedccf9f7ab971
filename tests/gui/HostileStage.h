#pragma once

#include "gui/AnswerView.h"

#include <QMap>

#include <functional>

namespace studio
{

/// An answer view on screen, and how long the event loop was held up by what was done to it.
class HostileStage
{
public:
    /// The longest time in which nothing else could have happened.
    struct Turn
    {
        qint64 cpuMicroseconds = 0;  ///< Of this thread: what a busy machine does not change.
        qint64 wallMicroseconds = 0;
        QString during;
    };

    explicit HostileStage(QSize size = {500, 600});

    void showWhole(const QString &text);
    void stream(const QString &text, const std::function<qsizetype()> &nextPiece);
    void streamInPieces(const QString &text, qsizetype size); ///< Larger ones when it would be too many.
    void streamAtOddPlaces(const QString &text);              ///< Pairs are cut apart, too.

    void scrollThrough();
    void resizeThrough();
    void copyAll();
    void tabThrough();
    void showAsItCame(bool isPlain);
    void showAsReasoning(const QString &text);
    void rest(int turns); ///< What the view does when nobody asks for anything.

    AnswerView &view() { return m_view; }
    QString shown() const;     ///< The text as it reads.
    QString structure() const; ///< Every part with its frame and looks.
    QStringList offered() const;   ///< The addresses of all links.
    QString languages() const;     ///< What stands on panels of code.
    const QString &copied() const { return m_copied; } ///< As it reads and as it came.
    const Turn &longest() const { return m_longest; }
    const QMap<QString, qint64> &longestCpu() const { return m_longestCpu; }

private:
    void turn(const QString &what, const std::function<void()> &step);
    qsizetype smallestPiece(qsizetype size) const;

    AnswerView m_view;
    QString m_copied;
    Turn m_longest;
    QMap<QString, qint64> m_longestCpu; ///< By what was done.
};

} // namespace studio
