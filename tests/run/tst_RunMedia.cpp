#include "run/RunSet.h"
#include "support/MediaStage.h"

#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

QByteArray picture(char last)
{
    return QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(200, last);
}

QByteArray answerWith(const QList<QByteArray> &pictures)
{
    QByteArrayList items;
    for (const QByteArray &each : pictures)
        items << "{\"b64_json\":\"" + each.toBase64() + "\"}";
    return "{\"created\":1,\"data\":[" + items.join(',') + "]}";
}

} // namespace

/// Files that come inside an answer.
class tst_RunMedia : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void keepsEachPictureOfAnAnswer()
    {
        MediaStage stage(u"openai-images"_s);
        stage.server.answerWith(ScriptedAnswer::whole(answerWith({picture('a'), picture('b')})));
        const auto run = stage.run();
        QSignalSpy finished(run.get(), &Run::finished);
        QSignalSpy arrived(run.get(), &Run::mediaArrived);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Done);
        QCOMPARE(run->record().media.size(), 2);
        QCOMPARE(arrived.size(), 2);
        for (const char last : {'a', 'b'}) {
            const KeptMedia media = run->record().media[last - 'a'];
            QCOMPARE(media.mime, QByteArray("image/png"));
            QCOMPARE(media.kind, MediaKind::Picture);
            QFile file(stage.store.path(media));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), picture(last));
        }
        QCOMPARE(stage.kept(), run->record());
    }

    void isDoneOnlyOnceThePictureIsKept()
    {
        MediaStage stage(u"openai-images"_s);
        stage.server.answerWith(ScriptedAnswer::whole(answerWith({picture('a')})));
        const auto run = stage.run();
        QList<qsizetype> keptAtDone;
        connect(run.get(), &Run::changed, run.get(), [&] {
            if (run->record().state == RunState::Done)
                keptAtDone << run->record().media.size();
        });
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(keptAtDone, QList<qsizetype>{1});
    }

    void saysWhenTheDiskDoesNotTakeIt()
    {
        MediaStage stage(u"openai-images"_s);
        QFile inTheWay(stage.folder.filePath(u"media"_s)); // no folder can be where a file is
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        stage.server.answerWith(ScriptedAnswer::whole(answerWith({picture('a')})));
        const auto run = stage.run();
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Failed);
        QCOMPARE(run->record().error->kind, ErrorKind::StorageFailed);
        QCOMPARE(run->record().media, QList<KeptMedia>());
        QCOMPARE(stage.server.requests().size(), 1);
    }

    void keepsWhatCameWhenItIsStopped()
    {
        MediaStage stage(u"openai-images"_s);
        const QByteArray event = "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\""
            + picture('a').toBase64() + "\"}\n\n";
        stage.server.answerWith(ScriptedAnswer::stream({event}, 0ms, ScriptedAnswer::End::KeepOpen));
        const auto run = stage.run();
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        bool isWaitedFor = true;
        connect(run->findChild<HttpCall *>(), &HttpCall::framesArrived, this, [&] { // not yet written
            run->stop();
            isWaitedFor = !run->isStopping();
            run->stop();
        });
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!isWaitedFor); // the window has other things to do than to wait for the disk
        QCOMPARE(run->record().state, RunState::Stopped);
        QCOMPARE(run->record().media.size(), 1);
        QVERIFY(QFile::exists(stage.store.path(run->record().media.first())));
        QCOMPARE(stage.kept(), run->record());
    }

    void keepsWhatCameWhenTheProgramEndsWhileItIsStopped()
    {
        MediaStage stage(u"openai-images"_s);
        const QByteArray event = "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\""
            + picture('a').toBase64() + "\"}\n\n";
        stage.server.answerWith(ScriptedAnswer::stream({event}, 0ms, ScriptedAnswer::End::KeepOpen));
        auto run = stage.run();
        run->start("key");
        connect(run->findChild<HttpCall *>(), &HttpCall::framesArrived, this, [&run] {
            run->stop();
            run.reset();
        });
        QTRY_VERIFY(!run);
        QCOMPARE(stage.kept().state, RunState::Stopped);
        QCOMPARE(stage.kept().media.size(), 1);
        QVERIFY(QFile::exists(stage.store.path(stage.kept().media.first())));
    }

    void keepsWhatCameWhenTheProgramEnds()
    {
        MediaStage stage(u"openai-images"_s);
        const QByteArray event = "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\""
            + picture('a').toBase64() + "\"}\n\n";
        stage.server.answerWith(ScriptedAnswer::stream({event}, 0ms, ScriptedAnswer::End::KeepOpen));
        auto run = stage.run();
        run->start("key");
        connect(run->findChild<HttpCall *>(), &HttpCall::framesArrived, this, [&run] { run.reset(); }); // not yet written
        QTRY_VERIFY(!run);
        QCOMPARE(stage.kept().media.size(), 1);
        QVERIFY(QFile::exists(stage.store.path(stage.kept().media.first())));
    }

    void showsDraftsAndKeepsThemNot()
    {
        MediaStage stage(u"openai-images"_s);
        const auto event = [](const QByteArray &type, char last) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"b64_json\":\"" + picture(last).toBase64() + "\"}\n\n";
        };
        stage.server.answerWith(ScriptedAnswer::stream(
            {event("image_generation.partial_image", 'a'), event("image_generation.completed", 'b')}));
        const auto run = stage.run();
        QSignalSpy drafts(run.get(), &Run::draftArrived);
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(drafts.size(), 1);
        QCOMPARE(drafts.first().first().value<Media>().bytes, picture('a'));
        QCOMPARE(run->record().media.size(), 1);
        QCOMPARE(*stage.store.read(run->record().media.first()), picture('b'));
    }

    void isNeverSentAgainByItself_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("too busy") << 429;
        QTest::newRow("overloaded") << 503;
    }
    void isNeverSentAgainByItself()
    {
        QFETCH(int, status);
        for (const QString &dialect : {u"openai-images"_s, u"openai-videos"_s}) {
            MediaStage stage(dialect);
            stage.server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"busy\"}}", "application/json", status,
                                                          "Retry-After: 0\r\n"));
            const auto run = stage.run();
            QSignalSpy finished(run.get(), &Run::finished);
            run->start("key");
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(run->record().state, RunState::Failed);
            QCOMPARE(run->record().attempts, 1);
            QCOMPARE(stage.server.requests().size(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(tst_RunMedia)
#include "tst_RunMedia.moc"
