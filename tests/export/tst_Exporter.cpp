#include "export/Exporter.h"

#include "Subjects.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QString codeOf(const ExportSubject &subject, Format format)
{
    const Result<ExportedCode> code = exportCode(subject, format);
    return code ? code->files.first().text : code.error().detail;
}

QString firstComment(const QString &code)
{
    const QStringList lines = code.split(u'\n');
    return lines.first().startsWith(u"#!") ? lines.at(1) : lines.first();
}

} // namespace

/// What exported code says and which requests are refused; other tests run it.
class tst_Exporter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void knowsEveryFormatByItsName()
    {
        for (const Format format : allFormats())
            QVERIFY(formatNamed(QString(nameOf(format))) == format);
        QVERIFY(!formatNamed(u"powershell"));
    }

    void namesTheFilesWithTheOneToReadFirst()
    {
        const auto namesOf = [](Format format) {
            QStringList names;
            const Result<ExportedCode> code = exportCode(subjectFor(u"Hello"_s), format);
            for (const CodeFile &file : code->files)
                names << file.name;
            return names;
        };
        QCOMPARE(namesOf(Format::Curl), QStringList({u"main.sh"_s}));
        QCOMPARE(namesOf(Format::CppQt), QStringList({u"main.cpp"_s, u"CMakeLists.txt"_s}));
    }

    void showsTheWholeScript()
    {
        QCOMPARE(codeOf(subjectFor(u"It's $5"_s), Format::Curl),
                 uR"(#!/usr/bin/env bash
# Asks example/maker/model-a once and prints its answer as the server sends it.
# Set the key first: export EXAMPLE_API_KEY=<your key>
set -euo pipefail
: "${EXAMPLE_API_KEY:?is not set; put your API key there first}"

body='{
    "messages": [
        {
            "content": "It'\''s $5",
            "role": "user"
        }
    ],
    "model": "maker/model-a"
}'

# What comes without this is no answer.
end_mark='"choices": ?\['

printf %s "$body" | curl \
  --globoff --silent --show-error --fail-with-body \
  --connect-timeout 15 --max-time 1800 \
  --request POST \
  --header @<(printf '%s\n' 'Authorization: Bearer '"$EXAMPLE_API_KEY") \
  --header 'Content-Type: application/json' \
  --header 'X-Title: Studio' \
  --data-binary @- \
  --url "${EXAMPLE_BASE_URL:-https://gateway.example/api/v1}/chat/completions" | {
    complete=no
    while IFS= read -r line || [[ -n $line ]]; do
      printf '%s\n' "$line"
      if [[ $line =~ $end_mark ]]; then complete=yes; fi
    done
    [[ $complete == yes ]]
  } || {
    echo 'No complete answer: the request failed, or the answer ended too early.' >&2
    exit 1
  }
)"_s);
    }

    void saysInTheFirstLineWhatIsMissing_data()
    {
        QTest::addColumn<bool>("isPractice");
        QTest::addColumn<QStringList>("missing");
        QTest::addColumn<QString>("line");
        QTest::newRow("practice") << true << QStringList() << u" Draft: practice output, not an AI model."_s;
        QTest::newRow("missing") << false << QStringList{u"no checklist"_s, u"no backup"_s} << u" Draft: no checklist; no backup."_s;
        QTest::newRow("both") << true << QStringList{u"no checklist"_s}
                              << u" Draft: practice output, not an AI model; no checklist."_s;
    }

    void saysInTheFirstLineWhatIsMissing()
    {
        QFETCH(bool, isPractice);
        QFETCH(QStringList, missing);
        QFETCH(QString, line);
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.isPractice = isPractice;
        subject.missing = missing;
        QCOMPARE(firstComment(codeOf(subject, Format::Curl)), u'#' + line);
        QCOMPARE(firstComment(codeOf(subject, Format::CppQt)), u"//"_s + line);
    }

    void isNoDraftWhenNothingIsMissing()
    {
        for (const Format format : allFormats())
            QVERIFY(!codeOf(subjectFor(u"Hello"_s), format).contains(u"Draft"));
    }

    void asksForNoKeyWhereTheServerTakesNone()
    {
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.recipe.request.secret.reset();
        subject.keyVariable.clear();
        for (const Format format : allFormats()) {
            const QString code = codeOf(subject, format);
            QVERIFY2(!code.contains(u"key", Qt::CaseInsensitive), qPrintable(code));
        }
    }

    void leavesNoMarkOfItsTemplates()
    {
        for (const bool streaming : {false, true}) {
            for (const Format format : allFormats()) {
                const Result<ExportedCode> code = exportCode(subjectFor(u"Hello"_s, streaming), format);
                for (const CodeFile &file : code->files) {
                    QVERIFY2(!file.text.contains(u"<%") && !file.text.contains(u"%>"), qPrintable(file.text));
                    QVERIFY(file.text.endsWith(u'\n') && !file.text.contains(u"\n\n\n"));
                }
            }
        }
    }

    void keepsTheModelInsideItsComment_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("shown");
        QTest::newRow("line break") << u"a\nrm -rf x"_s << u"a\\u{a}rm -rf x"_s;
        QTest::newRow("backslash") << u"a\\"_s << u"a\\u{5c}"_s;
        QTest::newRow("end of comment") << u"a*/ b"_s << u"a*\\u{2f} b"_s;
        QTest::newRow("trigraph backslash") << u"a?\?/"_s << u"a?\?\\u{2f}"_s;
        QTest::newRow("bidirectional") << u"a\u202Eb"_s << u"a\\u{202e}b"_s;
        QTest::newRow("terminal escape") << u"a\u001B[2J"_s << u"a\\u{1b}[2J"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u{2028}b"_s;
        QTest::newRow("letters") << u"gr\u00FC\u00DF/a-b:free"_s << u"gr\u00FC\u00DF/a-b:free"_s;
    }

    void keepsTheModelInsideItsComment()
    {
        QFETCH(QString, model);
        QFETCH(QString, shown);
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.modelText = model;
        QCOMPARE(firstComment(codeOf(subject, Format::Curl)), u"# Asks %1 once and prints its answer as the server sends it."_s.arg(shown));
        QCOMPARE(firstComment(codeOf(subject, Format::CppQt)), u"// Asks %1 once and prints its answer. Yours to use and change."_s.arg(shown));
        subject.missing = {model};
        QCOMPARE(firstComment(codeOf(subject, Format::CppQt)), u"// Draft: %1."_s.arg(shown));
    }

    void namesTheFieldThatCannotBeSent_data()
    {
        QTest::addColumn<ExportSubject>("subject");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *field, auto change) {
            ExportSubject subject = subjectFor(u"Hello"_s);
            change(subject, subject.recipe.request);
            QTest::newRow(name) << subject << QString::fromLatin1(field);
        };
        row("GET", "method", [](auto &, Request &r) { r.method = "GET"; });
        row("no body", "method", [](auto &, Request &r) { r.body.clear(); });
        row("line break in a header", "header X-Title", [](auto &, Request &r) { r.headers[1].value = "a\nB: c"; });
        row("return in a header", "header X-Title", [](auto &, Request &r) { r.headers[1].value = "a\rb"; });
        row("zero in a header", "header X-Title", [](auto &, Request &r) { r.headers[1].value = QByteArray("a\0b", 3); });
        row("space after a header", "header X-Title", [](auto &, Request &r) { r.headers[1].value = "a "; });
        row("colon in a name", "headers", [](auto &, Request &r) { r.headers[1].name = "X:Y"; });
        row("file as a name", "headers", [](auto &, Request &r) { r.headers[1].name = "@file"; });
        row("no name", "headers", [](auto &, Request &r) { r.headers[1].name = ""; });
        row("header twice", "header x-title", [](auto &, Request &r) { r.headers << Header{"x-title", "b"}; });
        row("secret twice", "header Authorization", [](auto &, Request &r) { r.headers << Header{"authorization", "b"}; });
        row("length by hand", "header Content-Length", [](auto &, Request &r) { r.headers << Header{"Content-Length", "1"}; });
        row("line break before the key", "header Authorization", [](auto &, Request &r) { r.secret->prefix = "a\n"; });
        row("no key variable", "keyVariable", [](ExportSubject &s, auto &) { s.keyVariable.clear(); });
        row("command as key variable", "keyVariable", [](ExportSubject &s, auto &) { s.keyVariable = u"A;id"_s; });
        row("digit first", "baseVariable", [](ExportSubject &s, auto &) { s.baseVariable = u"1A"_s; });
        row("no host", "base", [](auto &, Request &r) { r.base = QUrl(); });
        row("file address", "base", [](auto &, Request &r) { r.base = QUrl(u"file:///etc"_s); });
        row("user in the address", "base", [](auto &, Request &r) { r.base = QUrl(u"https://a:b@c.example"_s); });
        row("apostrophe in the address", "base", [](auto &, Request &r) { r.base = QUrl(u"https://a.example/it's"_s); });
        row("fragment", "base", [](auto &, Request &r) { r.path = u"/a#b"_s; });
        row("relative path", "path", [](auto &, Request &r) { r.path = u"@other.example/a"_s; });
        row("dots in the path", "path", [](auto &, Request &r) { r.path = u"/a/../b"_s; });
    }

    void namesTheFieldThatCannotBeSent()
    {
        QFETCH(ExportSubject, subject);
        QFETCH(QString, field);
        for (const Format format : allFormats()) {
            const Result<ExportedCode> code = exportCode(subject, format);
            QVERIFY(!code);
            QCOMPARE(code.error().kind, ErrorKind::Rejected);
            QCOMPARE(code.error().detail.section(u": "_s, 0, 0), field);
        }
    }

    void takesAPicturesFormWithoutAWarning()
    {
        ExportSubject subject = subjectFor(u"Hello"_s);
        subject.recipe.request.headers = {{"Content-Type", "multipart/form-data; boundary=b"}};
        subject.recipe.request.body = QByteArray("--b\r\n\r\n\x89PNG\0\r\n--b--\r\n", 22);
        for (const Format format : allFormats()) {
            const auto code = exportCode(subject, format);
            QVERIFY(code);
            QCOMPARE(code->warnings, QStringList());
        }
    }

    void warnsOfWhatShouldNotBeShared_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << u"Ask about sk-ills and the Bearer of news."_s << u"Studio"_s << QStringList();
        QTest::newRow("key") << u"Use sk-or-v1-xxxxxxxxxxxxxxxxxxxx"_s << u"Studio"_s << QStringList{u"prompt"_s};
        QTest::newRow("bearer") << u"authorization: bearer xxxxxxxxxxxxxxxxxxxx"_s << u"Studio"_s << QStringList{u"prompt"_s};
        QTest::newRow("key in a header") << u"Hello"_s << u"sk-xxxxxxxxxxxxxxxxxxxx"_s << QStringList{u"header"_s};
        QTest::newRow("invisible") << u"Hel\u200Blo"_s << u"Studio"_s << QStringList{u"invisible"_s};
    }

    void warnsOfWhatShouldNotBeShared()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, header);
        QFETCH(QStringList, words);
        ExportSubject subject = subjectFor(prompt);
        subject.recipe.request.headers[1].value = header.toUtf8();
        const QStringList warnings = exportCode(subject, Format::Curl)->warnings;
        QCOMPARE(warnings.size(), words.size());
        for (qsizetype n = 0; n < words.size(); ++n)
            QVERIFY2(warnings.at(n).contains(words.at(n)), qPrintable(warnings.at(n)));
    }

    void writesNothingThatAReaderCannotSee()
    {
        for (const auto &[name, text] : hostileTexts()) {
            for (const Format format : allFormats()) {
                ExportSubject subject = subjectFor(u"Hello"_s);
                subject.recipe.request.body = text;
                const QString code = codeOf(subject, format);
                for (const char32_t c : code.toUcs4()) {
                    const QChar::Category category = QChar::category(c);
                    QVERIFY2(c == U'\n' || c == U'\t' || (category != QChar::Other_Control && category != QChar::Other_Format), name);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_Exporter)
#include "tst_Exporter.moc"
