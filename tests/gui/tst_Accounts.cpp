#include "gui/AccountsPage.h"
#include "gui/ConnectDialog.h"
#include "gui/CreditText.h"
#include "gui/LinkDialog.h"
#include "gui/ServerDialog.h"
#include "gui/NamelessInputs.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
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
        for (int stop = 0; stop < 7; ++stop) {
            names << QApplication::focusWidget()->accessibleName() + QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names, QStringList({u"Change the key of AlphaconnectButton"_s, u"Test AlphatestButton"_s,
                                     u"Forget the key of AlphaforgetButton"_s, u"Connect BetaconnectButton"_s,
                                     u"Test My servertestButton"_s, u"Remove the server My serverremoveButton"_s,
                                     u"addServerButton"_s}));
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
        LinkDialog link{QUrl(u"https://example.org"_s)};
        link.open();
        QCOMPARE(namelessInputs(link), QStringList());
    }
};

QTEST_MAIN(tst_Accounts)
#include "tst_Accounts.moc"
