#include "core/Json.h"
#include "core/Limits.h"
#include "net/AnswerBody.h"
#include "providers/Profile.h"
#include "providers/SoundJoiner.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 mebibyte = 1024 * 1024;

/// One event whose only line is a picture of that many letters.
QByteArray pictureEvent(qint64 size)
{
    return "data: {\"b64_json\":\"" + QByteArray(size, 'A') + "\"}\n\n";
}

QList<Frame> framesOf(const QByteArray &wire, const Limits &limits, std::optional<Error> &failure)
{
    constexpr qsizetype read = 64 * 1024;
    AnswerBody body(limits, "text/event-stream", true);
    QList<Frame> frames;
    for (qsizetype at = 0; at < wire.size() && !body.failure(); at += read)
        frames += body.feed(wire.mid(at, read));
    failure = body.failure();
    return frames;
}

QMap<QString, QString> allSources()
{
    const QDir folder(QStringLiteral(STUDIO_TEST_DATA "/../../src"));
    QMap<QString, QString> sources;
    QDirIterator files(folder.path(), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            sources[folder.relativeFilePath(file.fileName())] = QString::fromUtf8(file.readAll());
    }
    return sources;
}

QStringList constantsOf(const QString &source)
{
    static const QRegularExpression line(u"^constexpr [\\w:]+ (\\w+)(?: =|\\{)"_s, QRegularExpression::MultilineOption);
    QStringList names;
    for (auto found = line.globalMatch(source); found.hasNext();)
        names << found.next().captured(1);
    return names;
}

} // namespace

class tst_Limits : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void areThoseOfTheTable()
    {
        const Limits limits;
        QCOMPARE(limits.mostLineBytes, 8 * mebibyte);
        QCOMPARE(limits.mostEventBytes, 16 * mebibyte);
        QCOMPARE(mostJsonDepth, 256);
        QCOMPARE(limits.mostBodyBytes, 64 * mebibyte);
        QCOMPARE(limits.mostTextChars, 32 * mebibyte);
        QCOMPARE(mostMediaBytes, 64 * mebibyte);
        QCOMPARE(mostPicturePixels, 64 * mebibyte);
        QCOMPARE(mostPicturePixels * 4, 256 * mebibyte);
        QCOMPARE(mostDownloadBytes, 2048 * mebibyte);
        QCOMPARE(limits.connect, 15s);
        QCOMPARE(limits.firstByte, 300s);
        QCOMPARE(limits.idle, 120s);
        QCOMPARE(limits.total, 30min);
        QCOMPARE(mostRedirects, 5);
        QCOMPARE(longestServerWait, 120s);
    }

    /// A number without a row, a second number of that name, or one that nobody uses, is a limit that does not hold.
    void haveARowEachAndAreUsed()
    {
        const QMap<QString, QString> sources = allSources();
        const QString table = sources.value(u"core/Limits.h"_s);
        const QStringList names = constantsOf(table);
        QVERIFY(names.contains(u"mostClipFrames"_s) && names.size() > 15);
        for (const QString &name : names) {
            QVERIFY2(table.contains(u"| "_s + name + u' '), qPrintable(name));
            int users = 0;
            for (auto source = sources.begin(); source != sources.end(); ++source) {
                if (source.key() == "core/Limits.h"_L1)
                    continue;
                QVERIFY2(!constantsOf(*source).contains(name), qPrintable(source.key() + u": "_s + name));
                users += source->contains(name);
            }
            QVERIFY2(users > 0, qPrintable(name));
        }
    }

    void areTheDefaultsThatProfilesAreToldOf()
    {
        const QJsonObject schema = testObject(u"../../resources/providers/schema.json"_s);
        const QJsonValue told = schema[u"properties"_s][u"limits"_s][u"properties"_s];
        const Limits limits;
        const auto seconds = [](std::chrono::milliseconds time) { return double(time.count()) / 1000.0; };
        QCOMPARE(told[u"connect"_s][u"default"_s].toDouble(), seconds(limits.connect));
        QCOMPARE(told[u"firstByte"_s][u"default"_s].toDouble(), seconds(limits.firstByte));
        QCOMPARE(told[u"idle"_s][u"default"_s].toDouble(), seconds(limits.idle));
        QCOMPARE(told[u"total"_s][u"default"_s].toDouble(), seconds(limits.total));
        QCOMPARE(told[u"mostLineBytes"_s][u"default"_s].toInteger(), limits.mostLineBytes);
        QCOMPARE(told[u"mostEventBytes"_s][u"default"_s].toInteger(), limits.mostEventBytes);
        QCOMPARE(told[u"mostBodyBytes"_s][u"default"_s].toInteger(), limits.mostBodyBytes);
        QCOMPARE(told[u"mostTextChars"_s][u"default"_s].toInteger(), limits.mostTextChars);
    }

    void leaveRoomForAPictureWhereAStreamMayBringOne()
    {
        for (const Profile &profile : builtInProfiles()) {
            const bool isTextOnly = profile.id == u"anthropic"_s;
            const bool isOurs = profile.id == u"practice"_s;
            const Limits usual;
            const bool isUsual = isTextOnly || isOurs;
            QVERIFY2(profile.limits.mostLineBytes == (isUsual ? usual.mostLineBytes : 64 * mebibyte), qPrintable(profile.id));
            QVERIFY2(profile.limits.mostEventBytes == (isUsual ? usual.mostEventBytes : 64 * mebibyte), qPrintable(profile.id));
        }
    }

    void letAPictureThroughWhereTheProfileSaysSo()
    {
        Limits limits;
        limits.mostLineBytes = limits.mostEventBytes = 64 * mebibyte;
        std::optional<Error> failure;
        const QByteArray wire = pictureEvent(40 * mebibyte);
        const QList<Frame> frames = framesOf(wire, limits, failure);
        QVERIFY(!failure);
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames.first().data.size(), wire.size() - 8);
        QVERIFY(framesOf(wire, {}, failure).isEmpty());
        QVERIFY(failure);
        QCOMPARE(failure->kind, ErrorKind::TooLarge);
        QVERIFY(framesOf(pictureEvent(64 * mebibyte), limits, failure).isEmpty());
        QVERIFY(failure);
    }

    void endSoundThatIsLongerThanAFileMayBe()
    {
        SoundJoiner sound;
        const QString piece(mostMediaBytes / 3, u'A'); // a quarter of what may come
        for (int i = 0; i < 4; ++i)
            QCOMPARE(sound.feed(piece), SoundJoiner::Outcome::Taken);
        QCOMPARE(sound.feed(u"AAAAAAAA"_s), SoundJoiner::Outcome::TooLong);
    }

    void holdNoMemoryOfAPictureThatIsThrough()
    {
        LineSplitter lines(64 * mebibyte);
        const QByteArray piece(mebibyte, 'x');
        for (int i = 0; i < 20; ++i) {
            lines.feed(piece);
            QVERIFY(!lines.next());
        }
        QVERIFY(lines.heldBytes() >= 20 * mebibyte);
        lines.feed("\nshort\n");
        QCOMPARE(lines.next()->size(), 20 * mebibyte);
        QCOMPARE(lines.next()->toByteArray(), "short");
        QVERIFY(!lines.next());
        QVERIFY2(lines.heldBytes() <= mebibyte, qPrintable(QString::number(lines.heldBytes())));
    }
};

QTEST_GUILESS_MAIN(tst_Limits)
#include "tst_Limits.moc"
