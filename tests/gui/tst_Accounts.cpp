#include "catalog/Accounts.h"
#include "gui/AccountsController.h"
#include "gui/AccountsPage.h"
#include "gui/ConnectDialog.h"
#include "gui/FoundServerCard.h"
#include "gui/FoundServersDialog.h"
#include "gui/CreditText.h"
#include "gui/LinkDialog.h"
#include "gui/ProfileDialog.h"
#include "gui/ServerDialog.h"
#include "gui/NamelessInputs.h"
#include "net/Transport.h"
#include "support/BrowserVisit.h"
#include "support/LocalServers.h"
#include "support/ScriptedServer.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrlQuery>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile someProfile()
{
    return {.id = u"someone"_s, .name = u"Some One"_s, .base = QUrl(u"https://api.example.org/v1"_s),
            .dialect = u"openai-chat"_s, .keyPage = QUrl(u"https://example.org/keys"_s)};
}

QList<AccountRow> someRows()
{
    return {{.id = u"a"_s, .name = u"Alpha"_s, .state = AccountState::KeyInKeychain},
            {.id = u"b"_s, .name = u"Beta"_s, .state = AccountState::NoAccount},
            {.id = u"c"_s, .name = u"My server"_s, .address = u"http://localhost:11434/v1"_s,
             .state = AccountState::NoKeyNeeded, .isBuiltIn = false}};
}

/// A card's button by the card's place and the button's object name.
QPushButton *button(const QWidget &page, int place, const QString &name)
{
    return page.findChildren<AccountCard *>().at(place)->findChild<QPushButton *>(name);
}

QLineEdit *field(const QWidget &dialog)
{
    return dialog.findChild<QLineEdit *>(u"keyField"_s);
}

/// The page with everything behind it, on a folder of its own.
struct Office
{
    Office()
    {
        window.resize(900, 700);
        page.setParent(&window);
        page.resize(900, 700);
        window.show();
    }

    AccountCard *cardOf(const QString &id) const
    {
        for (AccountCard *card : page.findChildren<AccountCard *>()) {
            if (card->row().id == id)
                return card;
        }
        return nullptr;
    }

    ProfileDialog *dialog() const
    {
        for (ProfileDialog *each : window.findChildren<ProfileDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }

    /// A provider that people can sign in to.
    void addRouter(const QUrl &address)
    {
        Profile profile = profileForServer(u"Router"_s, address, true, {});
        profile.signIn = SignInPlace{QUrl(u"https://router.test/auth"_s), u"/auth/keys"_s};
        accounts.addTemporary(profile);
    }

    QTemporaryDir home;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Accounts accounts{*secrets, home.filePath(u"servers"_s)};
    Transport transport;
    QWidget window;
    AccountsPage page;
    AccountsController *controller = new AccountsController(accounts, transport, page, window);
};

QPlainTextEdit *editorOf(const QWidget &dialog)
{
    return dialog.findChild<QPlainTextEdit *>(u"textEdit"_s);
}

Result<Profile> judged(const QByteArray &text)
{
    return parseProfile(text);
}

const QByteArray goodText = "{\"id\": \"lab\", \"base\": \"https://lab.test/v1\"}";

} // namespace

class tst_Accounts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void eachStateOffersWhatCanBeDoneAboutIt()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QVERIFY(button(page, 0, u"forgetButton"_s)->isVisible());
        QVERIFY(button(page, 0, u"testButton"_s)->isEnabled());
        QVERIFY(!button(page, 0, u"removeButton"_s)->isVisible());

        QVERIFY(!button(page, 1, u"forgetButton"_s)->isVisible());
        QVERIFY(!button(page, 1, u"testButton"_s)->isEnabled());
        QVERIFY(!button(page, 1, u"testButton"_s)->accessibleDescription().isEmpty());
        QVERIFY(button(page, 0, u"connectButton"_s)->text() != button(page, 1, u"connectButton"_s)->text());

        QVERIFY(!button(page, 2, u"connectButton"_s)->isVisible());
        QVERIFY(button(page, 2, u"testButton"_s)->isEnabled());
        QVERIFY(button(page, 2, u"removeButton"_s)->isVisible());
    }

    void buttonsSayWhichProviderIsMeant()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QSignalSpy connected(&page, &AccountsPage::connectRequested);
        QSignalSpy tested(&page, &AccountsPage::testRequested);
        QSignalSpy forgotten(&page, &AccountsPage::forgetRequested);
        QSignalSpy removed(&page, &AccountsPage::removeRequested);
        QTest::keyClick(button(page, 1, u"connectButton"_s), Qt::Key_Space);
        QTest::keyClick(button(page, 0, u"testButton"_s), Qt::Key_Space);
        QTest::keyClick(button(page, 0, u"forgetButton"_s), Qt::Key_Space);
        QTest::keyClick(button(page, 2, u"removeButton"_s), Qt::Key_Space);
        QCOMPARE(connected.value(0).value(0).toString(), u"b"_s);
        QCOMPARE(tested.value(0).value(0).toString(), u"a"_s);
        QCOMPARE(forgotten.value(0).value(0).toString(), u"a"_s);
        QCOMPARE(removed.value(0).value(0).toString(), u"c"_s);
    }

    void aTestIsShownInPlaceAsPlainText()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        page.showTest(u"a"_s, Verdict::Working, u"Testing…"_s);
        QVERIFY(!button(page, 0, u"testButton"_s)->isEnabled());
        page.showTest(u"a"_s, Verdict::Failed, u"<img src=x> refused"_s);
        QVERIFY(button(page, 0, u"testButton"_s)->isEnabled());
        auto *line = page.findChildren<AccountCard *>().first()->findChild<VerdictLine *>(u"testLine"_s);
        QCOMPARE(line->text(), u"<img src=x> refused"_s);
        QCOMPARE(line->findChild<QLabel *>(u"verdictText"_s)->textFormat(), Qt::PlainText);
        page.showTest(u"nobody"_s, Verdict::Failed, u"lost"_s);
    }

    void whatIsLeftIsAskedForByKeyAndShownWithItsAge()
    {
        QList<AccountRow> rows = someRows();
        for (AccountRow &row : rows)
            row.tellsCredit = row.id != "c"_L1;
        AccountsPage page;
        page.setProfiles(rows);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QVERIFY(!button(page, 1, u"creditButton"_s)->isVisible()); // no account, nothing to ask about
        QVERIFY(!button(page, 2, u"creditButton"_s)->isVisible());
        auto *refresh = button(page, 0, u"creditButton"_s);
        QVERIFY(refresh->isVisible());
        QVERIFY(refresh->accessibleName().contains(u"Alpha"_s));
        auto *line = page.findChildren<AccountCard *>().first()->findChild<VerdictLine *>(u"creditLine"_s);
        QVERIFY(!line->isVisible());

        QSignalSpy asked(&page, &AccountsPage::creditRequested);
        button(page, 0, u"testButton"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), refresh);
        QTest::keyClick(refresh, Qt::Key_Space);
        QCOMPARE(asked.value(0).value(0).toString(), u"a"_s);

        rows[0].credit = Verdict::Working;
        rows[0].creditText = u"Asking…"_s;
        page.setProfiles(rows);
        QVERIFY(!refresh->isEnabled());
        rows[0].credit = Verdict::Plain;
        rows[0].creditText = u"$4.20 left, <b>asked</b> at 14:05"_s;
        page.setProfiles(rows);
        QVERIFY(refresh->isEnabled());
        QVERIFY(refresh->hasFocus());
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), u"$4.20 left, <b>asked</b> at 14:05"_s);
        QCOMPARE(line->findChild<QLabel *>(u"verdictText"_s)->textFormat(), Qt::PlainText);
    }

    void offersToMeasureByTheBalanceWhereNothingElseTells()
    {
        QList<AccountRow> rows{{.id = u"a"_s, .name = u"Alpha"_s}, {.id = u"b"_s, .name = u"Beta"_s}};
        rows[1].canMeasure = true;
        AccountsPage page;
        page.setProfiles(rows);
        QSignalSpy chosen(&page, &AccountsPage::measureChosen);
        const QList<AccountCard *> cards = page.findChildren<AccountCard *>();
        QVERIFY(!cards[0]->findChild<QAction *>(u"measureAction"_s)->isVisible());
        auto *measure = cards[1]->findChild<QAction *>(u"measureAction"_s);
        QVERIFY(measure->isVisible());
        QVERIFY(!measure->isChecked());
        measure->trigger();
        QCOMPARE(chosen.value(0), (QVariantList{u"b"_s, true}));
        rows[1].isMeasured = true;
        page.setProfiles(rows);
        measure->trigger();
        QCOMPARE(chosen.value(1), (QVariantList{u"b"_s, false}));
    }

    void whatAProviderSaysOfMoneyIsPutIntoWords_data()
    {
        QTest::addColumn<Credit>("credit");
        QTest::addColumn<QString>("words");
        const auto money = [](const char *amount) { return Money::parse(QString::fromLatin1(amount)); };
        QTest::newRow("an account") << Credit{.left = money("4.2"), .isLimited = false}
                                    << u"$4.20 left, no limit on this key"_s;
        QTest::newRow("a key's limit") << Credit{.isForOtherKeys = true, .used = money("25.5"), .isLimited = true,
                                                 .limit = money("100"), .limitLeft = money("74.5"),
                                                 .limitEvery = u"monthly"_s}
                                       << u"what is left on the account is told to management keys only, $74.50 of "
                                          "$100.00 each month left on this key, $25.50 used by this key"_s;
        QTest::newRow("a limit without its size") << Credit{.left = money("14.2"), .isLimited = true,
                                                            .limitLeft = money("0")}
                                                  << u"$14.20 left, $0.00 left on this key"_s;
        QTest::newRow("free") << Credit{.isFreeTier = true} << u"free tier"_s;
        QTest::newRow("nothing") << Credit{} << u"nothing is told of money"_s;
    }
    void whatAProviderSaysOfMoneyIsPutIntoWords()
    {
        QFETCH(Credit, credit);
        QFETCH(QString, words);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        const QDateTime asked(QDate(2026, 11, 28), QTime(14, 5));
        QCOMPARE(creditText(credit, asked, asked.addSecs(3600)), words + u", asked at 14:05"_s);
        const QString later = creditText(credit, asked, asked.addDays(1));
        QVERIFY2(later.contains(u"28/11/2026"_s), qPrintable(later));
        QLocale::setDefault(QLocale::c());
    }

    void aTestTakesNoFocusToTheButtonThatForgets()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *test = button(page, 0, u"testButton"_s);
        test->setFocus();
        page.showTest(u"a"_s, Verdict::Working, u"Testing…"_s);
        QVERIFY(qobject_cast<QPushButton *>(page.focusWidget()) == nullptr);
        page.showTest(u"a"_s, Verdict::Passed, u"Works."_s);
        QVERIFY(test->hasFocus());
    }

    void rowsThatStayKeepTheFocus()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        button(page, 2, u"testButton"_s)->setFocus();
        QPointer<QWidget> focus = QApplication::focusWidget();

        QList<AccountRow> rows = someRows();
        rows.removeAt(1);
        rows.prepend({.id = u"d"_s, .name = u"Delta"_s});
        page.setProfiles(rows);
        QCOMPARE(QApplication::focusWidget(), focus.data());

        QStringList names;
        for (int place = 0; place < rows.size(); ++place)
            names << static_cast<AccountCard *>(page.findChild<QWidget *>(u"rows"_s)->layout()->itemAt(place)->widget())->row().name;
        QCOMPARE(names, QStringList({u"Delta"_s, u"Alpha"_s, u"My server"_s}));
    }

    void tabWalksTheRowsInOrder()
    {
        AccountsPage page;
        page.setProfiles({someRows().at(2), someRows().at(1), someRows().at(0)});
        page.setProfiles(someRows());
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        button(page, 2, u"connectButton"_s)->setFocus(); // The children stay in the order they were made.
        QStringList names;
        for (int stop = 0; stop < 11; ++stop) {
            names << QApplication::focusWidget()->accessibleName() + QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names, QStringList({u"Change the key of AlphaconnectButton"_s, u"Test AlphatestButton"_s,
                                     u"Forget the key of AlphaforgetButton"_s, u"More for AlphamoreButton"_s,
                                     u"Connect BetaconnectButton"_s, u"More for BetamoreButton"_s,
                                     u"Test My servertestButton"_s, u"Remove the server My serverremoveButton"_s,
                                     u"More for My servermoreButton"_s, u"addServerButton"_s,
                                     u"findServersButton"_s}));
    }

    void aNarrowPageKeepsEveryButtonWhole()
    {
        AccountsPage page;
        page.setProfiles({{.id = u"c"_s, .name = u"A server with a name that is rather long"_s,
                           .address = u"http://localhost:11434/v1"_s, .state = AccountState::KeyForSession,
                           .isBuiltIn = false}});
        page.resize(440, 560);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *last = button(page, 0, u"removeButton"_s);
        QTRY_VERIFY(last->isVisible() && last->mapTo(&page, last->rect().bottomRight()).x() < page.width());
        auto *name = page.findChild<QLabel *>(u"nameLabel"_s);
        QTRY_COMPARE(name->height(), name->fontMetrics().height());
    }

    void whereKeysLiveIsSaidHonestly()
    {
        AccountsPage page;
        auto *line = page.findChild<VerdictLine *>(u"keysLine"_s);
        QVERIFY(line->text().contains(u"keychain"_s));
        QCOMPARE(line->verdict(), Verdict::Note);
        page.setKeychainProblem(u"no session bus"_s);
        QVERIFY(line->text().contains(u"memory"_s));
        QVERIFY(line->text().contains(u"no session bus"_s));
        QCOMPARE(line->verdict(), Verdict::Look);
    }

    void aKeyIsHiddenTrimmedAndGoneAfterwards()
    {
        ConnectDialog dialog(someProfile());
        dialog.open();
        auto *field = dialog.findChild<QLineEdit *>(u"keyField"_s);
        auto *connectButton = dialog.findChild<QPushButton *>(u"connectButton"_s);
        QSignalSpy tested(&dialog, &ConnectDialog::testRequested);
        QSignalSpy connected(&dialog, &ConnectDialog::connectRequested);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!field->completer());
        QVERIFY(!connectButton->isEnabled());
        QVERIFY(!connectButton->accessibleDescription().isEmpty());

        QGuiApplication::clipboard()->setText(u" not-a-key\n"_s);
        field->paste();
        QVERIFY(connectButton->isEnabled());
        QCOMPARE(tested.count(), 0);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(connected.count(), 1);
        QCOMPARE(connected.first().first().toByteArray(), QByteArray("not-a-key"));
        QCOMPARE(tested.count(), 0);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(field->text(), QString());
        field->undo();
        QCOMPARE(field->text(), QString());
    }

    void aTestIsSentWhenAskedForAndForgottenWhenTheKeyChanges()
    {
        ConnectDialog dialog(someProfile());
        dialog.open();
        auto *field = dialog.findChild<QLineEdit *>(u"keyField"_s);
        auto *test = dialog.findChild<QPushButton *>(u"testButton"_s);
        auto *line = dialog.findChild<VerdictLine *>(u"testLine"_s);
        QSignalSpy tested(&dialog, &ConnectDialog::testRequested);

        QTest::keyClicks(field, u"abc "_s);
        QCOMPARE(tested.count(), 0);
        QTest::keyClick(test, Qt::Key_Space);
        QCOMPARE(tested.count(), 1);
        QCOMPARE(tested.first().first().toByteArray(), QByteArray("abc"));
        dialog.showTest(Verdict::Working, u"Testing…"_s);
        QVERIFY(!test->isEnabled());
        dialog.showTest(Verdict::Failed, u"The key was refused."_s);
        QVERIFY(test->isEnabled());
        QVERIFY(line->isVisible());
        QTest::keyClicks(field, u"d"_s);
        QVERIFY(!line->isVisible());
    }

    void whatCannotBeAKeyIsNotTakenAndSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("why");
        QTest::newRow("white space alone") << u"  "_s << u"first"_s;
        QTest::newRow("two words") << u"abc def"_s << u"white space"_s;
        QTest::newRow("a word of another script") << u"\u043A\u043B\u044E\u0447"_s << u"ASCII"_s;
        QTest::newRow("in quotation marks") << u"\"abc\""_s << u"quotation"_s;
    }

    void whatCannotBeAKeyIsNotTakenAndSaysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(QString, why);
        ConnectDialog dialog(someProfile());
        dialog.open();
        QSignalSpy connected(&dialog, &ConnectDialog::connectRequested);
        auto *field = dialog.findChild<QLineEdit *>(u"keyField"_s);
        field->setText(typed);
        const QString reason = dialog.findChild<QLabel *>(u"reasonLabel"_s)->text();
        QVERIFY2(reason.contains(why), qUtf8Printable(reason));
        QVERIFY(!reason.contains(u"abc"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(connected.count(), 0);
        QVERIFY(!dialog.findChild<QPushButton *>(u"testButton"_s)->isEnabled());
    }

    void dialogsGrowWithTheirWords()
    {
        ConnectDialog dialog(someProfile());
        dialog.open();
        dialog.findChild<QLineEdit *>(u"keyField"_s)->setText(u"abc"_s);
        const int before = dialog.height();
        dialog.showTest(Verdict::Failed, QString(u"The server said something long. "_s).repeated(12));
        QTRY_VERIFY(dialog.height() > before);
        auto *words = dialog.findChild<VerdictLine *>(u"testLine"_s)->findChild<QLabel *>(u"verdictText"_s);
        QTRY_VERIFY(words->height() >= words->heightForWidth(words->width()));
        QVERIFY(field(dialog)->height() >= field(dialog)->sizeHint().height());
    }

    void cancelAndEscapeSendNothing()
    {
        ConnectDialog dialog(someProfile());
        QSignalSpy connected(&dialog, &ConnectDialog::connectRequested);
        dialog.open();
        auto *field = dialog.findChild<QLineEdit *>(u"keyField"_s);
        QTest::keyClicks(field, u"abc"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(field->text(), QString());
        QCOMPARE(connected.count(), 0);
    }

    void thePageForKeysIsOnlyAskedFor()
    {
        ConnectDialog dialog(someProfile());
        dialog.open();
        QSignalSpy linked(&dialog, &ConnectDialog::linkActivated);
        QTest::keyClick(dialog.findChild<QPushButton *>(u"keyPageButton"_s), Qt::Key_Space);
        QCOMPARE(linked.value(0).value(0).toUrl(), QUrl(u"https://example.org/keys"_s));
    }

    void theAddressShowsWhatWillBeCalled_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("called");
        QTest::newRow("plain") << u"https://example.org/v1"_s << u"https://example.org/v1/chat/completions"_s;
        QTest::newRow("slashes at the end") << u" https://example.org/v1// "_s << u"https://example.org/v1/chat/completions"_s;
        QTest::newRow("the whole endpoint") << u"https://example.org/v1/chat/completions"_s
                                            << u"https://example.org/v1/chat/completions"_s;
        QTest::newRow("this computer without tls") << u"http://localhost:11434/v1"_s
                                                   << u"http://localhost:11434/v1/chat/completions"_s;
        QTest::newRow("letters beyond ASCII") << u"https://b\u00FCcher.example/v1"_s
                                              << u"https://xn--bcher-kva.example/v1/chat/completions"_s;
        QTest::newRow("plain http elsewhere") << u"http://example.org/v1"_s << QString();
        QTest::newRow("a query") << u"https://example.org/v1?x=1"_s << QString();
        QTest::newRow("half typed") << u"http"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void theAddressShowsWhatWillBeCalled()
    {
        QFETCH(QString, typed);
        QFETCH(QString, called);
        ServerDialog dialog;
        dialog.open();
        auto *line = dialog.findChild<VerdictLine *>(u"addressLine"_s);
        auto *add = dialog.findChild<QPushButton *>(u"addButton"_s);
        dialog.findChild<QLineEdit *>(u"addressField"_s)->setText(typed);
        QVERIFY(line->isVisible());
        QCOMPARE(add->isEnabled(), !called.isEmpty());
        if (called.isEmpty()) {
            QVERIFY(!add->accessibleDescription().isEmpty());
            QVERIFY(!line->text().contains(u"chat/completions"_s));
        } else {
            QVERIFY2(line->text().endsWith(called), qUtf8Printable(line->text()));
        }
    }

    void aServerIsAddedWithTheKeyboard()
    {
        ServerDialog dialog;
        QSignalSpy added(&dialog, &ServerDialog::serverAdded);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClicks(QApplication::focusWidget(), u"http://localhost:11434/v1/"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), u" Mine "_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(added.count(), 1);
        QCOMPARE(added.first().at(0).toString(), u"Mine"_s);
        QCOMPARE(added.first().at(1).toUrl(), QUrl(u"http://localhost:11434/v1"_s));
        QCOMPARE(added.first().at(2).toBool(), true);
        QVERIFY(!dialog.isVisible());
    }

    void aServerWithoutANameTakesItsHost()
    {
        ServerDialog dialog;
        QSignalSpy added(&dialog, &ServerDialog::serverAdded);
        dialog.open();
        dialog.findChild<QLineEdit *>(u"addressField"_s)->setText(u"https://example.org/v1"_s);
        QTest::keyClick(dialog.findChild<QPushButton *>(u"addButton"_s), Qt::Key_Space);
        QCOMPARE(added.value(0).value(0).toString(), u"example.org"_s);
        QCOMPARE(added.value(0).value(2).toBool(), false);
    }

    void aLinkIsShownWholeAndOpensOnlyWhenAsked()
    {
        const QUrl link(u"https://p\u0430ypal.example/a b?next=https://example.org#top"_s);
        LinkDialog dialog(link);
        QSignalSpy opened(&dialog, &LinkDialog::openRequested);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        const QString shown = dialog.findChild<QPlainTextEdit *>(u"addressView"_s)->toPlainText();
        QCOMPARE(shown, u"https://xn--pypal-4ve.example/a%20b?next=https://example.org#top"_s);
        QVERIFY(dialog.findChild<QLabel *>(u"hostLabel"_s)->text().contains(u"xn--pypal-4ve.example"_s));
        QCOMPARE(dialog.findChild<VerdictLine *>(u"warningLine"_s)->verdict(), Verdict::Look);

        QTest::keyClick(dialog.findChild<QPushButton *>(u"copyButton"_s), Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), shown);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(opened.count(), 0);
        QVERIFY(!dialog.isVisible());

        dialog.open();
        QTest::keyClick(dialog.findChild<QPushButton *>(u"openButton"_s), Qt::Key_Space);
        QCOMPARE(opened.value(0).value(0).toUrl(), link);
    }

    void onlyWebAndMailAreOpened_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("opens");
        QTest::newRow("https") << u"https://example.org"_s << true;
        QTest::newRow("mail") << u"mailto:someone@example.org"_s << true;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("a script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("another program") << u"steam://run/1"_s << false;
    }

    void onlyWebAndMailAreOpened()
    {
        QFETCH(QString, link);
        QFETCH(bool, opens);
        LinkDialog dialog{QUrl(link)};
        QCOMPARE(dialog.findChild<QPushButton *>(u"openButton"_s)->isEnabled(), opens);
        QCOMPARE(dialog.findChild<VerdictLine *>(u"warningLine"_s)->verdict(), opens ? Verdict::None : Verdict::Look);
    }

    void filesThatWereLeftOutAreNamedQuietly()
    {
        AccountsPage page;
        page.show();
        auto *line = page.findChild<VerdictLine *>(u"refusedLine"_s);
        QVERIFY(!line->isVisible());
        page.setRefusedFiles({u"a.json: base: expected <b>an address</b>"_s, u"b.json: id: expected something"_s});
        QVERIFY(line->isVisible());
        QCOMPARE(line->verdict(), Verdict::Look);
        QVERIFY(line->text().contains(u"2 "_s));
        QVERIFY(line->text().contains(u"a.json: base: expected <b>an address</b>\nb.json: id"_s));
        page.setRefusedFiles({});
        QVERIFY(!line->isVisible());
    }

    void aHostIsChosenFromTheOnesThereAre()
    {
        AccountsPage page;
        page.setProfiles({{.id = u"w"_s, .name = u"Gate"_s, .address = u"https://one.test"_s,
                           .hosts = {u"Current: https://one.test"_s, u"Older: https://two.test"_s}, .host = 0},
                          someRows().at(0)});
        page.show();
        auto *box = page.findChildren<AccountCard *>().first()->findChild<QComboBox *>(u"hostBox"_s);
        QVERIFY(box->isVisible());
        QCOMPARE(box->currentIndex(), 0);
        QVERIFY(!page.findChildren<AccountCard *>().first()->findChild<QLabel *>(u"addressLabel"_s)->isVisible());
        QVERIFY(!page.findChildren<AccountCard *>().last()->findChild<QComboBox *>(u"hostBox"_s)->isVisible());
        QSignalSpy chosen(&page, &AccountsPage::hostChosen);
        QWheelEvent wheel(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &wheel);
        QCOMPARE(box->currentIndex(), 0); // not in passing
        QCOMPARE(chosen.count(), 0);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first(), QVariantList({u"w"_s, 1}));
    }

    void onlyTheUsersOwnProfilesAreEditedAndAllAreCopied()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QSignalSpy edited(&page, &AccountsPage::editRequested);
        QSignalSpy copied(&page, &AccountsPage::copyRequested);
        const auto cards = page.findChildren<AccountCard *>();
        QVERIFY(!cards.at(0)->findChild<QAction *>(u"editAction"_s)->isVisible());
        QVERIFY(cards.at(2)->findChild<QAction *>(u"editAction"_s)->isVisible());
        cards.at(0)->findChild<QAction *>(u"copyAction"_s)->trigger();
        cards.at(2)->findChild<QAction *>(u"editAction"_s)->trigger();
        QCOMPARE(copied.value(0).value(0).toString(), u"a"_s);
        QCOMPARE(edited.value(0).value(0).toString(), u"c"_s);
        QCOMPARE(button(page, 0, u"moreButton"_s)->menu()->actions().size(), 3);
    }

    void aProfileIsJudgedWhileItIsTyped()
    {
        ProfileDialog dialog(u"Edit"_s, goodText, judged);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *line = dialog.findChild<VerdictLine *>(u"verdictLine"_s);
        auto *save = dialog.findChild<QPushButton *>(u"saveButton"_s);
        auto *reset = dialog.findChild<QPushButton *>(u"resetButton"_s);
        QCOMPARE(line->verdict(), Verdict::Passed);
        QVERIFY(line->text().contains(u"https://lab.test/v1"_s));
        QVERIFY(save->isEnabled() && !reset->isEnabled());
        QCOMPARE(QApplication::focusWidget(), editorOf(dialog));

        editorOf(dialog)->moveCursor(QTextCursor::End);
        QTest::keyClick(editorOf(dialog), Qt::Key_Backspace);
        QCOMPARE(line->verdict(), Verdict::Failed);
        QVERIFY2(line->text().contains(u"line 1, column "_s), qPrintable(line->text()));
        QVERIFY(!save->isEnabled());
        QCOMPARE(save->accessibleDescription(), line->text());
        QTest::keyClicks(editorOf(dialog), u", \"dialct\": \"gemini\"}"_s);
        QVERIFY2(line->text().contains(u"dialct: expected no such field; \"dialect\" is near"_s), qPrintable(line->text()));
        QVERIFY(!save->isEnabled());

        QTest::keyClick(reset, Qt::Key_Space);
        QCOMPARE(dialog.text(), goodText);
        QVERIFY(save->isEnabled());
        editorOf(dialog)->undo(); // what was typed is not lost with it
        QVERIFY(dialog.text().contains("dialct"));
    }

    void aProfileIsSavedWithTheKeyboardAndKeptOpenWhenThatFails()
    {
        ProfileDialog dialog(u"Edit"_s, goodText, judged);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QSignalSpy saved(&dialog, &ProfileDialog::saveRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *save = dialog.findChild<QPushButton *>(u"saveButton"_s);
        for (int stop = 0; stop < 3 && !save->hasFocus(); ++stop)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(save->hasFocus());
        QTest::keyClick(save, Qt::Key_Space);
        QCOMPARE(saved.value(0).value(0).toByteArray(), goodText);
        QVERIFY(dialog.isVisible());
        dialog.showFailure(u"The disk is full."_s);
        QCOMPARE(dialog.findChild<VerdictLine *>(u"verdictLine"_s)->text(), u"The disk is full."_s);
    }

    void aCopyIsMadeEditedAndKeptThroughEscape()
    {
        Office office;
        QVERIFY(QTest::qWaitForWindowActive(&office.window));
        office.cardOf(u"wisgate"_s)->findChild<QAction *>(u"copyAction"_s)->trigger();
        QVERIFY(office.dialog());
        auto *editor = editorOf(*office.dialog());
        editor->setPlainText(editor->toPlainText().replace(u"WisGate 2"_s, u"My gate"_s));
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!office.dialog());

        office.cardOf(u"wisgate"_s)->findChild<QAction *>(u"copyAction"_s)->trigger();
        QVERIFY(office.dialog()->text().contains("My gate"));
        office.dialog()->findChild<QPushButton *>(u"saveButton"_s)->click();
        QTRY_VERIFY(!office.dialog());
        QVERIFY(office.cardOf(u"wisgate-2"_s));
        QCOMPARE(office.cardOf(u"wisgate-2"_s)->row().name, u"My gate"_s);
        QVERIFY(!office.cardOf(u"wisgate-2"_s)->row().isBuiltIn);

        office.cardOf(u"wisgate-2"_s)->findChild<QAction *>(u"editAction"_s)->trigger();
        QVERIFY(office.dialog());
        editor = editorOf(*office.dialog());
        editor->setPlainText(editor->toPlainText().replace(u"\"wisgate-2\""_s, u"\"wisgate\""_s));
        QVERIFY(!office.dialog()->findChild<QPushButton *>(u"saveButton"_s)->isEnabled());
        editor->setPlainText(editor->toPlainText().replace(u"\"wisgate\""_s, u"\"wisgate-2\""_s).replace(u"My gate"_s, u"Gate"_s));
        office.dialog()->findChild<QPushButton *>(u"saveButton"_s)->click();
        QTRY_COMPARE(office.cardOf(u"wisgate-2"_s)->row().name, u"Gate"_s);
    }

    void aChosenHostIsShownAndKept()
    {
        Office office;
        auto *box = office.cardOf(u"wisgate"_s)->findChild<QComboBox *>(u"hostBox"_s);
        QCOMPARE(box->count(), 3);
        QVERIFY(box->currentText().contains(u"https://api.wisgate.ai/v1"_s));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(office.accounts.profile(u"wisgate"_s)->base, QUrl(u"https://wisgate.ai/v1"_s));
        QCOMPARE(office.cardOf(u"wisgate"_s)->row().host, 1);
        QCOMPARE(box->currentIndex(), 1);
    }

    void serversOnThisComputerAreFoundAndAddedWithoutAQuestion()
    {
        Office office;
        ScriptedServer server;
        for (const PortAnswer &answer : ollama().answers)
            server.answerAt(answer.path.toUtf8(), ScriptedAnswer::whole(answer.body));
        ScriptedServer page;
        page.answerWith(ScriptedAnswer::whole("<html>my site</html>", "text/html"));
        office.controller->setSearchedPorts({server.port(), page.port()});
        office.page.findChild<QPushButton *>(u"findServersButton"_s)->click();
        auto *dialog = office.window.findChild<FoundServersDialog *>();
        QVERIFY(dialog);
        auto *again = dialog->findChild<QPushButton *>(u"againButton"_s);
        auto *line = dialog->findChild<VerdictLine *>(u"stateLine"_s);
        QVERIFY(!again->isEnabled());
        QTRY_VERIFY(again->isEnabled());
        QCOMPARE(line->verdict(), Verdict::Passed);
        QCOMPARE(dialog->findChildren<FoundServerCard *>().size(), 1);
        auto *card = dialog->findChild<FoundServerCard *>();
        QCOMPARE(card->findChild<QLabel *>(u"nameLabel"_s)->text(), u"Ollama 0.12.3"_s);
        QVERIFY(card->findChild<QLabel *>(u"addressLabel"_s)->text().contains(u"http://127.0.0.1:%1/v1"_s.arg(server.port())));
        const QString notes = card->findChild<VerdictLine *>(u"notesLine"_s)->text();
        QVERIFY2(notes.contains(u"ollama.com"_s) && notes.contains(QLocale().toString(4096)), qPrintable(notes));

        auto *add = card->findChild<QPushButton *>(u"addButton"_s);
        QTest::keyClick(add, Qt::Key_Space);
        QVERIFY(!add->isEnabled());
        QVERIFY(office.cardOf(u"ollama"_s));
        QCOMPARE(office.cardOf(u"ollama"_s)->row().state, AccountState::NoKeyNeeded);
        QCOMPARE(office.window.findChildren<QDialog *>().size(), 1); // nothing further is asked
        QCOMPARE(office.accounts.profile(u"ollama"_s)->families.size(), 2);

        again->click();
        QTRY_VERIFY(again->isEnabled());
        QTRY_COMPARE(dialog->findChildren<FoundServerCard *>().size(), 1);
        QVERIFY(!dialog->findChild<QPushButton *>(u"addButton"_s)->isEnabled()); // marked as added
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!office.window.findChild<FoundServersDialog *>());
    }

    void anEmptySearchSaysInOneSentenceWhatWasAsked()
    {
        Office office;
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.port();
        }
        office.controller->setSearchedPorts({port});
        office.controller->askForServer(); // the way from the first page
        office.window.findChild<ServerDialog *>()->findChild<QPushButton *>(u"findButton"_s)->click();
        auto *dialog = office.window.findChild<FoundServersDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QPushButton *>(u"againButton"_s)->isEnabled());
        const QString said = dialog->findChild<VerdictLine *>(u"stateLine"_s)->text();
        QVERIFY2(said.contains(QString::number(port)) && said.contains(u"Ollama"_s), qPrintable(said));
        QTRY_VERIFY(!office.window.findChild<ServerDialog *>());
    }

    void aSearchEndsWithItsDialog()
    {
        Office office;
        ScriptedServer silent;
        office.controller->setSearchedPorts({silent.port()});
        office.controller->findServers();
        QTRY_COMPARE(silent.requests().size(), 1);
        QTest::keyClick(office.window.findChild<FoundServersDialog *>(), Qt::Key_Escape);
        QTRY_COMPARE(silent.openConnectionCount(), 0);
    }

    void signingInBringsTheKeyAndClosesTheDialog()
    {
        Office office;
        ScriptedServer router;
        router.answerWith(ScriptedAnswer::whole("{\"key\":\"the-key\"}"));
        office.addRouter(router.base());
        office.controller->askForKey(u"router"_s);
        auto *dialog = office.window.findChild<ConnectDialog *>();
        auto *button = dialog->findChild<QPushButton *>(u"signInButton"_s);
        auto *line = dialog->findChild<VerdictLine *>(u"signInLine"_s);
        auto *stop = dialog->findChild<QPushButton *>(u"stopSignInButton"_s);
        QVERIFY(button->isVisible() && !line->isVisible() && !stop->isVisible());
        button->click();
        QVERIFY(stop->isVisible() && !button->isEnabled());
        QCOMPARE(line->verdict(), Verdict::Working);
        LinkDialog *link = nullptr;
        QTRY_VERIFY((link = dialog->findChild<LinkDialog *>()));
        link->reject();
        stop->click();
        QTRY_VERIFY(button->isEnabled());
        QVERIFY(!line->isVisible() && !stop->isVisible());

        QTRY_VERIFY(!dialog->findChild<LinkDialog *>());
        button->click();
        QTRY_VERIFY((link = dialog->findChild<LinkDialog *>()));
        const QUrl page(link->findChild<QPlainTextEdit *>(u"addressView"_s)->toPlainText());
        QUrl back(QUrlQuery(page).queryItemValue(u"callback_url"_s, QUrl::FullyDecoded));
        QVERIFY2(back.isValid() && back.port() > 0, qPrintable(page.toString()));
        link->reject();
        back.setQuery(u"code=abcdef"_s);
        BrowserVisit visit(back);
        QTRY_VERIFY(!office.window.findChild<ConnectDialog *>());
        QCOMPARE(router.requests().size(), 1);
        QTRY_COMPARE(office.accounts.keyState(u"router"_s), Accounts::KeyState::Connected);
        QVERIFY(visit.reply.contains("You can close this page"));
    }

    void aProviderWithoutASignInOffersNone()
    {
        ConnectDialog dialog(someProfile());
        dialog.open();
        QVERIFY(!dialog.findChild<QPushButton *>(u"signInButton"_s)->isVisible());
        QVERIFY(!dialog.findChild<QPushButton *>(u"stopSignInButton"_s)->isVisible());
    }

    void everyInputHasAName()
    {
        AccountsPage page;
        page.setProfiles(someRows());
        page.show();
        QCOMPARE(namelessInputs(page), QStringList());
        ConnectDialog connectDialog(someProfile());
        connectDialog.open();
        QCOMPARE(namelessInputs(connectDialog), QStringList());
        ServerDialog server;
        server.open();
        QCOMPARE(namelessInputs(server), QStringList());
        FoundServersDialog found({11434});
        found.addServer({{}, QUrl(u"http://127.0.0.1:11434/v1"_s)}, false);
        found.end();
        found.open();
        QCOMPARE(namelessInputs(found), QStringList());
        ProfileDialog profile(u"Edit"_s, goodText, judged);
        profile.open();
        QCOMPARE(namelessInputs(profile), QStringList());
        Office office;
        QCOMPARE(namelessInputs(office.page), QStringList());
        LinkDialog link{QUrl(u"https://example.org"_s)};
        link.open();
        QCOMPARE(namelessInputs(link), QStringList());
    }
};

QTEST_MAIN(tst_Accounts)
#include "tst_Accounts.moc"
