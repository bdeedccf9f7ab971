#include "core/Prompt.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_Blanks : public QObject
{
    Q_OBJECT

private slots:
    void findsEachNameOnceInOrder()
    {
        QCOMPARE(blankNames(u"{{b}} and {{ a }} and {{b}}, {{Größe}} {{two words}}"_s),
                 QStringList({u"b"_s, u"a"_s, u"Größe"_s, u"two words"_s}));
    }

    void leavesOtherBracesAlone()
    {
        QCOMPARE(blankNames(u"{a} {{}} {{ }} {{a b{{c}} \\{{d}} {{e\n}} {{-x}}"_s), QStringList({u"c"_s}));
    }

    void knowsNamesByTheirLetters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("spaces and tabs around") << u"{{ \t a \t }}"_s << u"a"_s;
        QTest::newRow("a tab inside") << u"{{a\tb}}"_s << QString();
        QTest::newRow("letters beyond the first plane") << u"{{\U00020000\U0001d7ce}}"_s << u"\U00020000\U0001d7ce"_s;
        QTest::newRow("half a pair") << u"{{a\xd834}}"_s << QString();
        QTest::newRow("numbers of other kinds") << u"{{\u2167\u00b2}}"_s << u"\u2167\u00b2"_s;
        QTest::newRow("64 characters") << u"{{%1}}"_s.arg(QString(64, u'x')) << QString(64, u'x');
        QTest::newRow("65 characters") << u"{{%1}}"_s.arg(QString(65, u'x')) << QString();
        QTest::newRow("many spaces behind") << u"{{x%1}}"_s.arg(QString(200, u' ')) << u"x"_s;
        QTest::newRow("begins with a point") << u"{{.a}}"_s << QString();
        QTest::newRow("one brace more on each side") << u"{{{a}}}"_s << u"a"_s;
        QTest::newRow("never closed") << u"{{a"_s << QString();
        QTest::newRow("half a pair of braces at the end") << u"{{a}"_s << QString();
    }
    void knowsNamesByTheirLetters()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QCOMPARE(blankNames(text).join(u'|'), name);
    }

    void doesNotCopyATextWithoutBlanks()
    {
        const QString text = u"{a} {{ }} {{a b{{"_s;
        const auto filledText = fillBlanks(text, {});
        QVERIFY(filledText);
        QCOMPARE(filledText->constData(), text.constData());
    }

    void fillsBlanksAndUnescapes()
    {
        const auto text = fillBlanks(u"Sell {{ what }} as \\{{what}}, {{what}}!"_s, {{u"what"_s, u"a mug"_s}});
        QVERIFY(text);
        QCOMPARE(*text, u"Sell a mug as {{what}}, a mug!"_s);
    }

    void neverReadsAValueForBlanks()
    {
        const auto text = fillBlanks(u"{{a}}{{b}}"_s, {{u"a"_s, u"{{b}}"_s}, {u"b"_s, u"\\{{a}}"_s}});
        QVERIFY(text);
        QCOMPARE(*text, u"{{b}}\\{{a}}"_s);
    }

    void namesTheBlankWithoutValue()
    {
        const auto text = fillBlanks(u"{{a}} {{price}}"_s, {{u"a"_s, u"x"_s}});
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::Rejected);
        QVERIFY(text.error().detail.contains(u"price"_s));
    }

    void fillsInstructionsToo()
    {
        Prompt prompt{u"{{a}}"_s, u"Be {{tone}}"_s, {{u"a"_s, u"1"_s}, {u"tone"_s, u"calm"_s}}, {}};
        QCOMPARE(blankNames(prompt), QStringList({u"a"_s, u"tone"_s}));
        const auto full = filled(prompt);
        QVERIFY(full);
        QCOMPARE(full->text, u"1"_s);
        QCOMPARE(full->instructions, u"Be calm"_s);
        QVERIFY(full->blanks.isEmpty());
    }

    void readsSettingsStrictly_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("temperature") << u"temperature"_s << u"0.7"_s << true;
        QTest::newRow("temperature too high") << u"temperature"_s << u"2.1"_s << false;
        QTest::newRow("temperature with a comma") << u"temperature"_s << u"0,7"_s << false;
        QTest::newRow("not a number") << u"temperature"_s << u"nan"_s << false;
        QTest::newRow("longest answer") << u"max_tokens"_s << u"200"_s << true;
        QTest::newRow("longest answer of nothing") << u"max_tokens"_s << u"0"_s << false;
        QTest::newRow("fraction of a token") << u"max_tokens"_s << u"1.5"_s << false;
        QTest::newRow("unknown setting") << u"courage"_s << u"1"_s << false;
        QTest::newRow("a flag") << u"provider.zdr"_s << u"true"_s << true;
        QTest::newRow("no flag") << u"provider.zdr"_s << u"yes"_s << false;
        QTest::newRow("a choice") << u"reasoning_effort"_s << u"high"_s << true;
        QTest::newRow("no choice") << u"reasoning_effort"_s << u"heroic"_s << false;
        QTest::newRow("a list") << u"provider.order"_s << u"a, b"_s << true;
        QTest::newRow("an empty list") << u"provider.order"_s << u" , "_s << false;
        QTest::newRow("too many models") << u"models"_s << u"a,b,c"_s << false;
        QTest::newRow("a text") << u"size"_s << u"1024x1024"_s << true;
        QTest::newRow("a text of two lines") << u"size"_s << u"1\n2"_s << false;
        QTest::newRow("json") << u"extra"_s << u"{\"plugins\":[]}"_s << true;
        QTest::newRow("broken json") << u"extra"_s << u"{"_s << false;
    }
    void readsSettingsStrictly()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(bool, isFine);
        const auto value = parseSetting(name, text);
        QCOMPARE(value.has_value(), isFine);
        if (!value)
            return;
        QVERIFY(checkSettings({{name, *value}}));
        const auto again = parseSetting(name, settingText(*value));
        QVERIFY(again);
        QCOMPARE(*again, *value);
    }
};

QTEST_APPLESS_MAIN(tst_Blanks)
#include "tst_Blanks.moc"
