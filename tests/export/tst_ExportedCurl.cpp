#include "export/Exporter.h"
#include "support/TestFiles.h"

#include "Subjects.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Writes its arguments, the header that comes through the pipe, and its input; answers like a server.
constexpr char stubCurl[] = R"stub(#!/bin/bash
for argument in "$@"; do
  if [[ $argument == @/dev/fd/* ]]; then IFS= read -r argument <"${argument#@}"; argument="piped $argument"; fi
  printf '%s\0' "$argument"
done >"$RECORD.arguments"
/bin/cat >"$RECORD.input"
printf '%s\n' '{"choices": []}' 'data: [DONE]'
)stub";

/// Folder in which exported scripts run with nothing on their path but the stub.
class Bench
{
public:
    Bench()
    {
        QDir(m_folder.path()).mkdir(u"bin"_s);
        put(path(u"bin/curl"_s), stubCurl);
        QFile(path(u"bin/curl"_s)).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void lend(const QString &program) { QFile::link(program, path(u"bin/"_s + QFileInfo(program).fileName())); }

    void add(const QByteArray &script)
    {
        const QString name = QString::number(m_count++);
        put(path(name + u".sh"_s), script);
        m_batch += "RECORD=" + name.toLatin1() + " /bin/bash " + name.toLatin1() + ".sh >" + name.toLatin1()
                   + ".output; echo $? >" + name.toLatin1() + ".status\n";
    }

    /// True when every script ended with 0.
    bool run(const QByteArray &key)
    {
        put(path(u"batch.sh"_s), m_batch);
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, path(u"bin"_s));
        environment.insert(u"EXAMPLE_API_KEY"_s, QString::fromUtf8(key));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"/bin/bash"_s, {u"batch.sh"_s});
        if (!process.waitForFinished(100'000) || process.exitCode() != 0)
            return false;
        for (int n = 0; n < m_count; ++n) {
            if (file(n, "status") != "0\n")
                return false;
        }
        return true;
    }

    QByteArray file(int n, const char *kind) const { return bytesOf(path(u"%1.%2"_s.arg(n).arg(QString::fromLatin1(kind)))); }
    bool wasRun(int n) const { return QFile::exists(path(u"%1.arguments"_s.arg(n))); }
    bool hasCanary() const { return QFile::exists(path(u"canary"_s)); }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QByteArray m_batch;
    int m_count = 0;
};

QByteArray scriptFor(const ExportSubject &subject)
{
    const Result<ExportedCode> code = exportCode(subject, Format::Curl);
    return code ? code->files.first().text.toUtf8() : QByteArray("exit 9");
}

QByteArrayList argumentsFor(const ExportSubject &subject, const QByteArray &key)
{
    const Request &request = subject.recipe.request;
    QByteArrayList arguments{"--globoff", "--silent", "--show-error", "--fail-with-body"};
    if (request.isStreaming)
        arguments << "--no-buffer";
    arguments << "--connect-timeout" << "15" << "--max-time" << "1800" << "--request" << "POST";
    if (request.secret)
        arguments << "--header" << "piped " + request.secret->name + ": " + request.secret->prefix + key;
    for (const Header &header : request.headers)
        arguments << "--header" << (header.value.isEmpty() ? header.name + ';' : header.name + ": " + header.value);
    return arguments << "--data-binary" << "@-" << "--url" << request.url().toEncoded();
}

QByteArray joined(const QByteArrayList &arguments)
{
    return arguments.join('\0') + '\0';
}

} // namespace

/// Exported scripts, run by a real bash with a stub in place of curl.
class tst_ExportedCurl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsHostileTextAsItIs()
    {
        Bench bench;
        QList<ExportSubject> subjects;
        for (const auto &[name, text] : hostileTexts()) {
            for (const bool streaming : {false, true}) {
                ExportSubject subject = subjectFor(u"Hello"_s, streaming);
                subject.recipe.request.body = text;
                subject.modelText = QString::fromUtf8(text);
                subject.missing = {QString::fromUtf8(text)};
                subjects << subject;
                subjects << subjectFor(QString::fromUtf8(text), streaming);
            }
        }
        for (const ExportSubject &subject : subjects)
            bench.add(scriptFor(subject));
        const QByteArray key = "k-\"$(/usr/bin/touch canary)'`\\ end";
        QVERIFY(bench.run(key));
        for (int n = 0; n < subjects.size(); ++n) {
            QCOMPARE(bench.file(n, "arguments"), joined(argumentsFor(subjects.at(n), key)));
            QCOMPARE(bench.file(n, "input"), subjects.at(n).recipe.request.body);
        }
        QVERIFY(!bench.hasCanary());
    }

    void sendsHostileHeadersAndPathsAsTheyAreOrRefusesThem()
    {
        Bench bench;
        QList<ExportSubject> subjects;
        int refused = 0;
        for (const auto &[name, text] : hostileTexts()) {
            for (const bool inHeader : {true, false}) {
                ExportSubject subject = subjectFor(u"Hello"_s);
                if (inHeader)
                    subject.recipe.request.headers[1].value = text;
                else
                    subject.recipe.request.path = u"/a/"_s + QString::fromUtf8(text);
                if (exportCode(subject, Format::Curl))
                    subjects << subject;
                else
                    ++refused;
            }
        }
        QVERIFY(subjects.size() > 20 && refused > 10);
        for (const ExportSubject &subject : subjects)
            bench.add(scriptFor(subject));
        QVERIFY(bench.run("key"));
        for (int n = 0; n < subjects.size(); ++n)
            QCOMPARE(bench.file(n, "arguments"), joined(argumentsFor(subjects.at(n), "key")));
        QVERIFY(!bench.hasCanary());
    }

    void keepsTheAddressWhole_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("path");
        QTest::newRow("signs that a shell knows") << u"https://h.example/$HOME/its/(a);b&c!d*~"_s << u"/e'$f(!)?x=$IFS&y=*;#"_s.chopped(1);
        QTest::newRow("globs of curl") << u"https://[::1]:8443/v1"_s << u"/models/[1-9]?alt=sse"_s;
        QTest::newRow("percent") << u"https://h.example/a%20b"_s << u"/c%2Fd%25?e=%27"_s;
        QTest::newRow("letters") << u"https://h.example/gr\u00FC\u00DF"_s << u"/\u4F60"_s;
        QTest::newRow("trailing slash") << u"https://h.example/v1/"_s << u"/chat/completions"_s;
    }

    void keepsTheAddressWhole()
    {
        QFETCH(QString, base);
        QFETCH(QString, path);
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.recipe.request.base = QUrl(base);
        subject.recipe.request.path = path;
        Bench bench;
        bench.add(scriptFor(subject));
        QVERIFY(bench.run("key"));
        QCOMPARE(bench.file(0, "arguments"), joined(argumentsFor(subject, "key")));
    }

    void sendsAnEmptyHeaderAsOne()
    {
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.recipe.request.headers[1].value.clear();
        Bench bench;
        bench.add(scriptFor(subject));
        QVERIFY(bench.run("key"));
        QVERIFY(bench.file(0, "arguments").split('\0').contains("X-Title;"));
    }

    void sendsMoreThanAnArgumentCanHold()
    {
        ExportSubject subject = subjectFor(QString(1'000'000, u'\''));
        Bench bench;
        bench.add(scriptFor(subject));
        QVERIFY(bench.run("key"));
        QVERIFY(bench.file(0, "input") == subject.recipe.request.body);
    }

    void sendsEveryByteOfAForm()
    {
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.recipe.request.body.clear();
        for (int i = 0; i < 70'000; ++i)
            subject.recipe.request.body += char(i % 256);
        Bench bench;
        bench.lend(u"/usr/bin/base64"_s);
        bench.add(scriptFor(subject));
        QVERIFY(bench.run("key"));
        QVERIFY(bench.file(0, "input") == subject.recipe.request.body);
    }

    void sendsRandomTextAsItIs()
    {
        Bench bench;
        QList<ExportSubject> subjects;
        QRandomGenerator random(20240229);
        for (int n = 0; n < 1000; ++n) {
            QByteArray text;
            for (int length = random.bounded(1, 60); length > 0; --length)
                text += char(random.bounded(1, 256));
            ExportSubject subject = subjectFor(u"Hello"_s, n % 2 == 1);
            subject.recipe.request.body = text;
            subjects << subject;
            bench.add(scriptFor(subject));
        }
        QVERIFY(bench.run("key"));
        QVERIFY(bench.wasRun(0));
        for (int n = 0; n < subjects.size(); ++n)
            QCOMPARE(bench.file(n, "input"), subjects.at(n).recipe.request.body);
    }

    void stopsWithoutAKey()
    {
        Bench bench;
        bench.add(scriptFor(subjectFor(u"Hello"_s)));
        QVERIFY(!bench.run(""));
        QVERIFY(!bench.wasRun(0));
    }
};

QTEST_GUILESS_MAIN(tst_ExportedCurl)
#include "tst_ExportedCurl.moc"
