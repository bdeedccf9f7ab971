#include "gui/CodeHighlighter.h"
#include "gui/Theme.h"

#include <Qsci/qsciscintillabase.h>

#include <QAccessible>
#include <QApplication>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QtTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::Ink)

namespace
{

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

/// The code with a letter for each ink, a dot for plain, so that a failure shows the whole.
QString painted(const QString &code, const QList<InkSpan> &spans)
{
    static constexpr char letters[] = ".CKSNDnW";
    QString out;
    for (const QChar character : code)
        out += character == u'\n' ? u'\n' : u'.';
    for (const InkSpan &span : spans) {
        for (int i = span.start; i < span.start + span.length; ++i) {
            if (code[i] != u'\n')
                out[i] = QLatin1Char(letters[static_cast<int>(span.ink)]);
        }
    }
    return out;
}

/// The ink of a word where it first stands.
Ink inkAt(const QString &code, const QList<InkSpan> &spans, const QString &word)
{
    const auto at = static_cast<int>(code.indexOf(word));
    for (const InkSpan &span : spans) {
        if (span.start <= at && at + word.size() <= span.start + span.length)
            return span.ink;
    }
    return Ink::Plain;
}

QString repeated(const QString &unit, qsizetype size)
{
    return unit.repeated(size / unit.size() + 1).first(size);
}

/// Scintilla's widgets, hidden as they are.
QList<QsciScintillaBase *> editors()
{
    QList<QsciScintillaBase *> found;
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *editor = qobject_cast<QsciScintillaBase *>(widget))
            found << editor;
    }
    return found;
}

QList<QPair<QString, QString>> codes()
{
    const QString nul(QChar(0));
    const QString smile = u"\U0001F600"_s;
    return {
        {u"py"_s,
         u"class A:\n    def f(self, x=3.5):\n        \"\"\"Ein Gr\u00FC\u00DF\n\n  \u6F22\u5B57 "_s + smile +
             u"\n        \"\"\"\n        return f\"{x!r} "_s + smile + u"\"  # \u00E4\n\n"_s},
        {u"c++"_s,
         u"#include <map>\r\n/* a\r\n   \u00E4 */ int x = 'a'; // "_s + smile +
             u"\r\nauto s = R\"x(raw \"\n\u6F22)x\" + u8\"b\\n\";\r\n#if 0\r\nint y;\r\n#endif\r\n"_s},
        {u"js"_s, u"const a = `line ${b}\n"_s + smile +
                      u" more`; // c\nlet r = /a[/]b/g, s = 'x\\'y';\n/** doc\n */\n"_s},
        {u"bash"_s,
         u"cat <<EOF\n$HOME \u00E4\nEOF\nif [ \"$a\" = 'b\nc' ]; then echo ${x:-1} `d`; fi # e\n"_s},
        {u"json"_s, u"{\"a\u00E4\": [1, -2.5e3, true, \"b\\u00e4"_s + smile + u"\"], \"c\"\n : null}\n"_s},
        {u"yaml"_s, u"a: |\n  text \u00E4\n\n  more\nb: [1, true] # c\n--- \nd: \"e\"\n"_s},
        {u"rust"_s,
         u"fn f<'a>(x: &'a str) -> u8 { /* a /* b */ c */ println!(\"{}\", r#\"a\"b\"#); 1u8 }\n"_s},
        {u"diff"_s, u"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\u00E4\n+b"_s + smile + u"\n c\n"_s},
        {u"sql"_s, u"SELECT 'a''b\nc', \"d\" FROM t -- e\nWHERE x = 1 /* f\n g */;\n"_s},
        {u"md"_s, u"# Title\n\nSome *text* and `code`\n\n```\nblock\n```\n- item\n> quote\n"_s},
        {u"go"_s, u"func f() { a := `raw\n\"b` + \"c\" + 'd' // e\n}\n"_s},
        {u"html"_s, u"<p a=\n'b "_s + smile +
                        u"\n'>c &auml; <!-- d\n --> <script>\nif (a<b)\n</script>\u00E4\n<?x\n?>"_s},
        {u"powershell"_s, u"$a = @\"\nb $c\n\"@\nif ($x -eq 'd') { Get-Item # e\n}\n<# f\n#>\n"_s},
        {u"c"_s, u"int a"_s + nul + u"b; // c"_s + nul + u"\nchar *s = \""_s + nul + u"\";\n"_s},
        {u"lua"_s, u"--[[ a\nb ]] local x = [[c\nd]] .. 'e' -- f\n"_s},
    };
}

} // namespace

class tst_CodeHighlighter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void inksAreReadableInBothThemes()
    {
        for (const QPalette &palette : {lightPalette(), darkPalette()}) {
            QCOMPARE(inkColour(Ink::Plain, palette), palette.color(QPalette::Text));
            QSet<QRgb> colours;
            for (const Ink ink : {Ink::Plain, Ink::Comment, Ink::Keyword, Ink::String, Ink::Number,
                                  Ink::Directive, Ink::Name, Ink::Wrong}) {
                const QColor colour = inkColour(ink, palette);
                colours << colour.rgb();
                for (const auto ground : {QPalette::Base, QPalette::AlternateBase}) {
                    const double found = contrast(colour, palette.color(ground));
                    QVERIFY2(found >= 4.5, qPrintable(colour.name() + u' ' + QString::number(found)));
                }
            }
            QCOMPARE(colours.size(), 8);
        }
    }

    void wordsHaveTheInkOfWhatTheyAre_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("word");
        QTest::addColumn<Ink>("ink");
        const auto row = [](const char *name, const char *language, const QString &code, const QString &word,
                            Ink ink) {
            QTest::addRow("%s: %s", language, name) << QString::fromLatin1(language) << code << word << ink;
        };
        row("keyword", "python", u"async def f(): pass\n"_s, u"async"_s, Ink::Keyword);
        row("print is a function", "py", u"print(1)\n"_s, u"print"_s, Ink::Plain);
        row("decorator", "py", u"@cached\ndef f(): pass\n"_s, u"cached"_s, Ink::Directive);
        row("comment", "PY", u"x = 1  # why\n"_s, u"why"_s, Ink::Comment);
        row("keyword", "c++", u"constexpr int x = 1;\n"_s, u"constexpr"_s, Ink::Keyword);
        row("directive", "cpp", u"#include <map>\n"_s, u"#include"_s, Ink::Directive);
        row("class is a name", "c", u"int class = 1;\n"_s, u"class"_s, Ink::Plain);
        row("left out code", "c", u"#if 0\nreturn 1;\n#endif\n"_s, u"return"_s, Ink::Keyword);
        row("keyword", "C#", u"await foreach (var x in y) {}\n"_s, u"foreach"_s, Ink::Keyword);
        row("template string", "js", u"const a = `b ${c}\nd`;\n"_s, u"\nd"_s, Ink::String);
        row("keyword", "ts", u"interface A { readonly b: string }\n"_s, u"readonly"_s, Ink::Keyword);
        row("text block", "java", u"var a = \"\"\"\n  b\n  \"\"\";\n"_s, u"\n  b"_s, Ink::String);
        row("keyword", "go", u"func main() { defer f() }\n"_s, u"defer"_s, Ink::Keyword);
        row("macro", "rust", u"println!(\"a\");\n"_s, u"println!"_s, Ink::Directive);
        row("lifetime", "rs", u"fn f<'a>(x: &'a str) {}\n"_s, u"'a"_s, Ink::Name);
        row("keyword", "kotlin", u"fun main() { val x = 1 }\n"_s, u"val"_s, Ink::Keyword);
        row("keyword", "swift", u"guard let x = y else { return }\n"_s, u"guard"_s, Ink::Keyword);
        row("variable", "shell", u"echo $HOME\n"_s, u"$HOME"_s, Ink::Name);
        row("comment", "dockerfile", u"# base\nFROM debian\n"_s, u"base"_s, Ink::Comment);
        row("instruction", "dockerfile", u"# base\nFROM debian\n"_s, u"FROM"_s, Ink::Keyword);
        row("property", "jsonc", u"{\"a\": 1 // b\n}\n"_s, u"\"a\""_s, Ink::Keyword);
        row("comment", "jsonc", u"{\"a\": 1 // b\n}\n"_s, u"// b"_s, Ink::Comment);
        row("half a word is no mistake", "json", u"{\"a\": tru"_s, u"tru"_s, Ink::Plain);
        row("key", "yml", u"a: 1\n"_s, u"a"_s, Ink::Keyword);
        row("added line", "diff", u"-a\n+b\n"_s, u"+b"_s, Ink::String);
        row("removed line", "diff", u"-a\n+b\n"_s, u"-a"_s, Ink::Wrong);
        row("section", "toml", u"[a]\nb = 1 \n"_s, u"[a]"_s, Ink::Directive);
        row("keyword", "postgresql", u"select a from b limit 3;\n"_s, u"limit"_s, Ink::Keyword);
        row("property", "css", u".a { display: grid; }\n"_s, u"display"_s, Ink::Name);
        row("nested selector", "scss", u"a { // b\n  &:hover { color: $c; }\n}\n"_s, u"// b"_s, Ink::Comment);
        row("variable is a word", "php", u"<?php return $a; // b\n"_s, u"return"_s, Ink::Keyword);
        row("variable", "ps1", u"if ($a) { }\n"_s, u"$a"_s, Ink::Name);
        row("tag", "html", u"<b class=x>a &lt; b</b>\n"_s, u"<b"_s, Ink::Keyword);
        row("text", "html", u"<b class=x>Don't < b</b>\n"_s, u"Don't < b"_s, Ink::Plain);
        row("attribute", "xml", u"<a b:c='d'/>\n"_s, u"b:c"_s, Ink::Name);
        row("value over lines", "svg", u"<a b=\n 'c\nd' e='f'/>\n"_s, u"d"_s, Ink::String);
        row("reference", "xml", u"a & b &#12; &c\n"_s, u"&#12;"_s, Ink::Directive);
        row("comment", "html", u"<!-- <a>\n -- b -->c\n"_s, u"b"_s, Ink::Comment);
        row("behind a comment", "html", u"<!-- <a>\n -- b -->c\n"_s, u"c"_s, Ink::Plain);
        row("script", "html", u"<Script a='b'>if (1<a && '</b>') c</SCRIPT><d>"_s, u"</b>"_s, Ink::Plain);
        row("behind a script", "html", u"<Script a='b'>if (1<a && '</b>') c</SCRIPT><d>"_s, u"<d"_s,
            Ink::Keyword);
        row("document type", "html", u"<!doctype html>\n"_s, u"doctype"_s, Ink::Directive);
        row("command", "cmake", u"set(A ${B})\n"_s, u"set"_s, Ink::Keyword);
        row("variable", "cmake", u"set(A ${B})\n"_s, u"${B}"_s, Ink::Name);
        row("keyword", "rb", u"def a\n  yield\nend\n"_s, u"yield"_s, Ink::Keyword);
        row("keyword", "perl", u"my $x = 1; # b\n"_s, u"my"_s, Ink::Keyword);
        row("command", "latex", u"\\section{A}\n"_s, u"section"_s, Ink::Keyword);
        row("target", "make", u"all: a\n\techo\n"_s, u"all"_s, Ink::Keyword);
        row("comment", "lua", u"--[[ a\nb ]]\n"_s, u"b"_s, Ink::Comment);
        row("comment", "bat", u"rem a\necho b\n"_s, u"rem a"_s, Ink::Comment);
        row("code", "markdown", u"# A\n\nb `c` d\n"_s, u"c"_s, Ink::String);
    }

    void wordsHaveTheInkOfWhatTheyAre()
    {
        QFETCH(QString, language);
        QFETCH(QString, code);
        QFETCH(QString, word);
        QFETCH(Ink, ink);
        CodeHighlighter highlighter;
        const QList<InkSpan> spans = highlighter.spans(code, language);
        QVERIFY2(inkAt(code, spans, word) == ink, qPrintable(u'\n' + code + u'\n' + painted(code, spans)));
    }

    void everyLanguageOfferedColoursSomething_data()
    {
        QTest::addColumn<QString>("code");
        const char *const words[] = {
            "bash",     "batch",  "c",       "cs",   "clojure", "coffee",   "css",     "cuda",  "d",
            "dart",     "erlang", "fortran", "glsl", "go",      "graphql",  "groovy",  "ini",   "java",
            "js",       "json",   "kotlin",  "less", "lua",     "makefile", "matlab",  "objc",  "ocaml",
            "octave",   "pascal", "proto",   "py",   "r",       "php",      "rust",    "scala", "scss",
            "solidity", "sql",    "swift",   "tcl",  "ts",      "vb",       "verilog", "vhdl",  "yaml"};
        for (const char *word : words) {
            QTest::newRow(word) << u"if 12 \"a\" 'b' # c\n// d\n/* e */\n-- f\n; g\n% h\n! i\n"
                                   "a: 1\n  return 1\nend\nclass begin\n(let a\nmessage function package\n"_s;
        }
    }

    void everyLanguageOfferedColoursSomething()
    {
        QFETCH(QString, code);
        CodeHighlighter highlighter;
        const QString word = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(!highlighter.spans(code, word).isEmpty());
        QVERIFY(!CodeHighlighter::languageName(word).isEmpty());
    }

    void spansStandInOrderAndApart()
    {
        for (const auto &[language, code] : codes()) {
            CodeHighlighter highlighter;
            int end = 0;
            for (const InkSpan &span : highlighter.spans(code.repeated(200), language)) {
                QVERIFY(span.start >= end);
                QVERIFY(span.length > 0);
                QVERIFY(span.ink != Ink::Plain);
                end = span.start + span.length;
            }
            QVERIFY(end <= code.size() * 200);
            QVERIFY(end > 0);
        }
    }

    void offsetsCountUtf16()
    {
        CodeHighlighter highlighter;
        const QString code = u"a = '\U0001F600\u6F22\u00E4'  # b\n"_s;
        QCOMPARE(highlighter.spans(code, u"py"_s),
                 QList<InkSpan>({{4, 6, Ink::String}, {12, 3, Ink::Comment}}));
    }

    void codeHasTheSameSpansHoweverItGrew_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("code");
        for (const auto &[language, code] : codes())
            QTest::newRow(qPrintable(language)) << language << repeated(code, 5000);
    }

    void codeHasTheSameSpansHoweverItGrew()
    {
        QFETCH(QString, language);
        QFETCH(QString, code);
        QRandomGenerator random(1);
        for (const int longest : {9, 100, 900, 3000}) {
            CodeHighlighter grown;
            QList<InkSpan> spans;
            for (qsizetype size = 0; size < code.size();) {
                size = std::min<qsizetype>(code.size(), size + 1 + random.bounded(longest));
                spans = grown.spans(code.first(size), language);
                if (size % 23 == 0)
                    QCOMPARE(painted(code, spans),
                             painted(code, CodeHighlighter().spans(code.first(size), language)));
            }
            QCOMPARE(painted(code, spans), painted(code, CodeHighlighter().spans(code, language)));
            QCOMPARE(spans, CodeHighlighter().spans(code, language));
        }
    }

    void anotherCodeStartsAnew()
    {
        CodeHighlighter highlighter;
        const QString open = u"/* never closed\n"_s + repeated(u"a b c\n"_s, 6000);
        const QString code = u"int a; // b\n"_s;
        const QList<InkSpan> spans = CodeHighlighter().spans(code, u"c"_s);
        QCOMPARE(spans.size(), 2);
        highlighter.spans(open, u"c"_s);
        QCOMPARE(highlighter.spans(code, u"c"_s), spans);
        highlighter.spans(code + code, u"c"_s);
        QCOMPARE(highlighter.spans(code, u"c"_s), spans);
        QCOMPARE(highlighter.spans(open.first(3000), u"c"_s),
                 CodeHighlighter().spans(open.first(3000), u"c"_s));
    }

    void whatIsOpenStaysOpenOverManyLines_data()
    {
        QTest::addColumn<QString>("open");
        QTest::addColumn<QString>("close");
        QTest::addColumn<int>("keywordLetters");
        QTest::newRow("html") << u"<!-- "_s << u"--><b"_s << 2;
        QTest::newRow("xml") << u"<a b='"_s << u"'/><b"_s << 6;
        QTest::newRow("python") << u"\"\"\""_s << u"\"\"\"\nreturn"_s << 6;
        QTest::newRow("c++") << u"/* "_s << u"*/ return"_s << 6;
        QTest::newRow("sql") << u"/* "_s << u"*/ select"_s << 6;
    }

    void whatIsOpenStaysOpenOverManyLines()
    {
        QFETCH(QString, open);
        QFETCH(QString, close);
        QFETCH(int, keywordLetters);
        const QString language = QString::fromLatin1(QTest::currentDataTag());
        const QString lines = repeated(u"select a <b return\n"_s, 50'000);
        const QString code = open + lines + close + u"\n"_s;
        const QString ink = painted(code, CodeHighlighter().spans(code, language));
        QCOMPARE(ink.count(u'K'), keywordLetters);
        QVERIFY(ink.count(ink[code.lastIndexOf(u"<b return"_s)]) > 40'000);
    }

    void growingCostsWhatIsNew()
    {
        CodeHighlighter highlighter;
        highlighter.spans(u"a\n"_s, u"py"_s);
        QsciScintillaBase *editor = editors().value(0);
        QVERIFY(editor);
        editor->SendScintilla(QsciScintillaBase::SCI_SETMODEVENTMASK, QsciScintillaBase::SC_MOD_INSERTTEXT);
        qint64 put = 0;
        connect(editor, &QsciScintillaBase::SCN_MODIFIED, this,
                [&put](int, int, const char *, int length) { put += length; });

        const QString code = repeated(u"for i in range(10):\n    print(i)\n"_s, 65'536);
        for (qsizetype size = 100; size <= code.size(); size += 100)
            highlighter.spans(code.first(size), u"py"_s);
        QVERIFY2(put > code.size() && put < 656 * 4096, qPrintable(QString::number(put)));

        put = 0;
        highlighter.spans(code.first(65'500), u"py"_s);
        QCOMPARE(put, 0);
    }

    void nothingIsMadeBeforeItIsUsedAndNothingIsFound()
    {
        QVERIFY(editors().isEmpty());
        QAccessibleInterface *program = QAccessible::queryAccessibleInterface(qApp);
        QVERIFY(program);
        const int children = program->childCount();
        {
            CodeHighlighter highlighter;
            QVERIFY(highlighter.spans(u"a"_s, u"nonsense"_s).isEmpty());
            QVERIFY(highlighter.spans(QString(), u"py"_s).isEmpty());
            QVERIFY(editors().isEmpty());

            highlighter.spans(u"a"_s, u"py"_s);
            highlighter.spans(u"b"_s, u"Python"_s);
            QCOMPARE(editors().size(), 1);
            QVERIFY(!editors().first()->isVisible());
            QCOMPARE(program->childCount(), children);
            QVERIFY(QGuiApplication::topLevelWindows().isEmpty());
            QVERIFY(!QApplication::focusWidget());
        }
        QVERIFY(editors().isEmpty());
    }

    void unknownLanguagesAndLargeCodeStayPlain()
    {
        CodeHighlighter highlighter;
        const QString code = u"if (a) return 1; // b\n"_s;
        for (const auto &word : {u""_s, u" "_s, u"klingon"_s, u"text"_s, u"output"_s, u"p"_s, u"pyt hon"_s})
            QVERIFY2(highlighter.spans(code, word).isEmpty(), qPrintable(word));
        QVERIFY(!highlighter.spans(repeated(code, 256 * 1024), u"c"_s).isEmpty());
        QVERIFY(highlighter.spans(repeated(code, 256 * 1024 + 1), u"c"_s).isEmpty());

        const QString longLine = code + repeated(u"\"a\" + "_s, 40'000);
        const QList<InkSpan> spans = highlighter.spans(longLine + u'\n' + code, u"c"_s);
        QVERIFY(spans.size() > 1000);
        QVERIFY(spans.last().start < 20'000);
    }

    // Each of these aborted the program or took half a minute in one of Scintilla's lexers.
    void hostileCodeIsSurvived_data()
    {
        QTest::addColumn<QString>("code");
        const qsizetype most = 256 * 1024;
        QTest::newRow("reference before a declaration") << u"&<!"_s;
        QTest::newRow("quotes in a closing declaration") << u"</!}''%m%m"_s;
        QTest::newRow("open SQL quote") << repeated(u"q'[ a\n"_s, most);
        QTest::newRow("open tags") << repeated(u"<a b=\"\n"_s, most);
        QTest::newRow("open here-document") << u"cat <<EOF\n"_s + repeated(u"$a `\n"_s, most - 20);
        QTest::newRow("continued lines") << repeated(u"# a \\\n"_s, most);
        QTest::newRow("one line") << repeated(u"a(\"b\") "_s, 1'000'000).first(most);
        QTest::newRow("half a pair") << QString(200, QChar(0xD83D));
        QRandomGenerator random(3);
        QString noise;
        for (int i = 0; i < 20'000; ++i)
            noise += QChar(static_cast<char16_t>(random.bounded(random.bounded(2) ? 0x80 : 0x10000)));
        QTest::newRow("noise") << noise;
    }

    void hostileCodeIsSurvived()
    {
        QFETCH(QString, code);
        CodeHighlighter highlighter;
        for (const auto &word :
             {u"html"_s, u"xml"_s, u"sql"_s, u"cmake"_s, u"ruby"_s, u"perl"_s, u"php"_s, u"haskell"_s,
              u"latex"_s, u"bash"_s, u"py"_s, u"js"_s, u"c++"_s, u"json"_s, u"yaml"_s, u"css"_s}) {
            const QList<InkSpan> spans = highlighter.spans(code, word);
            QVERIFY(spans.isEmpty() || spans.last().start + spans.last().length <= code.size());
        }
    }

    void aFenceMayCallALanguageAsItLikes_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("name");
        const std::pair<const char *, const char *> names[] = {
            {"py", "Python"},
            {"Python3", "Python"},
            {"c++", "C++"},
            {"CPP", "C++"},
            {"C#", "C#"},
            {"csharp", "C#"},
            {"js", "JavaScript"},
            {"tsx", "TypeScript"},
            {"shell", "Shell"},
            {"zsh", "Shell"},
            {"yml", "YAML"},
            {"jsonc", "JSON"},
            {"rust,ignore", "Rust"},
            {"python title=\"a\"", "Python"},
            {"js:app.js", "JavaScript"},
            {"html", "HTML"},
            {"text", "Text"},
            {"Klingon", "Klingon"},
            {"", ""},
            {"averyveryverylongwordindeed", "averyveryverylongwor"}};
        for (const auto &[word, name] : names)
            QTest::addRow("<%s>", word) << QString::fromLatin1(word) << QString::fromLatin1(name);
    }

    void aFenceMayCallALanguageAsItLikes()
    {
        QFETCH(QString, word);
        QFETCH(QString, name);
        QCOMPARE(CodeHighlighter::languageName(word), name);
    }
};

QTEST_MAIN(tst_CodeHighlighter)
#include "tst_CodeHighlighter.moc"
