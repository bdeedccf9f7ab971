#include "KeychainTalk.h"
#include "store/Database.h"
#include "store/Folders.h"
#include "store/RunJournal.h"
#include "store/SecretStore.h"
#include "store/Settings.h"
#include "store/TrialFile.h"
#include "store/TrialStore.h"
#include "store/UserProfiles.h"
#include "support/FilesWith.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <qt6keychain/keychain.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const auto service = u"studio-test"_s;

pid_t keyring()
{
    return pid_t(qEnvironmentVariableIntValue("KEYRING_PID"));
}

} // namespace

/// Against a real keyring; with_keyring.sh starts it.
class tst_Keychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(keyring() > 0, "run this through with_keyring.sh");
        // Not setTestModeEnabled: with_keyring.sh has made a home for us alone, and all of it is searched.
    }

    void findsAWorkingKeychain()
    {
        const auto store = makeKeychainSecretStore(service);
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        QVERIFY(store->isWaiting());
        QTRY_VERIFY(!store->isWaiting());
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        QCOMPARE(store->keychainProblem(), QString());
        QCOMPARE(read(*store, u"probe-%1"_s.arg(QCoreApplication::applicationPid())), QString()); // gone again
    }

    void keepsKeysForTheNextStart()
    {
        QCOMPARE(write(*makeKeychainSecretStore(service), u"a"_s, "canary-1"), u"done"_s);
        QCOMPARE(write(*makeKeychainSecretStore(service), u"b"_s, "canary-2"), u"done"_s);
        QCOMPARE(read(*makeKeychainSecretStore(service), u"a"_s), u"canary-1"_s);
        QCOMPARE(read(*makeKeychainSecretStore(u"another"_s), u"a"_s), QString());
        QCOMPARE(write(*makeKeychainSecretStore(service), u"a"_s, "canary-3"), u"done"_s);
        QCOMPARE(read(*makeKeychainSecretStore(service), u"a"_s), u"canary-3"_s);
        QCOMPARE(remove(*makeKeychainSecretStore(service), u"a"_s), u"done"_s);
        QCOMPARE(remove(*makeKeychainSecretStore(service), u"a"_s), u"done"_s);
        QCOMPARE(read(*makeKeychainSecretStore(service), u"a"_s), QString());
        QCOMPARE(read(*makeKeychainSecretStore(service), u"b"_s), u"canary-2"_s);
    }

    void answersInTheOrderOfTheQuestions()
    {
        const auto store = makeKeychainSecretStore(service);
        QStringList log;
        const auto say = [&log](const Result<QByteArray> &secret) { log << QString::fromLatin1(*secret); };
        const auto ignore = [](const Result<void> &) {};
        store->read(u"c"_s, this, say);
        store->write(u"c"_s, "one", this, ignore);
        store->remove(u"c"_s, this, ignore);
        store->write(u"c"_s, "two", this, ignore);
        QCOMPARE(log, QStringList()); // never before the call has returned
        QTRY_VERIFY(!store->isWaiting());
        QCOMPARE(log.size(), 1);
        QCOMPARE(read(*store, u"c"_s), u"two"_s);
        QCOMPARE(read(*makeKeychainSecretStore(service), u"c"_s), u"two"_s);
    }

    void saysNothingToTheDead()
    {
        auto store = makeKeychainSecretStore(service);
        bool isTold = false;
        auto context = std::make_unique<QObject>();
        store->read(u"d"_s, context.get(), [&](const auto &) { isTold = true; });
        store->write(u"d"_s, "one", context.get(), [&](const auto &) { isTold = true; });
        store->remove(u"d"_s, context.get(), [&](const auto &) { isTold = true; });
        context.reset();
        QTRY_VERIFY(!store->isWaiting());
        QVERIFY(!isTold);
        store->read(u"d"_s, this, [&](const auto &) { isTold = true; });
        store.reset(); // while the keychain works
        QCOMPARE(read(*makeKeychainSecretStore(service), u"d"_s), QString());
        QVERIFY(!isTold);
    }

    void givesOutNothingThatIsNoKey()
    {
        QKeychain::WritePasswordJob job(service);
        job.setAutoDelete(false);
        job.setKey(u"evil"_s);
        job.setTextData(u"x\r\nX-Evil: 1"_s);
        QSignalSpy finished(&job, &QKeychain::Job::finished);
        job.start();
        QVERIFY(finished.wait());
        QCOMPARE(job.error(), QKeychain::NoError);
        const auto store = makeKeychainSecretStore(service);
        QCOMPARE(read(*store, u"evil"_s), u"keychain_failed"_s);
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        QCOMPARE(write(*store, u"evil"_s, "x\ny"), u"rejected"_s);
        QCOMPARE(write(*store, u"evil"_s, "good"), u"done"_s);
        QCOMPARE(read(*store, u"evil"_s), u"good"_s);
    }

    void leavesNoKeyInAnyFile()
    {
        const QByteArray canary = "canary-7f3a91";
        const auto store = makeKeychainSecretStore(service);
        QCOMPARE(write(*store, u"openrouter"_s, canary), u"done"_s);

        auto database = Database::open(userDataFolder() + u"/studio.sqlite"_s);
        const Trial trial = newTrial(u"seen"_s);
        QVERIFY(TrialStore(**database).save(trial));
        RunRecord run;
        run.id = u"r"_s;
        run.trialId = trial.id;
        run.recipe.request.base = QUrl(u"http://127.0.0.1:1/v1"_s);
        run.recipe.request.path = u"/chat/completions"_s;
        run.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
        QVERIFY(RunJournal(**database).begin(run));
        Settings(userConfigFolder() + u"/settings.ini"_s).setLastTrial(trial.id);
        QVERIFY(writeTrialFile(userDataFolder() + u"/a.trial.json"_s, trial));
        QVERIFY(writeUserProfile(userDataFolder() + u"/providers"_s, u"mine"_s, "{}"));

        QCOMPARE(filesWith(QDir::homePath(), canary), QStringList());
        QVERIFY(!filesWith(QDir::homePath(), trial.id.toLatin1()).isEmpty()); // the search does find things
        QVERIFY(!filesWith(QDir::homePath(), "Bearer ").isEmpty());
    }

    void goesOnWithoutASilentKeychain()
    {
        QVERIFY(kill(keyring(), SIGSTOP) == 0);
        Heartbeat heart;
        const auto store = makeKeychainSecretStore(service, std::chrono::milliseconds(700));
        QVERIFY(heart.longestGap() < longestPause);
        bool isAnswered = false;
        QString outcome;
        store->read(u"b"_s, this, [&](const Result<QByteArray> &secret) {
            isAnswered = true;
            outcome = secret ? u"found"_s : QString(nameOf(secret.error().kind));
        });
        store->write(u"new"_s, "canary-4", this, [](const auto &) {});
        QCOMPARE(read(*store, u"new"_s), u"canary-4"_s); // does not wait
        QVERIFY(store->isWaiting());
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        QVERIFY(!isAnswered);
        QTRY_VERIFY(!store->isWaiting());
        QVERIFY(isAnswered);
        QCOMPARE(outcome, u"keychain_failed"_s);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QCOMPARE(store->keychainProblem(), u"no answer"_s);
        QCOMPARE(write(*store, u"new"_s, "canary-5"), u"done"_s);
        QCOMPARE(read(*store, u"new"_s), u"canary-5"_s);
        QCOMPARE(read(*store, u"b"_s), QString());
        QVERIFY2(heart.longestGap() < longestPause, qPrintable(QString::number(heart.longestGap())));
        QVERIFY(kill(keyring(), SIGCONT) == 0);
        const auto later = makeKeychainSecretStore(service); // the keychain answers in the order in which it was asked
        QCOMPARE(write(*later, u"later"_s, "canary-7"), u"done"_s);
        QTRY_VERIFY(!later->isWaiting());
        QCOMPARE(later->place(), SecretStore::Place::Keychain);
        // The late answers reached nobody and broke nothing.
        QCOMPARE(store->place(), SecretStore::Place::Memory);
    }

    void goesOnWhenTheKeychainDies()
    {
        const auto store = makeKeychainSecretStore(service);
        QTRY_VERIFY(!store->isWaiting());
        QCOMPARE(write(*store, u"before"_s, "canary-6"), u"done"_s);
        QCOMPARE(store->place(), SecretStore::Place::Keychain);
        Heartbeat heart;
        QVERIFY(kill(keyring(), SIGKILL) == 0);
        QCOMPARE(write(*store, u"after"_s, "canary-8"), u"done"_s);
        QCOMPARE(store->place(), SecretStore::Place::Memory);
        QVERIFY(!store->keychainProblem().isEmpty());
        QCOMPARE(read(*store, u"before"_s), u"canary-6"_s);
        QCOMPARE(read(*store, u"after"_s), u"canary-8"_s);
        QCOMPARE(remove(*store, u"after"_s), u"done"_s);
        QCOMPARE(read(*store, u"after"_s), QString());
        QVERIFY2(heart.longestGap() < longestPause, qPrintable(QString::number(heart.longestGap())));
        QCOMPARE(filesWith(QDir::homePath(), "canary"), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_Keychain.moc"
