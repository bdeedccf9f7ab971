#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

namespace studio
{

/// Processor time of this process so far, in seconds: user and system, all threads, no children.
double cpuSeconds();

/// Processor time of the calling thread, in milliseconds.
double threadCpuMs();

/// How much memory this process has, in MB.
struct Memory
{
    double pss = 0;      ///< Its own plus its share of what it shares.
    double peakPss = 0;  ///< The most resident since forgetPeakMemory(), less what is shared now.
};
Memory memoryNow();
void forgetPeakMemory();

double median(QList<double> values);
double percentile(QList<double> values, double part); ///< part: 0.99; 0 for no values.

/// A timer of 16 ms on this thread, and how much later than that it came.
class Heartbeat : public QObject
{
    Q_OBJECT

public:
    explicit Heartbeat(QObject *parent = nullptr);

    void start();
    void stop() { m_timer.stop(); }
    const QList<double> &gaps() const { return m_gaps; } ///< Milliseconds beyond 16, one a beat.
    QList<double> laterGaps() const; ///< Without the first second, in which fonts are read for the first time.

private:
    void beat();

    QTimer m_timer;
    qint64 m_startedAt = 0;
    qint64 m_last = 0;
    qsizetype m_early = 0; ///< How many gaps are of the first second.
    QList<double> m_gaps;
};

/// One thing that was measured.
struct Figure
{
    QString name;
    double value = 0;
    QString unit;
};
using Figures = QList<Figure>;

/// What a stretch of work costs this process: processor time, gaps of the heartbeat, memory.
class Meter
{
public:
    void start();
    void stop(); ///< Freezes processor and wall time and the gaps.

    double cpu() const { return m_cpu; }
    double wall() const { return m_wall; }

    /// "cpu s", "wall s", "gap_worst ms", "gap_later ms", "gap_p99 ms", "growth MB", "pss MB", "pss_peak MB".
    Figures figures() const;

private:
    Heartbeat m_heartbeat;
    Memory m_before;
    Memory m_after;
    double m_cpu = 0;
    double m_wall = 0;
    qint64 m_startedAt = 0;
};

} // namespace studio
