#include "HostileStage.h"
#include "HostileTexts.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::HostileText)

namespace
{

constexpr qsizetype mostCompared = 100'000; ///< Longer texts are compared by what they read, not part by part.
constexpr qint64 mostTurn = 100'000;        ///< Microseconds of this thread that one turn may take.

#ifdef QT_NO_DEBUG
constexpr bool isFast = true;
#else
constexpr bool isFast = false; // turns are counted, not judged
#endif

/// Words of three letters or digits and more, and how often each occurs. What Markdown spells otherwise is no word.
QHash<QString, int> wordsOf(QString text)
{
    static const QRegularExpression spelled(u"&#?[0-9a-zA-Z]*;|%[0-9A-Fa-f]{2}"_s);
    static const QRegularExpression word(u"[0-9a-z]{3,}"_s);
    QHash<QString, int> words;
    text = text.toLower().replace(spelled, u" "_s);
    for (auto found = word.globalMatch(text); found.hasNext();)
        ++words[found.next().captured()];
    return words;
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t';
}

qsizetype lettersIn(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c < u'\x7f' && c.isLetterOrNumber(); });
}

/// The words that do not stand on screen, behind a link or on a panel of code.
QString lostWords(const HostileText &hostile, const HostileStage &stage)
{
    const QString all = stage.shown() + u' ' + stage.offered().join(u' ') + u' ' + stage.languages();
    if (hostile.text.size() > mostCompared)
        return lettersIn(all) < lettersIn(hostile.text) ? u"some of many"_s : QString();
    const QHash<QString, int> seen = wordsOf(all);
    const QHash<QString, int> wanted = wordsOf(hostile.text);
    QStringList lost;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (seen.value(it.key()) < it.value())
            lost << u"%1 (%2 of %3)"_s.arg(it.key()).arg(seen.value(it.key())).arg(it.value());
    }
    return lost.join(u", "_s);
}

QByteArray runWatched(const QStringList &arguments, const QString &log)
{
    QProcess watcher;
    watcher.setProcessChannelMode(QProcess::MergedChannels);
    watcher.start(u"strace"_s, QStringList{u"-f"_s, u"-qq"_s, u"-s"_s, u"4096"_s, u"-e"_s, u"trace=network,file,process"_s, u"-o"_s, log,
                                           QStringLiteral(STUDIO_HOSTILE_CHILD)} + arguments);
    if (!watcher.waitForFinished(240'000))
        watcher.kill();
    return watcher.readAll();
}

/// Lines of a watcher's log without the number of the process, which strace pads with blanks to five places.
QStringList callsIn(const QString &log)
{
    QFile file(log);
    std::ignore = file.open(QIODevice::ReadOnly);
    QStringList calls = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (QString &call : calls)
        call = call.sliced(call.indexOf(u' ') + 1).trimmed();
    return calls;
}

/// The paths that were looked for.
QSet<QString> paths(const QStringList &calls)
{
    static const QRegularExpression call(uR"x(^\w+\([^"]*"([^"]*)")x"_s);
    QSet<QString> all;
    for (const QString &line : calls) {
        if (const auto match = call.match(line); match.hasMatch())
            all << match.captured(1);
    }
    return all;
}

/// What text of any kind may need: other letters have other fonts.
bool isOfFonts(const QString &path)
{
    static const QRegularExpression fonts(u"fontconfig|/fonts?(/|$)|[.](ttf|otf|ttc|t1|pfb|afm|pcf|gz)$"_s);
    return fonts.match(path).hasMatch();
}

} // namespace

class tst_HostileAnswers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void comesToTheSameHoweverItArrives_data();
    void comesToTheSameHoweverItArrives();
    void keepsTheWindowAlive_data();
    void keepsTheWindowAlive();
    void opensNothing();
    void hasTenOfEachKind();
};

void tst_HostileAnswers::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    HostileStage warm; // fonts are loaded once, by whatever needs them first
    for (const HostileText &hostile : heavyTexts()) {
        if (qstrcmp(hostile.group, "H65") == 0)
            warm.showWhole(hostile.text);
    }
    warm.scrollThrough();
}

void tst_HostileAnswers::hasTenOfEachKind()
{
    QHash<QByteArray, int> counts;
    for (const HostileText &hostile : allHostileTexts() + hostileNames())
        ++counts[hostile.group];
    for (const char *kind : {"H56", "H57", "H58", "H59", "H60", "H61", "H62", "H63", "H64", "H65", "H66", "H67"})
        QVERIFY2(counts.value(kind) >= 10, kind);
}

void tst_HostileAnswers::comesToTheSameHoweverItArrives_data()
{
    QTest::addColumn<HostileText>("hostile");
    for (const HostileText &hostile : allHostileTexts())
        QTest::addRow("%s %s", hostile.group, hostile.name) << hostile;
}

void tst_HostileAnswers::comesToTheSameHoweverItArrives()
{
    QFETCH(HostileText, hostile);
    if (!isFast && hostile.text.size() > mostCompared)
        QSKIP("Takes too long without optimisation.");
    HostileStage whole;
    whole.showWhole(hostile.text);
    HostileStage streamed;
    streamed.streamInPieces(hostile.text, 4);
    HostileStage odd;
    odd.streamAtOddPlaces(hostile.text);

    const QString shown = whole.shown();
    QVERIFY(streamed.shown() == shown); // too long to print
    QVERIFY(odd.shown() == shown);
    if (hostile.text.size() < mostCompared) {
        const QString structure = whole.structure();
        QCOMPARE(streamed.structure(), structure);
        QCOMPARE(odd.structure(), structure);
    }
    for (const QString &stretch : hostile.shown)
        QVERIFY2(shown.contains(stretch), qPrintable(stretch + u" not in "_s + shown.left(1000)));
    if (hostile.offered)
        QCOMPARE(whole.offered(), *hostile.offered);
    if (!hostile.offered) // of those, each word is known
        QCOMPARE(lostWords(hostile, whole), QString());
}

void tst_HostileAnswers::keepsTheWindowAlive_data()
{
    comesToTheSameHoweverItArrives_data();
}

void tst_HostileAnswers::keepsTheWindowAlive()
{
    QFETCH(HostileText, hostile);
    if (!isFast && hostile.text.size() > mostCompared)
        QSKIP("Takes too long without optimisation.");
    HostileStage stage;
    stage.showWhole(hostile.text);
    stage.scrollThrough();
    stage.resizeThrough();
    stage.tabThrough();
    stage.copyAll();
    QVERIFY(std::none_of(stage.copied().begin(), stage.copied().end(), isControl));
    stage.showAsItCame(true);
    stage.scrollThrough();
    stage.showAsItCame(false);
    stage.showAsReasoning(hostile.text);
    stage.rest(10);
    HostileStage streamed;
    streamed.streamInPieces(hostile.text, 4);

    const qint64 longest = qMax(stage.longest().cpuMicroseconds, streamed.longest().cpuMicroseconds);
    if (isFast)
        QVERIFY2(longest < mostTurn, qPrintable(u"%1 ms: %2"_s.arg(longest / 1000).arg(stage.longest().during)));
}

void tst_HostileAnswers::opensNothing()
{
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
        QSKIP("strace is not installed: nobody watches what is opened.");
    QTemporaryDir home(QDir::tempPath() + u"/signalbox-bait-XXXXXX"_s);
    QVERIFY(home.isValid());
    QFile bait(home.filePath(u"bait.png"_s));
    QVERIFY(bait.open(QIODevice::WriteOnly));
    QCOMPARE(mkfifo(QFile::encodeName(home.filePath(u"pipe"_s)).constData(), 0600), 0);
    QTcpServer sink;
    QVERIFY(sink.listen(QHostAddress::LocalHost));
    QSignalSpy connections(&sink, &QTcpServer::newConnection);

    const QString quiet = home.filePath(u"quiet.log"_s);
    const QByteArray harmless = runWatched({}, quiet);
    if (harmless.contains("ptrace") || harmless.contains("PTRACE"))
        QSKIP(qPrintable(u"strace may not watch here: "_s + QString::fromUtf8(harmless.trimmed())));
    QVERIFY2(harmless.contains("shown 1"), harmless.constData());
    const QSet<QString> usual = paths(callsIn(quiet));
    QVERIFY2(usual.size() > 20, "the watcher saw too little");

    const QString loud = home.filePath(u"loud.log"_s);
    const QByteArray hostile = runWatched({u"127.0.0.1:%1"_s.arg(sink.serverPort()), home.path()}, loud);
    QVERIFY2(hostile.contains("shown " + QByteArray::number(allHostileTexts().size() + 1)), hostile.constData());
    const QStringList calls = callsIn(loud);
    for (const QString &call : calls) {
        // The first call starts the program and names the folder to it.
        QVERIFY2(call.startsWith("execve("_L1) || !call.contains(home.path()), qPrintable(call));
        QVERIFY2(!call.contains("AF_INET"_L1), qPrintable(call));
    }
    QSet<QString> more = paths(calls) - usual;
    more.removeIf([](const QString &path) { return isOfFonts(path); });
    QCOMPARE(QStringList(more.begin(), more.end()), QStringList());
    QCOMPARE(calls.filter(u"execve("_s).size(), 1);
    QVERIFY(!connections.wait(50));
    QCOMPARE(connections.size(), 0);
}

QTEST_MAIN(tst_HostileAnswers)
#include "tst_HostileAnswers.moc"
