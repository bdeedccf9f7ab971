#include "gui/WelcomePage.h"

#include "gui/Language.h"
#include "gui/NetworkPage.h"
#include "gui/QuestionCard.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

class tst_WelcomePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        installLanguage(*qApp);
    }

    void tabWalksEveryWayInOrder()
    {
        WelcomePage page;
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.findChild<QWidget *>(u"productText"_s)->setFocus();

        QStringList stops;
        for (int i = 0; i < 8; ++i) {
            const QWidget *stop = QApplication::focusWidget();
            QVERIFY2(!stop->accessibleName().isEmpty(), qPrintable(stop->objectName()));
            QVERIFY2(!stop->accessibleDescription().isEmpty(), qPrintable(stop->objectName()));
            stops += stop->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(stops, QStringList({u"productText"_s, u"picture"_s, u"video"_s, u"openRouter"_s, u"wisGate"_s, u"ownServer"_s,
                                     u"browse"_s, u"skip"_s}));
    }

    void everyWayIsAskedFor()
    {
        WelcomePage page;
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QSignalSpy question(&page, &WelcomePage::questionChosen);
        QSignalSpy connectTo(&page, &WelcomePage::connectRequested);
        QSignalSpy server(&page, &WelcomePage::serverRequested);
        QSignalSpy browse(&page, &WelcomePage::browseRequested);
        QSignalSpy skip(&page, &WelcomePage::skipRequested);

        QTest::keyClick(page.findChild<QWidget *>(u"productText"_s), Qt::Key_Return);
        QTest::keyClick(page.findChild<QWidget *>(u"productText"_s), Qt::Key_Space);
        QCOMPARE(question.count(), 2);
        QCOMPARE(question.first().first().value<Question>(), Question::ProductText);
        QTest::keyClick(page.findChild<QWidget *>(u"picture"_s), Qt::Key_Return);
        QCOMPARE(question.last().first().value<Question>(), Question::Picture);
        QTest::keyClick(page.findChild<QWidget *>(u"video"_s), Qt::Key_Return);
        QCOMPARE(question.last().first().value<Question>(), Question::Video);
        for (const QString &name : {u"openRouter"_s, u"wisGate"_s, u"ownServer"_s, u"browse"_s, u"skip"_s})
            QTest::mouseClick(page.findChild<QWidget *>(name), Qt::LeftButton);
        QCOMPARE(connectTo.count(), 2);
        QCOMPARE(connectTo.first().first().toString(), u"openrouter"_s);
        QCOMPARE(connectTo.last().first().toString(), u"wisgate"_s);
        QCOMPARE(server.count() + browse.count() + skip.count(), 3);
    }

    void aNarrowWindowPutsTheCardsUnderEachOther()
    {
        WelcomePage page;
        page.resize(800, 600);
        page.show();
        const auto *first = page.findChild<QWidget *>(u"productText"_s);
        const auto *second = page.findChild<QWidget *>(u"picture"_s);
        QTRY_VERIFY(second->x() > first->geometry().right());
        QTRY_VERIFY2(first->height() < 1.5 * first->sizeHint().height(), "cards take no more height than they need");
        page.resize(420, 400);
        QTRY_VERIFY(second->y() > first->geometry().bottom());
        const auto *area = page.findChild<QScrollArea *>();
        QVERIFY(area->widget()->minimumSizeHint().width() <= area->viewport()->width());
    }

    void everyContactedServerIsListedOnce()
    {
        NetworkPage page;
        auto *count = page.findChild<QLabel *>(u"count"_s);
        auto *hosts = page.findChild<QListWidget *>(u"hosts"_s);
        QCOMPARE(count->text(), u"Nothing has been contacted since the start."_s);
        QVERIFY(hosts->isHidden());

        page.addHost(u"api.example.com:443"_s);
        page.addHost(u"api.example.com:443"_s);
        QCOMPARE(count->text(), u"1 server contacted since the start:"_s);
        page.addHost(u"127.0.0.1:4711"_s);
        QCOMPARE(count->text(), u"2 servers contacted since the start:"_s);
        QCOMPARE(hosts->item(0)->text(), u"api.example.com:443"_s);
        QCOMPARE(hosts->item(1)->text(), u"127.0.0.1:4711 – this computer"_s);
        page.setHosts({});
        QVERIFY(hosts->isHidden());
    }
};

QTEST_MAIN(tst_WelcomePage)
#include "tst_WelcomePage.moc"
