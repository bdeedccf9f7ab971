#include "KeychainTalk.h"
#include "StubSecrets.h"
#include "support/FilesWith.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace studio;
using Way = StubSecrets::Way;

namespace
{

const auto service = u"studio-test"_s;

std::unique_ptr<SecretStore> patientStore(std::chrono::milliseconds patience = 10s)
{
    return makeKeychainSecretStore(service, patience);
}

// libsecret keeps its session, and what went wrong with it, until the process ends.
constexpr auto isAlone = "STUBBORN_KEYCHAIN_ALONE";

/// Runs the row of the test that is running in a process of its own; what it said when it failed.
QString outputOfThisRowAlone()
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(isAlone), u"1"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString row = u"%1:%2"_s.arg(QLatin1StringView(QTest::currentTestFunction()),
                                       QLatin1StringView(QTest::currentDataTag()));
    process.start(QCoreApplication::applicationFilePath(), {row});
    process.waitForFinished();
    const QString output = QString::fromUtf8(process.readAll());
    const bool isGood = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return isGood && output.contains(u"Totals: 3 passed"_s) ? QString() : row + u'\n' + output;
}

/// Why a key could not be read; empty when it could.
QString problemOfReading(SecretStore &store, const QString &name)
{
    QString detail;
    bool isAnswered = false;
    QObject context;
    store.read(name, &context, [&](const Result<QByteArray> &secret) {
        isAnswered = true;
        detail = secret ? QString() : secret.error().detail;
    });
    return QTest::qWaitFor([&] { return isAnswered; }, 20'000) ? detail : u"no answer"_s;
}

} // namespace

/// Against a stub of the Secret Service that is locked, refuses, keeps silent, talks nonsense or dies; with_bus.sh
/// makes the bus.
class tst_StubbornKeychain : public QObject
{
    Q_OBJECT

private slots:
    void worksWithAGoodService()
    {
        StubSecrets stub;
        QCOMPARE(write(*patientStore(), u"a"_s, "canary-1"), u"done"_s);
        QCOMPARE(stub.secretOf(u"a"_s), QByteArray("canary-1"));
        QCOMPARE(stub.itemCount(), 1); // the probe is gone
        QCOMPARE(read(*patientStore(), u"a"_s), u"canary-1"_s);
        QCOMPARE(remove(*patientStore(), u"a"_s), u"done"_s);
        QCOMPARE(stub.itemCount(), 0);
        QCOMPARE(read(*patientStore(), u"a"_s), QString());
    }

    void keepsKeysInMemoryWithoutAnyService()
    {
        Heartbeat heart;
        const auto store = patientStore();
        QCOMPARE(read(*store, u"a"_s), u"keychain_failed"_s);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QVERIFY(!store->keychainProblem().isEmpty());
        QCOMPARE(write(*store, u"a"_s, "canary-1"), u"done"_s);
        QCOMPARE(read(*store, u"a"_s), u"canary-1"_s);
        QVERIFY(heart.longestGap() < longestPause);
    }

    void unlocksWhenThePersonAgrees()
    {
        StubSecrets stub;
        QCOMPARE(write(*patientStore(), u"a"_s, "canary-1"), u"done"_s);
        stub.lock();
        const auto store = patientStore();
        QCOMPARE(read(*store, u"a"_s), u"canary-1"_s);
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        QCOMPARE(stub.calls.count(u"Prompt"_s), 1); // asked once
    }

    void saysThatItStaysLockedWhenTheQuestionIsClosed()
    {
        StubSecrets stub;
        QCOMPARE(write(*patientStore(), u"a"_s, "canary-1"), u"done"_s);
        stub.lock();
        stub.set(u"Prompt"_s, Way::Dismissed);
        Heartbeat heart;
        const auto store = patientStore();
        const QString problem = problemOfReading(*store, u"a"_s);
        QVERIFY2(problem.contains(u"locked"_s), qPrintable(problem));
        QCOMPARE(stub.calls.count(u"Prompt"_s), 1); // and not again for each key
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(store->keychainProblem(), problem);
        QCOMPARE(write(*store, u"b"_s, "canary-2"), u"done"_s);
        QCOMPARE(read(*store, u"b"_s), u"canary-2"_s);
        QCOMPARE(stub.calls.count(u"Prompt"_s), 1);
        QCOMPARE(stub.secretOf(u"b"_s), QByteArray());
        QVERIFY(heart.longestGap() < longestPause);
    }

    void doesNotClaimToHaveStoredInAKeychainThatWasLockedLater()
    {
        StubSecrets stub;
        const auto store = patientStore();
        QCOMPARE(write(*store, u"a"_s, "canary-1"), u"done"_s);
        stub.lock();
        stub.set(u"Prompt"_s, Way::Dismissed);
        QCOMPARE(read(*store, u"a"_s), u"canary-1"_s); // from memory
        QCOMPARE(write(*store, u"b"_s, "canary-2"), u"done"_s);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QVERIFY2(store->keychainProblem().contains(u"locked"_s), qPrintable(store->keychainProblem()));
        QCOMPARE(read(*store, u"b"_s), u"canary-2"_s);
        QCOMPARE(stub.secretOf(u"b"_s), QByteArray());
    }

    void doesNotClaimToHaveDeletedFromAKeychainThatWasLockedLater()
    {
        StubSecrets stub;
        const auto store = patientStore();
        QCOMPARE(write(*store, u"a"_s, "canary-1"), u"done"_s);
        stub.lock();
        stub.set(u"Prompt"_s, Way::Dismissed);
        QCOMPARE(remove(*store, u"a"_s), u"keychain_failed"_s);
        QCOMPARE(stub.secretOf(u"a"_s), QByteArray("canary-1"));
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(read(*store, u"a"_s), QString()); // not used any more, all the same
    }

    void doesNotClaimToHaveDeletedWhatItCannotReachAnyMore()
    {
        StubSecrets stub;
        const auto store = patientStore();
        QCOMPARE(write(*store, u"a"_s, "canary-1"), u"done"_s);
        stub.set(u"CreateItem"_s, Way::Refused);
        QCOMPARE(write(*store, u"b"_s, "canary-2"), u"done"_s);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(remove(*store, u"b"_s), u"done"_s); // was never there
        QCOMPARE(remove(*store, u"a"_s), u"keychain_failed"_s);
    }

    void goesOnWhenTheServiceLeavesBetweenTwoCalls()
    {
        StubSecrets stub;
        const auto store = patientStore();
        QCOMPARE(write(*store, u"a"_s, "canary-1"), u"done"_s);
        stub.leave();
        Heartbeat heart;
        QCOMPARE(read(*store, u"a"_s), u"canary-1"_s);
        const QString problem = problemOfReading(*store, u"b"_s);
        QVERIFY(!problem.isEmpty());
        QCOMPARE(store->keychainProblem(), problem);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(write(*store, u"b"_s, "canary-2"), u"done"_s);
        QCOMPARE(read(*store, u"b"_s), u"canary-2"_s);
        QCOMPARE(remove(*store, u"a"_s), u"keychain_failed"_s);
        QVERIFY(heart.longestGap() < longestPause);
    }

    void survivesEveryFailureOfEveryMethod_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<Way>("way");
        QTest::addColumn<bool>("isLate");
        QTest::addColumn<bool>("isLocked");
        const std::array methods{"OpenSession", "SearchItems", "GetSecrets", "CreateItem", "Delete", "Unlock", "Prompt"};
        const std::array ways{std::pair{"locked", Way::Locked},   std::pair{"refused", Way::Refused},
                              std::pair{"silent", Way::Silent},   std::pair{"garbage", Way::Garbage},
                              std::pair{"dies", Way::Dies}};
        for (const char *method : methods) {
            const bool isOfUnlocking = qstrcmp(method, "Unlock") == 0 || qstrcmp(method, "Prompt") == 0;
            for (const auto &[name, way] : ways) {
                for (const bool isLate : {false, true}) {
                    QTest::addRow("%s, %s, %s", method, name, isLate ? "later" : "from the start")
                        << QString::fromLatin1(method) << way << isLate << isOfUnlocking;
                }
            }
        }
    }

    void survivesEveryFailureOfEveryMethod()
    {
        QFETCH(const QString, method);
        QFETCH(const Way, way);
        QFETCH(const bool, isLate);
        QFETCH(const bool, isLocked);
        if (!qEnvironmentVariableIsSet(isAlone)) {
            const QString output = outputOfThisRowAlone();
            QVERIFY2(output.isEmpty(), qPrintable(output));
            return;
        }
        StubSecrets stub;
        stub.put(service, u"old"_s, "canary-1");
        const auto spoil = [&] {
            if (isLocked)
                stub.lock();
            stub.set(method, way);
        };
        if (!isLate)
            spoil();
        Heartbeat heart;
        const auto store = patientStore(1s);
        if (isLate) {
            QTRY_VERIFY(!store->isWaiting());
            QCOMPARE(store->place(), SecretStore::Place::Keychain);
            spoil();
        }
        const QString old = read(*store, u"old"_s);
        QVERIFY2(old == u"canary-1"_s || old == u"keychain_failed"_s, qPrintable(old));
        QCOMPARE(write(*store, u"new"_s, "canary-2"), u"done"_s);
        QCOMPARE(read(*store, u"new"_s), u"canary-2"_s);
        if (store->place() == SecretStore::Place::Keychain)
            QCOMPARE(stub.secretOf(u"new"_s), QByteArray("canary-2"));
        const bool isKept = !stub.secretOf(u"new"_s).isEmpty();
        const QString removed = remove(*store, u"new"_s);
        QVERIFY2(removed == u"done"_s || removed == u"keychain_failed"_s, qPrintable(removed));
        if (isKept && removed == u"done"_s)
            QCOMPARE(stub.secretOf(u"new"_s), QByteArray());
        QCOMPARE(read(*store, u"new"_s), QString());
        QTRY_VERIFY(!store->isWaiting());
        QVERIFY2(stub.calls.contains(method), "the failure was never met");
        QVERIFY(!store->keychainProblem().contains(u"canary"_s));
        QVERIFY2(heart.longestGap() < longestPause, qPrintable(QString::number(heart.longestGap())));
    }

    void cleanup() { QCOMPARE(filesWith(QDir::homePath(), "canary"), QStringList()); }
};

QTEST_GUILESS_MAIN(tst_StubbornKeychain)
#include "tst_StubbornKeychain.moc"
