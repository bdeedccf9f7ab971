#include "catalog/Accounts.h"
#include "gui/AccountsController.h"
#include "gui/AccountsPage.h"
#include "net/Transport.h"
#include "support/ScriptedServer.h"

#include <QLocale>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr auto key = R"({"data": {"usage": 25.5, "limit": null}})";
constexpr auto credits = R"({"data": {"total_credits": 10, "total_usage": 5.8}})";

/// The page of accounts with one more provider, which has a key and says whatever a test wants.
struct Stage
{
    Stage()
    {
        Profile profile = profileForServer(u"Lab"_s, server.base(), true, {});
        profile.accountPath = u"/key"_s;
        profile.creditPath = u"/credits"_s;
        accounts.addTemporary(profile);
        accounts.connectAccount(profile.id, "the-key");
        page.resize(900, 1200);
        page.show();
    }

    AccountCard *card() const
    {
        for (AccountCard *each : page.findChildren<AccountCard *>()) {
            if (each->row().id == "lab"_L1)
                return each;
        }
        return nullptr;
    }

    void press(const QString &name) const { QTest::keyClick(card()->findChild<QPushButton *>(name), Qt::Key_Space); }
    QString line(const QString &name) const { return card()->findChild<VerdictLine *>(name)->text(); }

    ScriptedServer server;
    QTemporaryDir folder;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts{*secrets, folder.path()};
    QWidget window;
    AccountsPage page;
    AccountsController controller{accounts, transport, page, window};
};

} // namespace

class tst_AccountsController : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
    }

    void asksWhatIsLeftOnlyWhenItIsTold()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(key));
        stage.server.answerWith(ScriptedAnswer::whole(credits));
        QTRY_VERIFY(stage.card()->findChild<QPushButton *>(u"creditButton"_s)->isVisible());
        QCOMPARE(stage.server.connectionCount(), 0);
        QCOMPARE(stage.line(u"creditLine"_s), QString());

        stage.press(u"creditButton"_s);
        QCOMPARE(stage.card()->row().credit, Verdict::Working);
        QTRY_COMPARE(stage.card()->row().credit, Verdict::Plain);
        const QString said = stage.line(u"creditLine"_s);
        QVERIFY2(said.startsWith(u"$4.20 left, no limit on this key, $25.50 used by this key, asked at "_s), qPrintable(said));
        QCOMPARE(stage.server.requests().size(), 2);
        QCOMPARE(stage.line(u"testLine"_s), QString()); // nothing was tested
    }

    void aTestBringsWhatIsLeftAsWell()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(key));
        stage.server.answerWith(ScriptedAnswer::whole(credits));
        QTRY_COMPARE(stage.card()->row().state, AccountState::KeyForSession);
        stage.press(u"testButton"_s);
        QTRY_COMPARE(stage.card()->row().test, Verdict::Passed);
        QVERIFY(stage.line(u"creditLine"_s).startsWith(u"$4.20 left"_s));
    }

    void saysWhyNothingIsKnown()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"no\"}}", "application/json", 401));
        QTRY_COMPARE(stage.card()->row().state, AccountState::KeyForSession);
        stage.press(u"creditButton"_s);
        QTRY_COMPARE(stage.card()->row().credit, Verdict::Failed);
        QVERIFY(!stage.line(u"creditLine"_s).isEmpty());
    }

    void forgetsWhatWasLeftWithTheKey()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(key));
        stage.server.answerWith(ScriptedAnswer::whole(credits));
        QTRY_COMPARE(stage.card()->row().state, AccountState::KeyForSession);
        stage.press(u"creditButton"_s);
        QTRY_COMPARE(stage.card()->row().credit, Verdict::Plain);
        stage.press(u"forgetButton"_s);
        QTRY_COMPARE(stage.card()->row().state, AccountState::NoAccount);
        QCOMPARE(stage.card()->row().credit, Verdict::None);
        QVERIFY(!stage.card()->findChild<QPushButton *>(u"creditButton"_s)->isVisible());
    }

    void dropsAnAnswerThatComesAfterItsKeyIsGone()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(key));
        stage.server.answerWith(ScriptedAnswer::whole(credits));
        QTRY_COMPARE(stage.card()->row().state, AccountState::KeyForSession);
        stage.press(u"creditButton"_s);
        stage.press(u"forgetButton"_s);
        QTRY_COMPARE(stage.server.requests().size(), 2);
        QTRY_COMPARE(stage.controller.findChildren<AccountFetch *>().size(), 0);
        QCOMPARE(stage.card()->row().credit, Verdict::None);
    }
};

QTEST_MAIN(tst_AccountsController)
#include "tst_AccountsController.moc"
