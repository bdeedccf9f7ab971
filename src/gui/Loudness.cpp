#include "gui/Loudness.h"

#include <QAudio>

namespace studio
{

void Loudness::setPercent(int percent)
{
    const int bounded = qBound(0, percent, 100);
    if (bounded == m_percent)
        return;
    m_percent = bounded;
    emit changed(m_percent);
}

double Loudness::amplitude() const
{
    return double(QAudio::convertVolume(float(m_percent) / 100, QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale));
}

} // namespace studio
