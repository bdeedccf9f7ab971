#include "gui/CharacterFonts.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;
using namespace std::chrono_literals;

class tst_CharacterFonts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void letsLatinTextThroughAtOnce()
    {
        CharacterFonts fonts;
        const QString text = u"Größe, ¿qué? naïve"_s;
        QCOMPARE(fonts.readFor(text, {}, 0ms), text.size());
        QCOMPARE(fonts.readFor({}, {}, 0ms), 0);
    }

    void getsOneNewCharacterFurtherWithoutAnyTime()
    {
        CharacterFonts fonts;
        const QString text = u"a漢b漢ع漢שc"_s;
        QCOMPARE(fonts.readFor(text, {}, 0ms), 4); // before the second new one
        QCOMPARE(fonts.readFor(QStringView(text).sliced(4), {}, 0ms), 2);
        QCOMPARE(fonts.readFor(QStringView(text).sliced(6), {}, 0ms), 2);
        QCOMPARE(fonts.readFor(text, {}, 0ms), text.size()); // now it knows them all
    }

    void readsAllWhileTheTimeLasts()
    {
        CharacterFonts fonts;
        const QString text = u"漢字かなカナ한글שלוםمرحبا"_s;
        QCOMPARE(fonts.readFor(text, {}, 10min), text.size());
    }

    void cutsNoPairOfSurrogates()
    {
        CharacterFonts fonts;
        const QString text = u"😀😁x"_s;
        QCOMPARE(fonts.readFor(text, {}, 0ms), 2);
        QCOMPARE(fonts.readFor(QStringView(text).first(3), {}, 0ms), 3); // half a character is no character yet
        QCOMPARE(fonts.readFor(QStringView(text).sliced(2), {}, 0ms), 3);
    }

    void startsAgainWithAnotherFont()
    {
        CharacterFonts fonts;
        const QString text = u"漢ع"_s;
        QCOMPARE(fonts.readFor(text, {}, 10min), text.size());
        QCOMPARE(fonts.readFor(text, {}, 0ms), text.size());
        fonts.forget();
        QCOMPARE(fonts.readFor(text, {}, 0ms), 1);
    }
};

QTEST_MAIN(tst_CharacterFonts)
#include "tst_CharacterFonts.moc"
