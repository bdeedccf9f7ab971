#include "media/SavedCopy.h"

#include "core/FileHistory.h"
#include "media/PngText.h"
#include "media/XmpText.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCryptographicHash>
#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

// What an account's key would be: nothing that a copy is made of may know it.
const QString canary = u"canary.of.a.plain.shape"_s;

QImage aPicture(bool hasHoles)
{
    QImage picture(61, 43, hasHoles ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            picture.setPixelColor(x, y, QColor(x * 4, y * 5, (x * y) % 256, hasHoles ? (x * 7) % 256 : 255));
    }
    return picture;
}

QByteArray written(const QImage &picture, const char *format, int quality = -1)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format, quality);
    return buffer.data();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

QByteArray bytesAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Standard output, then standard error; "failed" when it did not end well.
QByteArray said(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        return "failed " + process.readAllStandardError();
    return process.readAllStandardOutput() + process.readAllStandardError();
}

Trial aTrial()
{
    Trial trial = newTrial(u"Grüße & <Becher>"_s);
    trial.prompt.text = u"Draw a {{thing}} in 北京 \u202e, \ufffe, \"quoted\"\n\tand 👍"_s;
    trial.prompt.blanks = {{u"thing"_s, u"mug"_s}};
    trial.prompt.settings = {{u"seed"_s, 42}, {u"size"_s, u"1024x1024"_s}};
    trial.prompt.attachments = {Media{MediaKind::Picture, "image/png", "the bytes of a reference", {}, u"ref.png"_s}};
    trial.targets = {{u"practice"_s, u"picture-b"_s}, {u"practice"_s, u"picture-a"_s}};
    return trial;
}

RunRecord aRun(const Trial &trial)
{
    RunRecord run;
    run.id = u"run-1"_s;
    run.trialId = trial.id;
    run.target = {u"practice"_s, u"picture-a"_s};
    run.isPractice = true;
    run.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
    run.recipe.request.path = u"/images/generations"_s;
    run.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
    run.recipe.request.body = "{\"prompt\":\"Draw a mug\"}";
    run.answered.model = u"picture-a-2026"_s;
    run.cost = {CostKind::Reported, *Money::parse(u"0.04")};
    run.error = Error{ErrorKind::Unknown, canary};
    run.text = canary;
    run.links = {Media{MediaKind::Picture, {}, {}, QUrl(u"https://files.example.org/b.png?signature="_s + canary)}};
    run.started = QDateTime::fromString(u"2026-05-03T10:00:00.000Z"_s, Qt::ISODateWithMs);
    return run;
}

QJsonObject historyOf(const QByteArray &bytes)
{
    const Trial trial = aTrial();
    const KeptMedia media{MediaKind::Picture, "image/png",
                          QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(), bytes.size()};
    return fileHistory(aRun(trial), trial, media);
}

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

} // namespace

class SavedCopyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesHowAPictureWasMadeAndLeavesItsPixels_data();
    void writesHowAPictureWasMadeAndLeavesItsPixels();
    void saysWhatOthersCanReadToo();
    void describesWhereOthersLook_data();
    void describesWhereOthersLook();
    void restoresTheTrialOfAHistory();
    void holdsNoKeyAndMarksPractice();
    void keepsWhatElseIsInAPicture();
    void leavesOutWhatHasNoRoom();
    void writesAFileBesideWhatHasNoPlaceForIt();
    void overwritesNobodysFileBeside();
    void writesAFileBesideWhatIsBroken();
    void writesNothingWithoutHistory();
    void replacesAnEarlierHistory();
    void readsHostileFilesToARefusal_data();
    void readsHostileFilesToARefusal();
    void doesNotBelieveAHistoryOfAnotherFile();
    void opensNothingButRegularFiles();
    void refusesAHostileHistory_data();
    void refusesAHostileHistory();
};

void SavedCopyTest::initTestCase()
{
    QVERIFY(said(u"identify"_s, {u"-version"_s}).contains("ImageMagick"));
}

void SavedCopyTest::writesHowAPictureWasMadeAndLeavesItsPixels_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::newRow("PNG") << written(aPicture(false), "png") << u"a.png"_s;
    QTest::newRow("PNG with holes") << written(aPicture(true), "png") << u"b.png"_s;
    QTest::newRow("JPEG") << written(aPicture(false), "jpeg", 80) << u"c.jpg"_s;
    QTest::newRow("WebP") << written(aPicture(false), "webp", 80) << u"d.webp"_s;
    QTest::newRow("WebP without loss") << written(aPicture(false), "webp", 100) << u"e.webp"_s;
    QTest::newRow("WebP with holes") << written(aPicture(true), "webp", 80) << u"f.webp"_s;
    QTest::newRow("WebP with holes, without loss") << written(aPicture(true), "webp", 100) << u"g.webp"_s;
}

void SavedCopyTest::writesHowAPictureWasMadeAndLeavesItsPixels()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"original"_s);
    const QString target = folder.filePath(name);
    put(source, bytes);
    const QJsonObject history = historyOf(bytes);
    const auto saved = saveCopy(source, target, history);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().detail));
    QCOMPARE(*saved, QString());
    QCOMPARE(bytesAt(source), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2);

    const auto read = readHistory(target);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(textOf(*read), textOf(history));
    QVERIFY(QImage(target) == QImage(source));
    QVERIFY(!QImage(target).isNull());
    QCOMPARE(said(u"compare"_s, {u"-metric"_s, u"AE"_s, source, target, u"null:"_s}), QByteArray("0"));
    const QByteArray seen = said(u"python3"_s, {QStringLiteral(STUDIO_HISTORY_READER), target});
    QCOMPARE(textOf(QJsonDocument::fromJson(seen).object()), textOf(history));
}

void SavedCopyTest::saysWhatOthersCanReadToo()
{
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"original"_s);
    put(source, written(aPicture(false), "png"));
    QVERIFY(saveCopy(source, folder.filePath(u"a.png"_s), historyOf(bytesAt(source))));
    const QByteArray told = said(u"identify"_s, {u"-verbose"_s, folder.filePath(u"a.png"_s)});
    QVERIFY(told.contains("signalbox-history"));
    QVERIFY(told.contains("practice output, not an AI model"));
}

void SavedCopyTest::describesWhereOthersLook_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    for (const auto &[what, text] : {std::pair("plain", u"A blue mug"_s), std::pair("any letters", u"lang=\"de\" Größe: 蓝色 <mug> \"3\""_s)}) {
        for (const char *format : {"png", "jpeg", "webp"})
            QTest::addRow("%s, %s", format, what) << written(aPicture(false), format) << u"a.%1"_s.arg(QLatin1StringView(format)) << text;
    }
}

void SavedCopyTest::describesWhereOthersLook()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"original"_s);
    const QString target = folder.filePath(name);
    put(source, bytes);
    QCOMPARE(*saveCopy(source, target, describedHistory(historyOf(bytes), text)), QString());
    QVERIFY(QImage(target) == QImage(source));
    const auto read = readHistory(target);
    QVERIFY(read);
    QCOMPARE(descriptionIn(*read).text, text);
    QCOMPARE(QString::fromUtf8(said(u"python3"_s, {QStringLiteral(STUDIO_HISTORY_READER), target, u"description"_s})), text);
    if (name.endsWith(u"png"_s))
        QCOMPARE(QImage(target).text(u"Description"_s), text); // as libpng reads it
}

void SavedCopyTest::restoresTheTrialOfAHistory()
{
    const Trial trial = aTrial();
    const auto restored = trialFromHistory(historyOf("x"));
    QVERIFY(restored);
    QVERIFY(restored->id != trial.id);
    QCOMPARE(restored->title, trial.title);
    QVERIFY(restored->prompt == trial.prompt);
    QCOMPARE(restored->targets, (QList<Target>{{u"practice"_s, u"picture-a"_s}}));
}

void SavedCopyTest::holdsNoKeyAndMarksPractice()
{
    const QJsonObject history = historyOf("x");
    QVERIFY(!textOf(history).contains(canary.toUtf8()));
    QCOMPARE(history[u"practice"_s].toBool(), true);
    QCOMPARE(history[u"note"_s].toString(), u"practice output, not an AI model"_s);
    QCOMPARE(history[u"run"_s][u"answered"_s].toString(), u"picture-a-2026"_s);
    QCOMPARE(history[u"run"_s][u"cost"_s][u"usd"_s].toString(), u"0.04"_s);
    QCOMPARE(history[u"run"_s][u"started"_s].toString(), u"2026-05-03T10:00:00.000Z"_s);
    QCOMPARE(history[u"run"_s][u"request"_s][u"body"_s].toString(), u"{\"prompt\":\"Draw a mug\"}"_s);

    RunRecord real = aRun(aTrial());
    real.isPractice = false;
    const QJsonObject other = fileHistory(real, {}, {});
    QVERIFY(!other.contains(u"note"_s));
    QVERIFY(!other.contains(u"trial"_s));
    QCOMPARE(trialFromHistory(other).error().kind, ErrorKind::Rejected);
}

void SavedCopyTest::keepsWhatElseIsInAPicture()
{
    QImage picture = aPicture(false);
    picture.setText(u"Comment"_s, u"practice output, not an AI model"_s);
    picture.setColorSpace(QColorSpace::AdobeRgb);
    for (const char *format : {"png", "jpeg"}) {
        const QByteArray bytes = written(picture, format, 80);
        const auto copy = withHistory(bytes, historyOf(bytes));
        QVERIFY(copy);
        const QImage read = QImage::fromData(*copy);
        QCOMPARE(read.text(u"Comment"_s).remove(QChar()), u"practice output, not an AI model"_s); // exiv2 ends it with a zero
        QCOMPARE(read.colorSpace(), QImage::fromData(bytes).colorSpace());
        QVERIFY(read.colorSpace().isValid());
    }
}

void SavedCopyTest::leavesOutWhatHasNoRoom()
{
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"original"_s);
    Trial trial = aTrial();
    QByteArray reference(20'000'000, 'r');
    for (qsizetype i = 0; i < reference.size(); i += 3)
        reference[i] = char(i * 7 % 251);
    trial.prompt.attachments[0].bytes = reference;

    put(source, written(aPicture(false), "png"));
    QVERIFY(saveCopy(source, folder.filePath(u"a.png"_s), fileHistory(aRun(trial), trial, {})));
    QCOMPARE(trialFromHistory(*readHistory(folder.filePath(u"a.png"_s)))->prompt, trial.prompt);
    QCOMPARE(said(u"compare"_s, {u"-metric"_s, u"AE"_s, source, folder.filePath(u"a.png"_s), u"null:"_s}), QByteArray("0"));

    put(source, written(aPicture(false), "jpeg"));
    QCOMPARE(*saveCopy(source, folder.filePath(u"a.jpg"_s), fileHistory(aRun(trial), trial, {})), QString());
    const auto lean = readHistory(folder.filePath(u"a.jpg"_s));
    QVERIFY(lean);
    QCOMPARE(missingAttachments(*lean), QStringList{u"ref.png"_s});
    Prompt without = trial.prompt;
    without.attachments.clear();
    QCOMPARE(trialFromHistory(*lean)->prompt, without);

    trial.prompt.text = u"long "_s.repeated(40'000);
    const QByteArray bytes = bytesAt(source);
    const KeptMedia media{MediaKind::Picture, "image/jpeg",
                          QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(), bytes.size()};
    const auto beside = saveCopy(source, folder.filePath(u"b.jpg"_s), fileHistory(aRun(trial), trial, media));
    QCOMPARE(*beside, folder.filePath(u"b.jpg.json"_s));
    QCOMPARE(bytesAt(folder.filePath(u"b.jpg"_s)), bytes);
    QCOMPARE(trialFromHistory(*readHistory(folder.filePath(u"b.jpg"_s)))->prompt, trial.prompt);
}

void SavedCopyTest::writesAFileBesideWhatHasNoPlaceForIt()
{
    const QTemporaryDir folder;
    const QByteArray clip = QByteArray("\0\0\0\x18""ftypmp42", 12) + QByteArray(3'000'000, 'v');
    const QString source = folder.filePath(u"original"_s);
    const QString target = folder.filePath(u"clip.mp4"_s);
    put(source, clip);
    const QJsonObject history = historyOf(clip);
    QCOMPARE(*saveCopy(source, target, history), target + u".json"_s);
    QCOMPARE(bytesAt(target), clip);
    QCOMPARE(textOf(*readHistory(target)), textOf(history));
    QCOMPARE(textOf(*readHistory(target + u".json"_s)), textOf(history));
}

void SavedCopyTest::overwritesNobodysFileBeside()
{
    const QTemporaryDir folder;
    const auto clip = [](char kind) { return QByteArray("\0\0\0\x18""ftypmp42", 12) + QByteArray(1000, kind); };
    const QString first = folder.filePath(u"first"_s);
    const QString second = folder.filePath(u"second"_s);
    const QString target = folder.filePath(u"clip.mp4"_s);
    put(first, clip('v'));
    put(second, clip('w'));
    const QByteArray subtitles = R"({"subtitles": ["hours of work"]})";
    put(target + u".json"_s, subtitles);
    QCOMPARE(*saveCopy(first, target, historyOf(clip('v'))), target + u".history.json"_s);
    QCOMPARE(bytesAt(target + u".json"_s), subtitles);
    QCOMPARE(textOf(*readHistory(target)), textOf(historyOf(clip('v'))));
    // Saved over it: its own history goes with it, and nothing else.
    QCOMPARE(*saveCopy(second, target, historyOf(clip('w'))), target + u".history.json"_s);
    QCOMPARE(bytesAt(target + u".json"_s), subtitles);
    QCOMPARE(textOf(*readHistory(target)), textOf(historyOf(clip('w'))));

    const QString other = folder.filePath(u"other.mp4"_s);
    QCOMPARE(*saveCopy(first, other, historyOf(clip('v'))), other + u".json"_s);
    QCOMPARE(*saveCopy(first, other, historyOf(clip('v'))), other + u".json"_s);
    QCOMPARE(*saveCopy(second, other, historyOf(clip('w'))), other + u".json"_s); // of what was replaced
    // A history that another clip left there is somebody's too.
    const QString third = folder.filePath(u"third.mp4"_s);
    put(third + u".json"_s, bytesAt(other + u".json"_s));
    QCOMPARE(*saveCopy(first, third, historyOf(clip('v'))), third + u".history.json"_s);
    QCOMPARE(textOf(*readHistory(third)), textOf(historyOf(clip('v'))));
    QVERIFY(QFile::link(folder.filePath(u"nowhere"_s), folder.filePath(u"fourth.mp4.json"_s)));
    QCOMPARE(*saveCopy(first, folder.filePath(u"fourth.mp4"_s), historyOf(clip('v'))), folder.filePath(u"fourth.mp4.history.json"_s));
    QVERIFY(!QFile::exists(folder.filePath(u"nowhere"_s)));
}

void SavedCopyTest::writesAFileBesideWhatIsBroken()
{
    const QTemporaryDir folder;
    const QByteArray cut = written(aPicture(false), "png").first(200);
    const QString source = folder.filePath(u"original"_s);
    put(source, cut);
    QCOMPARE(*saveCopy(source, folder.filePath(u"a.png"_s), historyOf(cut)), folder.filePath(u"a.png.json"_s));
    QCOMPARE(bytesAt(folder.filePath(u"a.png"_s)), cut);
}

void SavedCopyTest::writesNothingWithoutHistory()
{
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"original"_s);
    put(source, written(aPicture(false), "png"));
    QVERIFY(saveCopyWithoutHistory(source, folder.filePath(u"a.png"_s)));
    QCOMPARE(bytesAt(folder.filePath(u"a.png"_s)), bytesAt(source));
    QCOMPARE(readHistory(folder.filePath(u"a.png"_s)).error().kind, ErrorKind::Rejected);
    QCOMPARE(saveCopyWithoutHistory(folder.filePath(u"none"_s), folder.filePath(u"b.png"_s)).error().kind,
             ErrorKind::StorageFailed);
    QCOMPARE(saveCopyWithoutHistory(source, folder.filePath(u"none/b.png"_s)).error().kind, ErrorKind::StorageFailed);
}

void SavedCopyTest::replacesAnEarlierHistory()
{
    for (const char *format : {"png", "jpeg", "webp"}) {
        const QByteArray once = *withHistory(written(aPicture(false), format), {{u"n"_s, 1}});
        const QByteArray twice = *withHistory(once, {{u"n"_s, 2}});
        const auto text = isPng(twice) ? pngText(twice, "signalbox-history") : xmpText(twice);
        QCOMPARE(*text, QByteArray("{\"n\":2}"));
        QCOMPARE(twice.size(), once.size());
    }
}

void SavedCopyTest::readsHostileFilesToARefusal_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray png = *withHistory(written(aPicture(false), "png"), historyOf("x"));
    const QByteArray jpeg = *withHistory(written(aPicture(false), "jpeg"), historyOf("x"));
    const QByteArray webp = *withHistory(written(aPicture(false), "webp"), historyOf("x"));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a page") << QByteArray("<html>");
    QTest::newRow("PNG without a history") << written(aPicture(false), "png");
    QTest::newRow("PNG, signature only") << png.first(8);
    QTest::newRow("PNG, cut in the text") << png.first(300);
    QByteArray lying = png;
    lying.replace(33, 4, "\xff\xff\xff\xff");
    QTest::newRow("PNG, a chunk of 4 GB") << lying;
    // 10 MB of zeros, packed twice over: nothing here may unpack it.
    const QByteArray bomb = qCompress(QByteArray(10'000'000, ' ')).sliced(4);
    QByteArray packed = png.first(33);
    const QByteArray data = QByteArray("zTXtsignalbox-history\0\0", 23) + bomb;
    packed += QByteArray::fromHex(QByteArray::number(data.size() - 4, 16).rightJustified(8, '0')) + data + "crc!" + png.sliced(33);
    QTest::newRow("PNG, packed text") << packed;
    const QByteArray packedToo = QByteArray("iTXtsignalbox-history\0\1\0\0\0", 26) + bomb;
    QTest::newRow("PNG, packed international text")
        << png.first(33) + QByteArray::fromHex(QByteArray::number(packedToo.size() - 4, 16).rightJustified(8, '0'))
               + packedToo + "crc!" + png.sliced(33);
    QTest::newRow("PNG, text without its fields") << png.first(33) + QByteArray::fromHex("00000013")
               + QByteArray("iTXtsignalbox-history\0\0", 23) + "crc!" + png.sliced(33);
    QTest::newRow("PNG, too deep")
        << *withPngText(written(aPicture(false), "png"), "signalbox-history", QByteArray(100'000, '['));
    QTest::newRow("JPEG, no JSON") << *withXmpText(written(aPicture(false), "jpeg"), "hello");
    QTest::newRow("JPEG, cut in the text") << jpeg.first(700);
    QTest::newRow("WebP, cut in the text") << webp.first(webp.size() - 500);
    QByteArray entities = jpeg;
    entities.replace("<?xpacket begin", "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\">]><?xpacket begin");
    QTest::newRow("JPEG, entities") << entities;
}

void SavedCopyTest::readsHostileFilesToARefusal()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.png"_s);
    put(path, bytes);
    const auto read = readHistory(path);
    QVERIFY(!read);
    QVERIFY2(read.error().kind == ErrorKind::Rejected, qPrintable(read.error().detail));
    QVERIFY(!read.error().detail.isEmpty());
}

void SavedCopyTest::doesNotBelieveAHistoryOfAnotherFile()
{
    const QTemporaryDir folder;
    put(folder.filePath(u"a.mp4"_s), "one clip");
    put(folder.filePath(u"a.mp4.json"_s), textOf(historyOf("another clip")));
    QCOMPARE(readHistory(folder.filePath(u"a.mp4"_s)).error().kind, ErrorKind::Rejected);
}

void SavedCopyTest::opensNothingButRegularFiles()
{
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe.png"_s);
    QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
    for (const QString &path : {pipe, folder.path(), u"/dev/zero"_s, folder.filePath(u"none.png"_s)})
        QVERIFY(!readHistory(path));
    QVERIFY(!saveCopy(pipe, folder.filePath(u"a.png"_s), {}));
    QVERIFY(!saveCopyWithoutHistory(u"/dev/zero"_s, folder.filePath(u"a.png"_s)));
}

void SavedCopyTest::refusesAHostileHistory_data()
{
    QTest::addColumn<QJsonObject>("history");
    const QJsonObject good = historyOf("x");
    const auto with = [&good](const QString &name, const QJsonValue &value) {
        QJsonObject trial = good[u"trial"_s].toObject();
        QJsonObject prompt = trial[u"prompt"_s].toObject();
        prompt[name] = value;
        trial[u"prompt"_s] = prompt;
        QJsonObject bad = good;
        bad[u"trial"_s] = trial;
        return bad;
    };
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("another format") << QJsonObject{{u"format"_s, u"x"_s}};
    QJsonObject newer = good;
    newer[u"version"_s] = 2;
    QTest::newRow("from the future") << newer;
    QJsonObject listed = good;
    listed[u"trial"_s] = QJsonArray{1};
    QTest::newRow("a list for a trial") << listed;
    QTest::newRow("a setting of another type") << with(u"settings"_s, QJsonObject{{u"seed"_s, u"x"_s}});
    QTest::newRow("an unknown setting") << with(u"settings"_s, QJsonObject{{u"run"_s, u"rm"_s}});
    QTest::newRow("an empty attachment") << with(u"attachments"_s, QJsonArray{QJsonObject{{u"name"_s, u"/etc/passwd"_s}}});
}

void SavedCopyTest::refusesAHostileHistory()
{
    QFETCH(const QJsonObject, history);
    const auto trial = trialFromHistory(history);
    QVERIFY(!trial);
    QCOMPARE(trial.error().kind, ErrorKind::Rejected);
    QVERIFY(!trial.error().detail.isEmpty());
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::SavedCopyTest)
#include "tst_SavedCopy.moc"
