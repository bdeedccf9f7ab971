#include "providers/MultipartForm.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

MultipartForm formWith(const QString &text, const QByteArray &bytes)
{
    MultipartForm form;
    form.addText(u"prompt"_s, text);
    form.addFile(u"image"_s, u"a.png"_s, "image/png", bytes);
    return form;
}

/// The body with "B" where the boundary stands.
QByteArray shown(const MultipartForm &form)
{
    return form.body().replace(form.boundary(), "B");
}

} // namespace

class tst_MultipartForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesPartsInTheirOrder()
    {
        MultipartForm form = formWith(u"a cat"_s, QByteArray("\x89PNG\r\n\x00\xFF", 8));
        form.addText(u"model"_s, u"m"_s);
        QCOMPARE(shown(form), QByteArray("--B\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n"
                                         "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                                         "Content-Type: image/png\r\n\r\n\x89PNG\r\n")
                                  + QByteArray("\0\xFF", 2)
                                  + "\r\n--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--B--\r\n");
        QCOMPARE(form.contentType(), "multipart/form-data; boundary=" + form.boundary());
    }

    void writesAnEmptyFormWithItsEndMark()
    {
        QCOMPARE(shown(MultipartForm()), QByteArray("--B--\r\n"));
    }

    void givesTheSameBytesForTheSameParts()
    {
        QCOMPARE(formWith(u"a cat"_s, "x").body(), formWith(u"a cat"_s, "x").body());
        QVERIFY(formWith(u"a cat"_s, "x").boundary() != formWith(u"a cat"_s, "y").boundary());
        QVERIFY(formWith(u"a cat"_s, "x").boundary() != formWith(u"a dog"_s, "x").boundary());
    }

    void tellsPartsApartThatHoldTheSameBytes()
    {
        MultipartForm together;
        together.addText(u"a"_s, u"bc"_s);
        MultipartForm apart;
        apart.addText(u"a"_s, u"b"_s);
        apart.addText(u"c"_s, {});
        QVERIFY(together.boundary() != apart.boundary());
    }

    void hasABoundaryThatNeedsNoQuotes()
    {
        const QString boundary = QString::fromLatin1(formWith(u"a cat"_s, "x").boundary());
        QVERIFY(QRegularExpression(u"\\A[A-Za-z0-9-]{20,70}\\z"_s).match(boundary).hasMatch());
    }

    void keepsPartsThatHoldAnotherFormWhole()
    {
        const MultipartForm inner = formWith(u"a cat"_s, "x");
        const MultipartForm outer = formWith(QString::fromUtf8(inner.body()), inner.body());
        QCOMPARE(outer.body().count("--" + outer.boundary()), qsizetype(3));
        QCOMPARE(outer.body().count(inner.body()), qsizetype(2));
    }

    void letsNoNameBreakOut_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("plain") << u"a b.png"_s << QByteArray("a b.png") << QByteArray("a b.png");
        QTest::newRow("quote") << u"a\"; name=\"b"_s << QByteArray("a%22; name=%22b") << QByteArray("a%22; name=%22b");
        QTest::newRow("line ends") << u"a\r\nb"_s << QByteArray("a%0D%0Ab") << QByteArray("a%0D%0Ab");
        QTest::newRow("one half of a line end") << u"a\nb\rc"_s << QByteArray("a%0D%0Ab%0D%0Ac") << QByteArray("a%0Ab%0Dc");
        QTest::newRow("percent and backslash stay") << u"100%22\\x"_s << QByteArray("100%22\\x") << QByteArray("100%22\\x");
        QTest::newRow("every script") << u"Füße 世界\U0001F30D"_s << u"Füße 世界\U0001F30D"_s.toUtf8() << u"Füße 世界\U0001F30D"_s.toUtf8();
        QTest::newRow("half a character") << u"a"_s + QChar(0xD83C) << QByteArray("a\xEF\xBF\xBD") << QByteArray("a\xEF\xBF\xBD");
    }

    void letsNoNameBreakOut()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, file);
        MultipartForm form;
        form.addFile(name, name, "image/png", "x");
        QCOMPARE(shown(form), "--B\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + file
                     + "\"\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n");
    }

    void letsNoTypeBreakOut_data()
    {
        QTest::addColumn<QByteArray>("mime");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("line end") << QByteArray("image/png\r\nX-Evil: 1");
        QTest::newRow("NUL") << QByteArray("image/png\0", 10);
        QTest::newRow("beyond ASCII") << QByteArray("image/\xC3\xBC");
    }

    void letsNoTypeBreakOut()
    {
        QFETCH(QByteArray, mime);
        MultipartForm form;
        form.addFile(u"image"_s, u"a"_s, mime, "x");
        QVERIFY(form.body().contains("\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n"));
    }

    void keepsEveryCharacterOfAText()
    {
        MultipartForm form;
        form.addText(u"prompt"_s, u"a\nb\r\nc \"%22\" \u2028 世界"_s);
        QVERIFY(form.body().contains(u"\r\n\r\na\nb\r\nc \"%22\" \u2028 世界\r\n--"_s.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(tst_MultipartForm)
#include "tst_MultipartForm.moc"
