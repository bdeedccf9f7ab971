#include "rehearse/Proof.h"

#include "export/Subjects.h"

#include <QFile>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Runs one proof to its end; the outcome as one text, so that a failure shows all of it.
class Trier
{
public:
    Trier(const ExportSubject &subject, const ExportedCode &code, Format format) : proof(subject, code, format)
    {
        QObject::connect(&proof, &Proof::finished, &proof, [this](const Result<ProofReport> &result) {
            ++count;
            outcome = result;
        });
    }

    Trier(const ExportSubject &subject, Format format)
        : Trier(subject, exportCode(subject, format).value(), format)
    {
    }

    /// True when nothing has been said before start() returned.
    bool startsQuietly()
    {
        proof.start();
        return count == 0;
    }

    QString text() const
    {
        if (!outcome)
            return QString(nameOf(outcome.error().kind)) + u": "_s + outcome.error().detail;
        const QString requests = u" %1 requests"_s.arg(outcome->requests);
        return (outcome->isProven ? u"proven,"_s : u"not proven,"_s) + requests;
    }

    Proof proof;
    int count = 0;
    Result<ProofReport> outcome = Error{ErrorKind::Internal, u"no outcome"_s};
};

/// Everything hostile in one prompt; the model's id and a header are hostile, too.
ExportSubject hostileSubject(bool streaming)
{
    QString prompt;
    for (const auto &[name, text] : hostileTexts())
        prompt += QString::fromUtf8(text) + u'\n';
    ExportSubject subject = subjectFor(prompt + QString(70'000, u'\u00FC'), streaming);
    subject.modelText = u"a*/ \\\n#include <x> $(touch canary)"_s;
    subject.recipe.request.headers[1].value = "it's a \"$(id)\" `id` \\ ?\?/ \xc3\xbc";
    subject.recipe.request.path = u"/chat/it's/%27$HOME(!);?alt=sse&a=[1-9]"_s;
    return subject;
}

ExportedCode damaged(const ExportSubject &subject, Format format, const QString &before, const QString &after)
{
    ExportedCode code = exportCode(subject, format).value();
    CodeFile &file = code.files.first();
    if (file.text.count(before) != 1)
        qFatal("the text to damage is not there once");
    file.text.replace(before, after);
    return code;
}

} // namespace

/// Exported programs, run for real: curl by bash, C++ by the compiler of this computer.
class tst_Proof : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("EXAMPLE_API_KEY", "the users own key");
        qputenv("http_proxy", "http://127.0.0.1:9");
    }

    void provesWhatIsExported_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<ExportSubject>("subject");
        QTest::newRow("curl") << Format::Curl << subjectFor(u"It's $5"_s);
        QTest::newRow("curl, streaming") << Format::Curl << subjectFor(u"It's $5"_s, true);
        QTest::newRow("curl, hostile") << Format::Curl << hostileSubject(false);
        QTest::newRow("curl, hostile and streaming") << Format::Curl << hostileSubject(true);
        ExportSubject large = subjectFor(QString(2'000'000, u'x'));
        QTest::newRow("curl, 2 MB") << Format::Curl << large;
        ExportSubject keyless = subjectFor(u"Hello"_s);
        keyless.recipe.request.secret.reset();
        QTest::newRow("curl without a key") << Format::Curl << keyless;
        QTest::newRow("C++, hostile") << Format::CppQt << hostileSubject(false);
        QTest::newRow("C++, hostile and streaming") << Format::CppQt << hostileSubject(true);
        ExportSubject bare = keyless;
        bare.recipe.request.headers[1].value.clear();
        bare.recipe.request.body = QByteArray("a\0b\xff\r\n", 6);
        QTest::newRow("C++, no key, no text, an empty header") << Format::CppQt << bare;
    }

    void provesWhatIsExported()
    {
        QFETCH(Format, format);
        QFETCH(ExportSubject, subject);
        Trier trier(subject, format);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        const QByteArray log = trier.outcome ? trier.outcome->log.toUtf8() : QByteArray();
        const QByteArray part = trier.outcome && trier.outcome->difference ? trier.outcome->difference->part.toUtf8() : QByteArray();
        QVERIFY2(trier.text() == u"proven, 1 requests", trier.text().toUtf8() + '\n' + part + '\n' + log);
        QVERIFY(log.contains("recorded"));
        QVERIFY(!log.contains("the users own key") && !log.contains("warning"));
        QVERIFY(!trier.outcome->addedByClient.filter(u"User-Agent"_s).isEmpty());
    }

    void showsTheFirstByteThatBrokenQuotingChanges()
    {
        const ExportSubject subject = subjectFor(u"It's $5"_s);
        Trier trier(subject, damaged(subject, Format::Curl, u"'\\''"_s, u"''"_s), Format::Curl);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        QCOMPARE(trier.text(), u"not proven, 1 requests"_s);
        QVERIFY(trier.outcome->difference);
        QCOMPARE(trier.outcome->difference->part, u"body"_s);
        QCOMPARE(trier.outcome->difference->offset, subject.recipe.request.body.indexOf('\''));
        QVERIFY(trier.outcome->difference->expected.contains("It's $5"));
        QVERIFY(trier.outcome->difference->actual.contains("Its $5"));
    }

    void refusesProgramsThatDoNotSendExactlyOnce_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("twice") << u"set -euo pipefail"_s
                               << u"if [[ -z ${AGAIN:-} ]]; then AGAIN=1 bash \"$0\"; fi; set -euo pipefail"_s << u"not proven, 2 requests"_s;
        QTest::newRow("never") << u"set -euo pipefail"_s << u"exit 0"_s << u"not proven, 0 requests"_s;
        QTest::newRow("fails afterwards") << u"[[ $complete == yes ]]"_s << u"[[ $complete == no ]]"_s << u"not proven, 1 requests"_s;
        QTest::newRow("no bash") << u"set -euo pipefail"_s << u"if then"_s << u"not proven, 0 requests"_s;
        QTest::newRow("other key") << u"\"$EXAMPLE_API_KEY\""_s << u"\"x$EXAMPLE_API_KEY\""_s << u"not proven, 1 requests"_s;
        QTest::newRow("no header") << u"  --header 'X-Title: Studio' \\\n"_s << QString() << u"not proven, 1 requests"_s;
        QTest::newRow("other path") << u"/chat/completions"_s << u"/completions"_s << u"not proven, 1 requests"_s;
    }

    void refusesProgramsThatDoNotSendExactlyOnce()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, outcome);
        const ExportSubject subject = subjectFor(u"Hello"_s);
        Trier trier(subject, damaged(subject, Format::Curl, before, after), Format::Curl);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        QCOMPARE(trier.text(), outcome);
    }

    void givesProgramsNothingOfTheUsersEnvironment()
    {
        const ExportSubject subject = subjectFor(u"Hello"_s);
        Trier trier(subject, damaged(subject, Format::Curl, u"set -euo pipefail"_s, u"/usr/bin/env; exit 0"_s), Format::Curl);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        QStringList names;
        for (const QString &line : trier.outcome->log.split(u'\n', Qt::SkipEmptyParts))
            names << line.section(u'=', 0, 0);
        names.sort();
        QCOMPARE(names, QStringList({u"EXAMPLE_API_KEY"_s, u"EXAMPLE_BASE_URL"_s, u"HOME"_s, u"LANG"_s, u"PATH"_s,
                                     u"PWD"_s, u"SHLVL"_s, u"TMPDIR"_s, u"_"_s}));
        QVERIFY(!trier.outcome->log.contains(u"the users own key"));
    }

    void showsWhatACompilerSays()
    {
        const ExportSubject subject = subjectFor(u"Hello"_s);
        Trier trier(subject, damaged(subject, Format::CppQt, u"return app.exec();"_s, u"return nonsense;"_s), Format::CppQt);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        QCOMPARE(trier.text(), u"not proven, 0 requests"_s);
        QVERIFY2(trier.outcome->log.contains(u"nonsense"), qPrintable(trier.outcome->log));
    }

    void namesAToolThatIsMissing()
    {
        const auto restore = qScopeGuard([path = qgetenv("PATH")] { qputenv("PATH", path); });
        qputenv("PATH", "/nowhere");
        Trier trier(subjectFor(u"Hello"_s), Format::CppQt);
        QVERIFY(trier.startsQuietly());
        QTRY_COMPARE_WITH_TIMEOUT(trier.count, 1, 100'000);
        QCOMPARE(trier.text(), u"rejected: not on this computer: cmake, c++, make"_s);
    }

    void endsEveryProgramWhenItIsStopped_data()
    {
        QTest::addColumn<bool>("isDeleted");
        QTest::newRow("cancelled") << false;
        QTest::newRow("deleted") << true;
    }

    void endsEveryProgramWhenItIsStopped()
    {
        QFETCH(bool, isDeleted);
        const ExportSubject subject = subjectFor(u"Hello"_s);
        // The shell waits for a child of its own, which tells its id.
        const ExportedCode code = damaged(subject, Format::Curl, u"set -euo pipefail"_s,
                                          u"bash -c 'echo id=$$; exec sleep 60'; exit 0"_s);
        auto trier = std::make_unique<Trier>(subject, code, Format::Curl);
        QString output;
        connect(&trier->proof, &Proof::progressed, this, [&output](const QString &text) { output += text; });
        trier->proof.start();
        QTRY_VERIFY(output.contains(u"id="));
        const QString folder = u"/proc/"_s + output.section(u'=', 1).trimmed();
        QVERIFY(QFile::exists(folder));
        if (isDeleted) {
            trier.reset();
        } else {
            trier->proof.cancel();
            QTRY_COMPARE(trier->count, 1);
            QCOMPARE(trier->text(), u"cancelled: "_s);
        }
        const auto isGone = [&folder] {
            QFile status(folder + u"/stat"_s); // an ended child that nobody has reaped yet is a zombie
            return !status.open(QIODevice::ReadOnly) || status.readAll().contains(" Z ");
        };
        QTRY_VERIFY(isGone());
    }

    void canBeCancelledAtOnce()
    {
        Trier trier(subjectFor(u"Hello"_s), Format::Curl);
        trier.proof.start();
        trier.proof.cancel();
        QTRY_COMPARE(trier.count, 1);
        QCOMPARE(trier.text(), u"cancelled: "_s);
    }
};

QTEST_GUILESS_MAIN(tst_Proof)
#include "tst_Proof.moc"
