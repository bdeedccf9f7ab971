#include "gui/WhenDone.h"

#include <QPromise>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

using namespace studio;

class tst_WhenDone : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void handsTheResultOverOnce()
    {
        QPromise<int> work;
        work.start();
        QList<int> taken;
        whenDone(work.future(), this, [&](int value) {
            QCOMPARE(QThread::currentThread(), thread());
            taken << value;
        });
        work.addResult(7);
        QVERIFY(taken.isEmpty());
        work.finish();
        QTRY_COMPARE(taken, QList<int>({7}));
        QTRY_VERIFY(children().isEmpty());
    }

    void staysSilentWhenTheReceiverIsGone()
    {
        QPromise<int> work;
        work.start();
        auto receiver = std::make_unique<QObject>();
        bool wasCalled = false;
        whenDone(work.future(), receiver.get(), [&](int) { wasCalled = true; });
        receiver.reset();
        work.addResult(7);
        work.finish();
        QCoreApplication::sendPostedEvents();
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(tst_WhenDone)
#include "tst_WhenDone.moc"
