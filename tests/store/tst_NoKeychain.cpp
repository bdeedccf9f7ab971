#include "store/SecretStore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

/// On a computer without a session bus.
class tst_NoKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        // Before the bus is looked for first. An empty runtime folder hides the user's own bus.
        for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"})
            qunsetenv(name);
        qputenv("XDG_RUNTIME_DIR", m_home.path().toUtf8());
        qputenv("HOME", m_home.path().toUtf8());
    }

    void keepsKeysInMemoryAndSaysWhy()
    {
        QElapsedTimer clock;
        clock.start();
        const auto store = makeKeychainSecretStore(u"studio-test"_s);
        QVERIFY(clock.elapsed() < 400);
        QCOMPARE(store->place(), SecretStore::Place::Keychain); // not tried yet
        QStringList log;
        store->write(u"a"_s, "canary-1", this, [&](const auto &done) { log << (done ? u"kept"_s : u"lost"_s); });
        QVERIFY(log.isEmpty());
        QTRY_COMPARE(log, QStringList{u"kept"_s});
        QTRY_VERIFY(!store->isWaiting());
        QVERIFY(clock.elapsed() < 2000);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QVERIFY(!store->keychainProblem().isEmpty());
        QVERIFY(!store->keychainProblem().contains(u"canary"_s));

        const auto say = [&](const Result<QByteArray> &secret) { log << QString::fromLatin1(*secret); };
        store->read(u"a"_s, this, say);
        store->read(u"b"_s, this, say);
        store->remove(u"a"_s, this, [&](const auto &done) { log << (done ? u"gone"_s : u"stuck"_s); });
        store->read(u"a"_s, this, say);
        QTRY_COMPARE(log, QStringList({u"kept"_s, u"canary-1"_s, u""_s, u"gone"_s, u""_s}));
    }

    void keepsTheLastOfSeveralWishes()
    {
        const auto store = makeKeychainSecretStore(u"studio-test"_s);
        store->write(u"a"_s, "one", this, [](const auto &) {});
        store->remove(u"a"_s, this, [](const auto &) {});
        store->write(u"a"_s, "two", this, [](const auto &) {});
        QTRY_VERIFY(!store->isWaiting());
        QByteArray found;
        store->read(u"a"_s, this, [&](const Result<QByteArray> &secret) { found = *secret; });
        QTRY_COMPARE(found, QByteArray("two"));
    }

    void writesNoFile()
    {
        QCOMPARE(QDir(m_home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(tst_NoKeychain)
#include "tst_NoKeychain.moc"
