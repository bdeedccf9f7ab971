#include "Meter.h"

#include "Clock.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <ctime>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::chrono::milliseconds beatLength{16};
constexpr qint64 warmUp = 1'000'000'000;

/// The megabytes behind "Name:" in a file of /proc.
double megabytes(const char *path, QByteArrayView name)
{
    QFile file(QString::fromLatin1(path));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.sliced(name.size()).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

} // namespace

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double threadCpuMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

Memory memoryNow()
{
    const double pss = megabytes("/proc/self/smaps_rollup", "Pss:");
    const double rss = megabytes("/proc/self/smaps_rollup", "Rss:");
    return {pss, megabytes("/proc/self/status", "VmHWM:") - (rss - pss)};
}

void forgetPeakMemory()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double percentile(QList<double> values, double part)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = qsizetype(std::ceil(part * double(values.size())));
    return values[std::clamp<qsizetype>(rank - 1, 0, values.size() - 1)];
}

Heartbeat::Heartbeat(QObject *parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(beatLength);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
}

void Heartbeat::start()
{
    m_gaps.clear();
    m_early = 0;
    m_last = m_startedAt = monotonicNow();
    m_timer.start();
}

void Heartbeat::beat()
{
    const qint64 now = monotonicNow();
    m_gaps << std::max(0.0, double(now - m_last) / 1e6 - double(beatLength.count()));
    m_last = now;
    if (now - m_startedAt < warmUp)
        m_early = m_gaps.size();
}

QList<double> Heartbeat::laterGaps() const
{
    return m_gaps.sliced(m_early);
}

void Meter::start()
{
    forgetPeakMemory();
    m_before = memoryNow();
    m_heartbeat.start();
    m_startedAt = monotonicNow();
    m_cpu = cpuSeconds();
}

void Meter::stop()
{
    m_cpu = cpuSeconds() - m_cpu;
    m_wall = double(monotonicNow() - m_startedAt) / 1e9;
    m_heartbeat.stop();
    m_after = memoryNow();
}

Figures Meter::figures() const
{
    return {{u"cpu"_s, m_cpu, u"s"_s},
            {u"wall"_s, m_wall, u"s"_s},
            {u"gap_worst"_s, percentile(m_heartbeat.gaps(), 1), u"ms"_s},
            {u"gap_later"_s, percentile(m_heartbeat.laterGaps(), 1), u"ms"_s},
            {u"gap_p99"_s, percentile(m_heartbeat.gaps(), 0.99), u"ms"_s},
            {u"growth"_s, m_after.pss - m_before.pss, u"MB"_s},
            {u"pss"_s, m_after.pss, u"MB"_s},
            {u"pss_peak"_s, m_after.peakPss, u"MB"_s}};
}

} // namespace studio
