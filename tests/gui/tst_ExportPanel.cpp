#include "gui/ExportPanel.h"

#include "gui/CodeView.h"
#include "gui/ProofView.h"
#include "gui/Theme.h"
#include "gui/VisibleText.h"
#include "gui/NamelessInputs.h"

#include <Qsci/qscilexer.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QtTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

ExportedCode twoFiles(const QString &extra = {})
{
    return {.files = {{u"main.cpp"_s, u"int main() { return 0; }\n"_s + extra},
                      {u"CMakeLists.txt"_s, u"project(Answer LANGUAGES CXX)\n"_s}}};
}

QString manyLines(int count, const QString &last = {})
{
    QString text;
    for (int line = 0; line < count; ++line)
        text += u"echo line %1\n"_s.arg(line);
    return text + last;
}

ProofReport proven()
{
    return {.isProven = true, .addedByClient = {u"User-Agent"_s, u"Accept"_s}, .requests = 1};
}

/// The colours that text is drawn in, apart from the plain one.
std::set<QRgb> inks(CodeView &view)
{
    view.SendScintilla(QsciScintillaBase::SCI_COLOURISE, 0UL, -1L);
    std::set<QRgb> colours;
    for (int place = 0; place < view.length(); ++place) {
        const long style = view.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, static_cast<unsigned long>(place));
        const long bgr = view.SendScintilla(QsciScintillaBase::SCI_STYLEGETFORE, static_cast<unsigned long>(style));
        colours.insert(qRgb(bgr & 0xff, (bgr >> 8) & 0xff, (bgr >> 16) & 0xff));
    }
    return colours;
}

double luminance(QRgb colour)
{
    const auto linear = [](int channel) {
        const double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

double contrast(QRgb a, QRgb b)
{
    const auto [less, more] = std::minmax({luminance(a), luminance(b)}); // by value: the pair form dangles
    return (more + 0.05) / (less + 0.05);
}

} // namespace

class tst_ExportPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void choicesAreSignalsAndSettingThemIsNot()
    {
        ExportPanel panel;
        QSignalSpy formats(&panel, &ExportPanel::formatChanged);
        QSignalSpy streaming(&panel, &ExportPanel::streamingChanged);
        QSignalSpy columns(&panel, &ExportPanel::columnChanged);
        panel.setColumns({u"A  text-a"_s, u"B  text-b"_s}, 1);
        panel.setFormat(Format::CppQt);
        panel.setStreaming(true);
        QCOMPARE(panel.column(), 1);
        QCOMPARE(panel.format(), Format::CppQt);
        QVERIFY(panel.isStreaming());
        QCOMPARE(formats.count() + streaming.count() + columns.count(), 0);

        QTest::keyClick(panel.findChild<QComboBox *>(u"formatBox"_s), Qt::Key_Up);
        QCOMPARE(formats.value(0).value(0).value<Format>(), Format::Curl);
        QTest::keyClick(panel.findChild<QCheckBox *>(u"streamBox"_s), Qt::Key_Space);
        QCOMPARE(streaming.value(0).value(0).toBool(), false);
        QTest::keyClick(panel.findChild<QComboBox *>(u"columnBox"_s), Qt::Key_Up);
        QCOMPARE(columns.value(0).value(0).toInt(), 0);
    }

    void withoutCodeItSaysWhyAndOffersNothing()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        panel.setProblem(u"The blank “product” has no value."_s);
        QVERIFY(panel.findChild<QLabel *>(u"emptyLabel"_s)->isVisible());
        QCOMPARE(panel.findChild<QLabel *>(u"emptyLabel"_s)->text(), u"The blank “product” has no value."_s);
        for (const QString &name : {u"copyButton"_s, u"saveButton"_s, u"proveButton"_s}) {
            QVERIFY(!panel.findChild<QPushButton *>(name)->isEnabled());
            QVERIFY(!panel.findChild<QPushButton *>(name)->accessibleDescription().isEmpty());
        }
        panel.setCode(twoFiles());
        QVERIFY(panel.findChild<QPushButton *>(u"copyButton"_s)->isEnabled());
        QVERIFY(panel.findChild<QTabWidget *>(u"files"_s)->isVisible());
    }

    void copyTakesExactlyTheFileThatIsShown()
    {
        ExportPanel panel;
        const ExportedCode code = twoFiles(u"// \u202E \u00E4 \U0001F600\n"_s);
        panel.setCode(code);
        auto *copy = panel.findChild<QPushButton *>(u"copyButton"_s);
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), code.files[0].text);
        QVERIFY(!copy->text().contains(u'&'));
        panel.findChild<QTabWidget *>(u"files"_s)->setCurrentIndex(1);
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), code.files[1].text);
    }

    void changingCodeKeepsTheReadersPlace()
    {
        ExportPanel panel;
        panel.resize(500, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setCode({.files = {{u"request.sh"_s, manyLines(400)}}});
        auto *view = panel.findChild<CodeView *>();
        view->setFirstVisibleLine(200);
        panel.setCode({.files = {{u"request.sh"_s, manyLines(400, u"echo more\n"_s)}}});
        QCOMPARE(panel.findChild<CodeView *>(), view);
        QCOMPARE(view->firstVisibleLine(), 200);
        QCOMPARE(view->code(), manyLines(400, u"echo more\n"_s));
    }

    void aProofIsShownInWords()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        QSignalSpy prove(&panel, &ExportPanel::proveRequested);
        QSignalSpy cancel(&panel, &ExportPanel::cancelRequested);
        auto *proveButton = panel.findChild<QPushButton *>(u"proveButton"_s);
        auto *cancelButton = panel.findChild<QPushButton *>(u"cancelButton"_s);
        auto *line = panel.findChild<VerdictLine *>(u"proofLine"_s);
        QTest::keyClick(proveButton, Qt::Key_Space);
        QCOMPARE(prove.count(), 1);
        panel.setProving();
        QVERIFY(cancelButton->isVisible());
        QVERIFY(!proveButton->isVisible());
        panel.showProgress(u"building\ncompiling main.cpp\n"_s);
        QCOMPARE(panel.findChild<QLabel *>(u"proofNote"_s)->text(), u"compiling main.cpp"_s);
        QTest::keyClick(cancelButton, Qt::Key_Space);
        QCOMPARE(cancel.count(), 1);

        panel.setProof(proven());
        QCOMPARE(line->verdict(), Verdict::Passed);
        QVERIFY(line->text().startsWith(u"Proven"_s));
        QVERIFY(panel.findChild<QLabel *>(u"proofNote"_s)->text().contains(u"User-Agent, Accept"_s));
        QVERIFY(proveButton->isVisible());
    }

    void theFirstDifferenceIsShownWithNothingHidden()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        panel.setProving();
        panel.setProof(ProofReport{.difference = Difference{u"body"_s, 1234, "a\nb\xFF", "a\r\nb"}, .requests = 1});
        auto *line = panel.findChild<VerdictLine *>(u"proofLine"_s);
        QCOMPARE(line->verdict(), Verdict::Failed);
        QVERIFY(line->text().contains(u"body"_s) && line->text().contains(u"1,234"_s));
        auto *text = panel.findChild<QPlainTextEdit *>(u"proofText"_s);
        QVERIFY(text->isVisible());
        QCOMPARE(text->toPlainText().split(u'\n').value(1), u"a\\nb\\xFF"_s);
        QCOMPARE(text->toPlainText().split(u'\n').value(3), u"a\\r\\nb"_s);
        QCOMPARE(text->extraSelections().value(2).cursor.selectedText(), u"nb\\xFF"_s);
        QCOMPARE(text->extraSelections().value(3).cursor.selectedText(), u"r\\nb"_s);
        panel.setPalette(darkPalette());
        QCOMPARE(text->extraSelections().value(3).format.foreground().color(), tint(Tint::Failed, darkPalette()));
    }

    void aProofWithoutARequestShowsWhatWasPrinted()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        panel.setProving();
        panel.setProof(ProofReport{.log = u"main.cpp:3: error"_s, .requests = 0});
        QCOMPARE(panel.findChild<VerdictLine *>(u"proofLine"_s)->verdict(), Verdict::Failed);
        QCOMPARE(panel.findChild<QPlainTextEdit *>(u"proofText"_s)->toPlainText(), u"main.cpp:3: error"_s);
        panel.setProving();
        panel.setProof(Error{ErrorKind::Rejected, u"no compiler"_s});
        QVERIFY(panel.findChild<VerdictLine *>(u"proofLine"_s)->text().contains(u"no compiler"_s));
        QVERIFY(!panel.findChild<QPlainTextEdit *>(u"proofText"_s)->isVisible());
    }

    void otherCodeClearsTheProof()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        panel.setProving();
        panel.setProof(proven());
        auto *view = panel.findChild<ProofView *>();
        panel.setCode(twoFiles());
        QVERIFY(view->isVisible());
        panel.setCode(twoFiles(u"\n"_s));
        QVERIFY(!view->isVisible());
    }

    void otherCodeEndsAProofThatIsGoingOn()
    {
        ExportPanel panel;
        panel.show();
        panel.setCode(twoFiles());
        panel.setProving();
        QSignalSpy cancel(&panel, &ExportPanel::cancelRequested);
        panel.setCode(twoFiles(u"\n"_s));
        QCOMPARE(cancel.count(), 1);
        panel.setProof(proven());
        QVERIFY(!panel.findChild<ProofView *>()->isVisible());
    }

    void aDraftSaysWhatIsMissing()
    {
        ExportPanel panel;
        panel.show();
        panel.setMissing({u"nothing has been checked"_s, u"this is a practice model"_s});
        auto *line = panel.findChild<VerdictLine *>(u"stateLine"_s);
        QCOMPARE(line->text(), u"Draft: nothing has been checked; this is a practice model."_s);
        panel.setMissing({});
        QVERIFY(!line->isVisible());
    }

    void warningsStandWithTheCode()
    {
        ExportPanel panel;
        panel.show();
        ExportedCode code = twoFiles();
        code.warnings << u"The prompt holds <something>."_s;
        panel.setCode(code);
        QCOMPARE(panel.findChild<VerdictLine *>(u"warningLine"_s)->text(), u"The prompt holds <something>."_s);
    }

    void codeIsColouredReadablyInBothThemes_data()
    {
        QTest::addColumn<CodeLanguage>("language");
        QTest::addColumn<QString>("code");
        QTest::newRow("bash") << CodeLanguage::Bash << u"# note\nif true; then echo \"$A\" '2' 3; fi\n"_s;
        QTest::newRow("C++") << CodeLanguage::Cpp << u"#include <x>\n// note\nint main() { return f(\"a\", 1); }\n"_s;
        QTest::newRow("CMake") << CodeLanguage::CMake << u"# note\nproject(A)\nset(B \"c\")\nif(B)\nendif()\n"_s;
        QTest::newRow("JSON") << CodeLanguage::Json << u"{\"a\": [1, true, \"b\"]}\n"_s;
    }

    void codeIsColouredReadablyInBothThemes()
    {
        QFETCH(CodeLanguage, language);
        QFETCH(QString, code);
        std::set<QRgb> former;
        CodeView view;
        for (const QPalette &palette : {lightPalette(), darkPalette()}) {
            view.setPalette(palette);
            view.setCode(code, language);
            const std::set<QRgb> colours = inks(view);
            QVERIFY(colours.size() >= 3);
            QVERIFY(colours != former);
            former = colours;
            const QRgb paper = palette.color(QPalette::Base).rgb();
            for (const QRgb colour : colours)
                QVERIFY2(contrast(colour, paper) >= 4.5, qPrintable(QColor(colour).name()));
            QCOMPARE(view.lexer()->paper(0).rgb(), paper);
        }
    }

    void anyChangeOfCodeArrivesWhole_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("appended") << u"abc"_s << u"abcd"_s;
        QTest::newRow("put in front") << u"abc"_s << u"xabc"_s;
        QTest::newRow("repeated letters") << u"aaaa"_s << u"aaa"_s;
        QTest::newRow("letters that share bytes") << u"x\u00E4y"_s << u"x\u00E5y"_s;
        QTest::newRow("letters that share an ending") << u"x\u00E4y"_s << u"x\u03E4y"_s;
        QTest::newRow("emptied") << u"abc"_s << QString();
        QTest::newRow("filled") << QString() << u"abc\n"_s;
        QTest::newRow("with a nul") << u"abc"_s << u"a"_s + QChar(0) + u"bc"_s;
    }

    void anyChangeOfCodeArrivesWhole()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        CodeView view;
        view.setCode(before, CodeLanguage::Plain);
        view.setCode(after, CodeLanguage::Plain);
        QCOMPARE(view.code(), after);
        QCOMPARE(view.bytes(0, view.length()).first(view.length()), after.toUtf8());
        QVERIFY(view.isReadOnly());
    }

    void tabLeavesTheCode()
    {
        ExportPanel panel;
        panel.setCode(twoFiles());
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto *view = panel.findChild<QTabWidget *>(u"files"_s)->currentWidget();
        view->setFocus();
        QVERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Tab);
        QVERIFY(!view->hasFocus());
    }

    void hiddenCharactersAreMarked()
    {
        CodeView view;
        for (const char32_t character : {U'\u200B', U'\u202E', U'\uFEFF', U'\U000E0041'}) {
            const QByteArray encoded = QString::fromUcs4(&character, 1).toUtf8();
            char mark[64] = {};
            view.SendScintilla(QsciScintillaBase::SCI_GETREPRESENTATION,
                               reinterpret_cast<uintptr_t>(encoded.constData()), static_cast<const char *>(mark));
            QCOMPARE(QString::fromLatin1(mark), markFor(character));
        }
    }

    void visibleTextHidesNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << "a b"_ba << u"a b"_s;
        QTest::newRow("line ends and tabs") << "a\r\n\tb"_ba << u"a\\r\\n\\tb"_s;
        QTest::newRow("control") << "\x01\x7F"_ba << u"\\x01\\x7F"_s;
        QTest::newRow("letters") << "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80"_ba << u"gr\u00FC\u00DF \U0001F600"_s;
        QTest::newRow("half a letter") << "a\xC3"_ba << u"a\\xC3"_s;
        QTest::newRow("no UTF-8") << "\xFF\xC0\xAF"_ba << u"\\xFF\\xC0\\xAF"_s;
        QTest::newRow("a surrogate") << "\xED\xA0\x80"_ba << u"\\xED\\xA0\\x80"_s;
        QTest::newRow("turned around") << "a\xE2\x80\xAE"_ba << u"a[U+202E]"_s;
        QTest::newRow("byte-order mark") << "\xEF\xBB\xBF{"_ba << u"[U+FEFF]{"_s;
    }

    void visibleTextHidesNothing()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(visibleText(bytes), text);
    }

    void everyInputHasAName()
    {
        ExportPanel panel;
        panel.setColumns({u"A"_s, u"B"_s}, 0);
        panel.setCode(twoFiles());
        panel.show();
        QCOMPARE(namelessInputs(panel), QStringList());
        panel.setProving();
        panel.setProof(ProofReport{.difference = Difference{u"body"_s, 3, "a", "b"}, .requests = 1});
        QCOMPARE(namelessInputs(panel), QStringList());
    }
};

QTEST_MAIN(tst_ExportPanel)
#include "tst_ExportPanel.moc"
