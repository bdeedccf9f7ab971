#include "store/Folders.h"
#include "store/Settings.h"
#include "store/TrialFile.h"
#include "store/UserProfiles.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QList<QByteArray> readableProfiles(const QString &folder)
{
    QList<QByteArray> documents;
    for (const UserProfile &file : readUserProfiles(folder)) {
        if (file.document)
            documents << *file.document;
    }
    return documents;
}

constexpr auto privateFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser
    | QFile::WriteUser | QFile::ExeUser;

} // namespace

/// Everything in the store that is a plain file: trial files, profiles, settings and the folders.
class tst_Files : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void cleanup() { qunsetenv("SIGNALBOX_HOME"); }

    void readsTheTrialThatWasWritten()
    {
        Trial trial = newTrial(u"Gr\u00fc\u00dfe"_s);
        trial.prompt.text = u"Hello {{who}}"_s;
        trial.targets = {{u"practice"_s, u"text-a"_s}};
        const QString path = m_home->filePath(u"a.trial.json"_s);
        QVERIFY(writeTrialFile(path, trial));
        QVERIFY(*readTrialFile(path) == trial);
        trial.title = u"again"_s;
        QVERIFY(writeTrialFile(path, trial));
        QVERIFY(*readTrialFile(path) == trial);
        QCOMPARE(QDir(m_home->path()).entryList(QDir::Files).size(), 1);
    }

    void refusesABadTrialFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = QJsonDocument(toJson(newTrial(u"t"_s))).toJson();
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("cut in half") << whole.first(whole.size() / 2);
        QTest::newRow("too deep") << QByteArray(100'000, '[');
        QTest::newRow("another format") << QByteArray(R"({"format":"x"})");
        QTest::newRow("from the future") << QByteArray(whole).replace("\"version\": 1", "\"version\": 2");
    }

    void refusesABadTrialFile()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = m_home->filePath(u"a.trial.json"_s);
        put(path, bytes);
        const auto trial = readTrialFile(path);
        QVERIFY(!trial);
        QCOMPARE(trial.error().kind, ErrorKind::Rejected);
        QVERIFY(!trial.error().detail.isEmpty());
    }

    void readsOnlyRegularFilesOfALegalSize()
    {
        const QString pipe = m_home->filePath(u"pipe"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        for (const QString &path : {pipe, m_home->path(), u"/dev/zero"_s})
            QCOMPARE(readTrialFile(path).error().kind, ErrorKind::Rejected);
        QCOMPARE(readTrialFile(m_home->filePath(u"none"_s)).error().kind, ErrorKind::StorageFailed);
        QCOMPARE(readTrialFile({}).error().kind, ErrorKind::StorageFailed);

        QFile huge(m_home->filePath(u"huge"_s));
        QVERIFY(huge.open(QIODevice::WriteOnly));
        QVERIFY(huge.resize(10LL * 1024 * 1024 * 1024)); // sparse
        QCOMPARE(readTrialFile(huge.fileName()).error().kind, ErrorKind::Rejected);
    }

    void writesOnlyOverRegularFiles()
    {
        const QString pipe = m_home->filePath(u"pipe"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        for (const QString &path : {pipe, m_home->path(), u"/dev/null"_s, QString()})
            QCOMPARE(writeTextFile(path, "x").error().kind, ErrorKind::Rejected);
        const auto missing = writeTextFile(m_home->filePath(u"none/a.txt"_s), "x");
        QCOMPARE(missing.error().kind, ErrorKind::StorageFailed);
        QVERIFY(missing.error().detail.contains(u"none/a.txt"_s));
        QVERIFY(QFileInfo(pipe).exists());
    }

    void leavesTheOldFileWhenTheDiskIsFull()
    {
        const QString path = m_home->filePath(u"a.txt"_s);
        QVERIFY(writeTextFile(path, "old"));
        // Stands in for a full disk: the kernel takes no more than this of any file.
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{100'000, before.rlim_max};
        signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto outcome = writeTextFile(path, QByteArray(1'000'000, 'x'));
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::StorageFailed);
        QCOMPARE(bytesOf(path), QByteArray("old"));
        QCOMPARE(QDir(m_home->path()).entryList(QDir::Files), QStringList{u"a.txt"_s});
    }

    void keepsUserProfilesById()
    {
        const QString folder = m_home->filePath(u"a/providers"_s);
        QVERIFY(readUserProfiles(folder).isEmpty());
        QVERIFY(writeUserProfile(folder, u"my-box"_s, R"({"id":"my-box"})"));
        QVERIFY(writeUserProfile(folder, u"a.b_c"_s, R"({"id":"a.b_c"})"));
        QVERIFY(writeUserProfile(folder, u"my-box"_s, R"({"id":"my-box","v":2})"));
        QCOMPARE(readableProfiles(folder), QList<QByteArray>({R"({"id":"a.b_c"})", R"({"id":"my-box","v":2})"}));
        QCOMPARE(QFile::permissions(folder), privateFolder);
        QVERIFY(removeUserProfile(folder, u"my-box"_s));
        QVERIFY(removeUserProfile(folder, u"my-box"_s));
        QCOMPARE(readableProfiles(folder), QList<QByteArray>({R"({"id":"a.b_c"})"}));
    }

    void refusesIdsThatCouldLeaveTheFolder_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"", ".", "..", "../x", "/etc/x", "a/b", "a\\b", ".hidden", "-rf", "A", "a b", "a\n"})
            QTest::newRow(id) << QString::fromLatin1(id);
        QTest::newRow("too long") << QString(65, u'a');
        QTest::newRow("NUL") << u"a\0b"_s;
        QTest::newRow("umlaut") << u"\u00fc"_s;
    }

    void refusesIdsThatCouldLeaveTheFolder()
    {
        QFETCH(const QString, id);
        QCOMPARE(writeUserProfile(m_home->path(), id, "{}").error().kind, ErrorKind::Rejected);
        QCOMPARE(removeUserProfile(m_home->path(), id).error().kind, ErrorKind::Rejected);
        QVERIFY(QDir(m_home->path()).isEmpty(QDir::Files | QDir::Hidden));
    }

    void skipsProfilesThatAreNoSmallFiles()
    {
        const QString folder = m_home->path();
        QVERIFY(writeUserProfile(folder, u"good"_s, "{}"));
        QVERIFY(!writeUserProfile(folder, u"large"_s, QByteArray(300 * 1024, ' ')));
        put(m_home->filePath(u"large.json"_s), QByteArray(300 * 1024, ' '));
        QCOMPARE(mkfifo(qPrintable(m_home->filePath(u"pipe.json"_s)), 0600), 0);
        QVERIFY(QDir(folder).mkdir(u"folder.json"_s));
        put(m_home->filePath(u"note.txt"_s), "x");
        QCOMPARE(readableProfiles(folder), QList<QByteArray>({"{}"}));
        const QList<UserProfile> all = readUserProfiles(folder);
        const auto large = std::find_if(all.begin(), all.end(),
                                        [](const UserProfile &each) { return each.name == u"large.json"_s; });
        QVERIFY(large != all.end());
        QCOMPARE(large->document.error().kind, ErrorKind::Rejected);
    }

    void remembersSettings()
    {
        const QString path = m_home->filePath(u"c/settings.ini"_s);
        const QByteArray noise("\0\xff\n;=[x]\"", 9);
        {
            Settings settings(path);
            settings.setLastTrial(u"id-1"_s);
            settings.setWindowState(noise);
            settings.setExportFormat(u"curl"_s);
            settings.setTheme(Settings::Theme::Dark);
            settings.setDetailed(true);
            settings.setArrangement(u"grid"_s);
            settings.setScrollingTogether(true);
            settings.setLoudness(35);
            settings.setAskAbove(*Money::parse(u"2.50"));
        }
        const Settings settings(path);
        QCOMPARE(settings.lastTrial(), u"id-1"_s);
        QCOMPARE(settings.windowState(), noise);
        QCOMPARE(settings.exportFormat(), u"curl"_s);
        QCOMPARE(settings.theme(), Settings::Theme::Dark);
        QCOMPARE(settings.isDetailed(), true);
        QCOMPARE(settings.arrangement(), u"grid"_s);
        QCOMPARE(settings.isScrollingTogether(), true);
        QCOMPARE(settings.loudness(), 35);
        QCOMPARE(settings.askAbove().toString(), u"2.5"_s);
    }

    void givesDefaultsForBadSettings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("bad values") << QByteArray("[window]\ntheme=7\ndetailed=perhaps\n"
                                                  "state=@ByteArray(\\xff)\n[trial]\nlast=@Invalid()\n[costs]\nask-above=-3\n[videos]\nloudness=400\n");
        QTest::newRow("lists") << QByteArray("[window]\ntheme=a, b\ndetailed=true, true\n[trial]\nlast=a, b\n");
        QTest::newRow("large values") << "[window]\nstate=" + QByteArray(200'000, 'A') + "\n[trial]\nlast="
                + QByteArray(2000, 'x') + "\n[export]\nformat=" + QByteArray(2000, 'x') + '\n';
        QTest::newRow("no INI") << QByteArray("{\"theme\":\"dark\"}\n\0\xff\xfe", 20);
        QTest::newRow("far too large") << QByteArray(2'000'000, 'x');
    }

    void givesDefaultsForBadSettings()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = m_home->filePath(u"settings.ini"_s);
        if (!bytes.isEmpty())
            put(path, bytes);
        Settings settings(path);
        QCOMPARE(settings.lastTrial(), QString());
        QCOMPARE(settings.exportFormat(), QString());
        QVERIFY(settings.windowState().size() < 16);
        QCOMPARE(settings.theme(), Settings::Theme::System);
        QCOMPARE(settings.isDetailed(), false);
        QCOMPARE(settings.loudness(), 100);
        QCOMPARE(settings.askAbove().toString(), u"1"_s);
        if (!bytes.isEmpty())
            QVERIFY(bytesOf(path) == bytes || bytesOf(path + u".broken"_s) == bytes);
        settings.setTheme(Settings::Theme::Light);
        QCOMPARE(settings.theme(), Settings::Theme::Light);
    }

    void keepsUnknownSettings()
    {
        const QString path = m_home->filePath(u"settings.ini"_s);
        put(path, "[later]\nnovelty=1\n");
        Settings(path).setTheme(Settings::Theme::Dark);
        QVERIFY(bytesOf(path).contains("novelty=1"));
    }

    void keepsEverythingBelowOneFolderWhenAsked()
    {
        const QString home = m_home->filePath(u"stick"_s);
        qputenv("SIGNALBOX_HOME", home.toUtf8());
        QCOMPARE(userDataFolder(), home + u"/data"_s);
        QCOMPARE(userConfigFolder(), home + u"/config"_s);
        for (const QString &folder : {home, userDataFolder(), userConfigFolder()})
            QCOMPARE(QFile::permissions(folder), privateFolder);
        QFile::setPermissions(userDataFolder(), privateFolder | QFile::ReadOther | QFile::ExeOther);
        QCOMPARE(QFile::permissions(userDataFolder()), privateFolder);
    }

    void usesTheUsualFoldersElse()
    {
        QVERIFY(userDataFolder().startsWith(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)));
        QVERIFY(QFileInfo(userDataFolder()).isDir());
        QVERIFY(userDataFolder() != userConfigFolder());
    }

    void saysWhenAFolderCannotBeMade()
    {
        put(m_home->filePath(u"file"_s), "x");
        QVERIFY(!makePrivateFolder(m_home->filePath(u"file"_s)));
        QVERIFY(!makePrivateFolder(m_home->filePath(u"file/below"_s)));
        QVERIFY(makePrivateFolder(m_home->filePath(u"a/b/c"_s)));
        QVERIFY(makePrivateFolder(m_home->filePath(u"a/b/c"_s)));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(tst_Files)
#include "tst_Files.moc"
