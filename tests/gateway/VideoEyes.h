#pragma once

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

namespace studio
{

/// What FFmpeg's programs see in a clip: eyes that know nothing of our code.
class VideoEyes
{
public:
    explicit VideoEyes(const QByteArray &clip)
    {
        QFile file(path());
        if (file.open(QIODevice::WriteOnly))
            file.write(clip);
    }

    /// Of the one stream that there is, with its frames counted.
    QJsonObject stream() const
    {
        const QJsonArray streams = probe()[QStringLiteral("streams")].toArray();
        return streams.size() == 1 ? streams.first().toObject() : QJsonObject();
    }

    QString comment() const
    {
        return probe()[QStringLiteral("format")][QStringLiteral("tags")][QStringLiteral("comment")]
            .toString();
    }

    QSize size() const
    {
        return {stream()[QStringLiteral("width")].toInt(), stream()[QStringLiteral("height")].toInt()};
    }

    int frames() const { return stream()[QStringLiteral("nb_read_frames")].toString().toInt(); }
    double seconds() const { return stream()[QStringLiteral("duration")].toString().toDouble(); }
    QString rate() const { return stream()[QStringLiteral("avg_frame_rate")].toString(); }

    /// How many of the decoded frames differ from all others.
    qsizetype differentFrames() const
    {
        QSet<QByteArray> seen;
        for (const QByteArray &line :
             run(QStringLiteral("ffmpeg -v error -i"),
                 {path(), QStringLiteral("-f"), QStringLiteral("framemd5"), QStringLiteral("-")})
                 .split('\n')) {
            if (!line.isEmpty() && !line.startsWith('#'))
                seen += line.mid(line.lastIndexOf(',') + 1).trimmed();
        }
        return seen.size();
    }

    QImage frame(int number) const
    {
        const QString file = m_folder.filePath(QStringLiteral("frame.png"));
        QFile::remove(file);
        const QString filter = QStringLiteral("select=eq(n\\,%1)").arg(number);
        run(QStringLiteral("ffmpeg -v error -i"),
            {path(), QStringLiteral("-vf"), filter, QStringLiteral("-frames:v"), QStringLiteral("1"), file});
        return QImage(file);
    }

private:
    QString path() const { return m_folder.filePath(QStringLiteral("clip.mp4")); }

    QJsonObject probe() const
    {
        return QJsonDocument::fromJson(
                   run(QStringLiteral("ffprobe -v error -count_frames -show_streams -show_format -of json"),
                       {path()}))
            .object();
    }

    /// The words of a command, and what belongs behind them.
    static QByteArray run(const QString &command, const QStringList &more)
    {
        QStringList words = command.split(QLatin1Char(' '));
        const QString program = words.takeFirst();
        QProcess process;
        process.start(program, words + more);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }

    QTemporaryDir m_folder;
};

} // namespace studio
