#include "export/CodeText.h"
#include "support/TestFiles.h"

#include "Subjects.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Bytes drawn mostly from those that mean something to a shell or a compiler.
QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArray alphabet = "'\"\\$`!?/(){}[]<>|&;*#~%^@-=\n\r\t au0x1\x1b\x7f\xe2\x80\xae\xc3\xbc\xf0\x9f";
    QByteArray text;
    for (int n = random.bounded(40); n >= 0; --n)
        text += alphabet.at(random.bounded(int(alphabet.size())));
    return text;
}

QList<QByteArray> allTexts(int random)
{
    QList<QByteArray> texts;
    for (const auto &[name, text] : hostileTexts())
        texts << text;
    texts << QByteArray() << QByteArray(70'000, '\'') << QByteArray("x\xc3\xbc").repeated(30'000);
    QRandomGenerator generator(20240229);
    for (int n = 0; n < random; ++n)
        texts << randomText(generator);
    return texts;
}

QByteArray outputOf(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(110'000) || process.exitCode() != 0)
        return "failed: " + program.toLocal8Bit();
    return process.readAllStandardOutput();
}

/// Of long lists a comparison would show nothing that helps.
QByteArray firstUnequal(const QList<QByteArray> &actual, const QList<QByteArray> &expected)
{
    for (qsizetype n = 0; n < expected.size(); ++n) {
        if (n >= actual.size() || actual.at(n) != expected.at(n))
            return QByteArray::number(n) + ": " + expected.at(n).left(60) + " became " + actual.value(n).left(60);
    }
    return actual.size() == expected.size() ? QByteArray() : QByteArray("there is more than was written");
}

} // namespace

/// Every quoting rule, read back by the shell or compiler it is for.
class tst_CodeText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void bashReadsTheSameBytes_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("bash") << u"bash"_s << QStringList();
        QTest::newRow("bash with history expansion") << u"bash"_s << QStringList{u"-o"_s, u"history"_s, u"-o"_s, u"histexpand"_s};
        QTest::newRow("zsh") << u"zsh"_s << QStringList{u"-f"_s};
    }

    void bashReadsTheSameBytes()
    {
        QFETCH(QString, shell);
        QFETCH(QStringList, options);
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP("this shell is not installed");
        const QList<QByteArray> texts = allTexts(10'000);
        QByteArray script;
        for (const QByteArray &text : texts)
            script += "printf '%s\\0' " + CodeText::bashWord(text).bytes().toByteArray() + '\n';
        QTemporaryDir folder;
        put(folder.filePath(u"quoted.sh"_s), script);
        QList<QByteArray> read = outputOf(shell, options + QStringList{u"quoted.sh"_s}, folder.path()).split('\0');
        read.removeLast(); // what follows the last zero
        QCOMPARE(firstUnequal(read, texts), QByteArray());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"quoted.sh"_s});
    }

    void compilersReadTheSameBytes_data()
    {
        QTest::addColumn<QString>("compiler");
        QTest::addColumn<QStringList>("options");
        for (const char *compiler : {"g++", "clang++"}) {
            for (const char *standard : {"-std=c++17", "-std=c++20", "-std=c++2b"}) {
                QTest::addRow("%s %s", compiler, standard) << QString::fromLatin1(compiler)
                                                           << QStringList{QString::fromLatin1(standard)};
            }
            QTest::addRow("%s with trigraphs", compiler)
                << QString::fromLatin1(compiler) << QStringList{u"-std=c++17"_s, u"-trigraphs"_s};
        }
    }

    void compilersReadTheSameBytes()
    {
        QFETCH(QString, compiler);
        QFETCH(QStringList, options);
        if (QStandardPaths::findExecutable(compiler).isEmpty())
            QSKIP("this compiler is not installed");
        QList<QByteArray> texts = allTexts(300);
        texts << QByteArray("\0a\0", 3) << QByteArray("7\0" "7", 3);
        QByteArray source = "#include <cstdio>\nstatic void put(const char *bytes, unsigned long size)\n"
                            "{\n    std::printf(\"%lu:\", size);\n    std::fwrite(bytes, 1, size, stdout);\n}\nint main()\n{\n";
        QByteArray expected;
        for (const QByteArray &text : texts) {
            for (const CodeText &code : {CodeText::cppRawString(text), CodeText::cppString(text)}) {
                source += "{\nconstexpr char text[] = " + code.bytes().toByteArray() + ";\nput(text, sizeof text - 1);\n}\n";
                expected += QByteArray::number(text.size()) + ':' + text;
            }
        }
        QTemporaryDir folder;
        put(folder.filePath(u"main.cpp"_s), source + "}\n");
        outputOf(compiler, options + QStringList{u"-o"_s, u"program"_s, u"main.cpp"_s}, folder.path());
        const QByteArray read = outputOf(folder.filePath(u"program"_s), {}, folder.path());
        QCOMPARE(read.size(), expected.size());
        QVERIFY(read == expected);
    }

    void keepsEveryRawLiteralShort()
    {
        const QByteArray code = CodeText::cppRawString(QByteArray("x\xc3\xbc").repeated(30'000)).bytes().toByteArray();
        const QList<QByteArray> literals = code.split('\n');
        QVERIFY(literals.size() > 5);
        for (const QByteArray &literal : literals)
            QVERIFY(literal.size() < 16'380);
    }
};

QTEST_GUILESS_MAIN(tst_CodeText)
#include "tst_CodeText.moc"
