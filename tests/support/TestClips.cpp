#include "support/TestClips.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int bits = 10;

} // namespace

QString makeClip(const QString &folder, const TestClip &order)
{
    const QString path = folder + u'/' + order.name;
    QStringList arguments{u"-hide_banner"_s, u"-loglevel"_s, u"error"_s, u"-y"_s, u"-f"_s, u"lavfi"_s, u"-i"_s,
                          u"testsrc2=s=%1x%2:r=%3"_s.arg(order.size.width()).arg(order.size.height()).arg(order.rate)};
    if (order.hasSound)
        arguments << u"-f"_s << u"lavfi"_s << u"-i"_s << u"sine=frequency=440:duration=60"_s << u"-shortest"_s;
    // A row of black and white fields at the top, one for each binary digit.
    arguments << u"-vf"_s
              << u"geq=lum='if(lt(Y,H/4),if(mod(floor((N+%1)/pow(2,floor(X*%2/W))),2),235,16),lum(X,Y))':"
                 "cb='if(lt(Y,H/8),128,cb(X,Y))':cr='if(lt(Y,H/8),128,cr(X,Y))'"_s.arg(order.firstNumber).arg(bits)
              << u"-frames:v"_s << QString::number(order.frames);
    arguments << order.codec.split(u' ') << path;
    QProcess ffmpeg;
    ffmpeg.start(u"ffmpeg"_s, arguments);
    if (!ffmpeg.waitForFinished(60'000) || ffmpeg.exitCode() != 0 || !QFile::exists(path))
        return {};
    return path;
}

int numberIn(const QImage &frame)
{
    if (frame.isNull())
        return -1;
    int number = 0;
    for (int bit = 0; bit < bits; ++bit) {
        const int grey = qGray(frame.pixel((2 * bit + 1) * frame.width() / (2 * bits), frame.height() / 16));
        if (grey > 80 && grey < 170)
            return -1;
        number |= (grey > 127 ? 1 : 0) << bit;
    }
    return number;
}

} // namespace studio
