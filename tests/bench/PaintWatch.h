#pragma once

#include <QList>
#include <QObject>

#include <functional>

class QWidget;

namespace studio
{

class AnswerView;

/// So much of a text was there at that time, in nanoseconds of monotonicNow().
struct Mark
{
    qsizetype size = 0;
    qint64 time = 0;
};

/// Notes at each paint of a widget how much text it shows.
///
class PaintWatch : public QObject
{
    Q_OBJECT

public:
    /// laidOut: how much text a paint of the surface shows.
    PaintWatch(QWidget &surface, const std::function<qsizetype()> &laidOut);
    explicit PaintWatch(const AnswerView &view);

    const QList<Mark> &marks() const { return m_marks; } ///< Only paints that show more than the one before.
    qsizetype shown() const { return m_marks.isEmpty() ? 0 : m_marks.last().size; }
    int paints() const { return m_paints; }
    void forget();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<qsizetype()> m_laidOut;
    QList<Mark> m_marks;
    int m_paints = 0;
};

/// What the view shows, as a reader would copy it: everything selected and copied.
QString shownText(const AnswerView &view);

/// How long the first character that each paint added had waited since the server wrote it, in milliseconds.
QList<double> lags(const QList<Mark> &written, const QList<Mark> &shown);

/// How far one column was behind another at worst: the difference of the ages of what they do not show yet,
/// looked at every 10 ms. One list of marks a column.
double worstSpread(const QList<QList<Mark>> &written, const QList<QList<Mark>> &shown);

} // namespace studio
