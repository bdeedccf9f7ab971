#include "store/SecretStore.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

class tst_SecretStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void makesATypedKeySafe_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("plain") << u"canary-1"_s << QByteArray("canary-1");
        QTest::newRow("space around") << u"  canary-1\t\r\n"_s << QByteArray("canary-1");
        QTest::newRow("no-break space around") << u"\u00a0canary-1\u00a0"_s << QByteArray("canary-1");
        QTest::newRow("bearer") << u"Bearer canary-1"_s << QByteArray("canary-1");
        QTest::newRow("bearer in small letters, more space") << u" bearer   canary-1 "_s << QByteArray("canary-1");
        QTest::newRow("a key that begins like bearer") << u"Bearer1"_s << QByteArray("Bearer1");
        QTest::newRow("every sign") << u"!#$%&()*+,-./:;<=>?@[]^_`{|}~"_s << QByteArray("!#$%&()*+,-./:;<=>?@[]^_`{|}~");
        QTest::newRow("longest") << QString(4096, u'k') << QByteArray(4096, 'k');
    }

    void makesATypedKeySafe()
    {
        QFETCH(const QString, typed);
        QFETCH(const QByteArray, key);
        const auto parsed = parseSecret(typed);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(*parsed, key);
        QVERIFY(checkSecret(*parsed));
        QCOMPARE(bool(checkSecret(typed.toUtf8())), typed.toUtf8() == key);
    }

    void refusesWhatIsNoKey_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("word"); // in the reason
        QTest::newRow("nothing") << u""_s << u"empty"_s;
        QTest::newRow("only space") << u" \t\n"_s << u"empty"_s;
        QTest::newRow("bearer alone") << u"Bearer "_s << u"empty"_s;
        QTest::newRow("line break") << u"canary\r\nX-Evil: 1"_s << u"line break"_s;
        QTest::newRow("line feed") << u"canary\n1"_s << u"line break"_s;
        QTest::newRow("space inside") << u"canary 1"_s << u"white space"_s;
        QTest::newRow("tab inside") << u"canary\t1"_s << u"white space"_s;
        QTest::newRow("no-break space inside") << u"canary\u00a01"_s << u"white space"_s;
        QTest::newRow("zero-width space") << u"canary\u200b1"_s << u"invisible"_s;
        QTest::newRow("zero-width space at the end") << u"canary1\u200b"_s << u"invisible"_s;
        QTest::newRow("zero-width joiner") << u"canary\u200d1"_s << u"invisible"_s;
        QTest::newRow("byte-order mark") << u"\ufeffcanary1"_s << u"invisible"_s;
        QTest::newRow("right-to-left override") << u"canary\u202e1"_s << u"invisible"_s;
        QTest::newRow("NUL") << u"canary\0x"_s << u"control"_s;
        QTest::newRow("escape") << u"canary\x1b[2J"_s << u"control"_s;
        QTest::newRow("delete") << u"canary\x7f"_s << u"control"_s;
        QTest::newRow("umlaut") << u"canary\u00fc"_s << u"ASCII"_s;
        QTest::newRow("emoji") << u"canary\U0001f600"_s << u"ASCII"_s;
        QTest::newRow("smart dash") << u"canary\u20131"_s << u"ASCII"_s;
        QTest::newRow("quotes around") << u"\"canary1\""_s << u"quotation"_s;
        QTest::newRow("single quotes around") << u"'canary1'"_s << u"quotation"_s;
        QTest::newRow("too long") << QString(4097, u'k') << u"longer"_s;
        QTest::newRow("far too long") << QString(10'000'000, u'k') << u"longer"_s;
    }

    void refusesWhatIsNoKey()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, word);
        const auto parsed = parseSecret(typed);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Rejected);
        QVERIFY2(parsed.error().detail.contains(word), qPrintable(parsed.error().detail));
        QVERIFY(!parsed.error().detail.contains(u"canary"_s));
        QVERIFY(!checkSecret(typed.toUtf8()));
    }

    void memoryKeepsReplacesAndForgets()
    {
        const auto store = makeMemorySecretStore();
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(store->keychainProblem(), QString());
        QStringList log;
        const auto say = [&log](const Result<QByteArray> &secret) {
            log << (secret ? QString::fromLatin1(*secret) : u"failed"_s);
        };
        store->read(u"a"_s, this, say);
        store->write(u"a"_s, "one", this, [](const auto &) {});
        store->read(u"a"_s, this, say);
        store->read(u"b"_s, this, say);
        store->write(u"a"_s, "two", this, [](const auto &) {});
        store->read(u"a"_s, this, say);
        store->remove(u"a"_s, this, [](const auto &) {});
        store->read(u"a"_s, this, say);
        QCOMPARE(log, QStringList()); // never before the call has returned
        QTRY_COMPARE(log, QStringList({u""_s, u"one"_s, u""_s, u"two"_s, u""_s}));
    }

    void memoryRefusesWhatIsNoKey()
    {
        const auto store = makeMemorySecretStore();
        std::optional<bool> wrote;
        std::optional<QByteArray> found;
        store->write(u"a"_s, "x\r\nX-Evil: 1", this, [&](const auto &done) { wrote = bool(done); });
        store->read(u"a"_s, this, [&](const auto &secret) { found = secret ? *secret : "failed"; });
        QTRY_VERIFY(wrote && found);
        QCOMPARE(*wrote, false);
        QCOMPARE(*found, QByteArray());
    }

    void memorySaysNothingToTheDead()
    {
        const auto store = makeMemorySecretStore();
        bool isTold = false;
        auto context = std::make_unique<QObject>();
        store->read(u"a"_s, context.get(), [&](const auto &) { isTold = true; });
        store->write(u"a"_s, "one", context.get(), [&](const auto &) { isTold = true; });
        store->remove(u"a"_s, context.get(), [&](const auto &) { isTold = true; });
        context.reset();
        bool isLater = false;
        store->read(u"a"_s, this, [&](const auto &) { isLater = true; });
        QTRY_VERIFY(isLater);
        QVERIFY(!isTold);
    }
};

QTEST_GUILESS_MAIN(tst_SecretStore)
#include "tst_SecretStore.moc"
