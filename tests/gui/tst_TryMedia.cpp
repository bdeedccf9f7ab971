#include "gui/AttachmentsForm.h"
#include "gui/ColumnsView.h"
#include "gui/CompareStage.h"
#include "core/FileHistory.h"
#include "gui/ErrorText.h"
#include "gui/MediaTools.h"
#include "gui/NoticeStrip.h"
#include "gui/PictureCompare.h"
#include "gui/PictureView.h"
#include "gui/RunColumn.h"
#include "gui/RunFacts.h"
#include "gui/RunMedia.h"
#include "gui/RunProgress.h"
#include "gui/RunText.h"
#include "gui/SpendSheet.h"
#include "gui/TryPage.h"
#include "gui/VideoCompare.h"
#include "gui/VideoView.h"
#include "media/MediaBackend.h"
#include "media/SavedCopy.h"
#include "gateway/VideoEyes.h"
#include "store/TrialFile.h"
#include "support/PictureEyes.h"
#include "support/WindowBench.h"

#include <QAction>
#include <QBuffer>
#include <QDirIterator>
#include <QFileInfo>
#include <QImageReader>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QUrl>

using namespace studio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// What two models of one server are asked to make.
struct Order
{
    const char *name;
    QString place; ///< Of the gateway.
    QString dialect;
    QJsonObject settings;
    QSize size;
    int seconds = 0; ///< Of a video; else 0.
    int rate = 0;
};

QList<Order> orders()
{
    const QJsonObject pixels{{u"size"_s, u"512x256"_s}};
    const QJsonObject shape{{u"aspect_ratio"_s, u"3:2"_s}, {u"resolution"_s, u"512"_s}};
    const QJsonObject clip{{u"size"_s, u"320x180"_s}, {u"seconds"_s, 2}};
    const QJsonObject task{{u"aspect_ratio"_s, u"1:1"_s}, {u"resolution"_s, u"480p"_s}, {u"seconds"_s, 3}, {u"frame_rate"_s, 12}};
    return {
        {"openai-images", u"/openai/v1"_s, u"openai-images"_s, pixels, {512, 256}},
        {"openrouter-images", u"/openrouter/api/v1"_s, u"openrouter-images"_s, pixels, {512, 256}},
        {"gemini", u"/gemini/v1beta"_s, u"gemini"_s, shape, {624, 416}},
        {"openai-chat", u"/openrouter/api/v1"_s, u"openai-chat"_s, shape, {624, 416}},
        {"openai-responses", u"/openrouter/api/v1"_s, u"openai-responses"_s, shape, {624, 416}},
        {"openai-videos", u"/openai/v1"_s, u"openai-videos"_s, clip, {320, 180}, 2, 24},
        {"openai-videos-json", u"/wisgate/v1"_s, u"openai-videos-json"_s, clip, {320, 180}, 2, 24},
        {"openrouter-videos", u"/openrouter/api/v1"_s, u"openrouter-videos"_s, clip, {320, 180}, 2, 24},
        {"seedance", u"/wisgate/api/v3"_s, u"seedance"_s, task, {480, 480}, 3, 12},
    };
}

/// The server at the gateway's address, which speaks that format and is asked in a hurry.
Profile serverOf(const Order &order, const QUrl &gateway)
{
    Profile server = profileForServer(u"lab"_s, QUrl(gateway.toString() + order.place), true, {});
    server.dialect = order.dialect;
    server.takesRouting = true; // a router takes a shape in its chat too
    Family family{order.dialect};
    family.job.firstWait = family.job.mostWait = 200ms;
    server.families = {family};
    return server;
}

/// A window with the trial of a question open, on a practice gateway that hurries.
struct Scene : WindowBench
{
    explicit Scene(Question question, double factor = 0.02)
    {
        std::ignore = gateway.setFaults("{\"factor\": " + QByteArray::number(factor) + '}');
        workbench.openQuestion(question);
        workbench.window().activateWindow();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); }
    void run() { press(Qt::Key_Return, Qt::ControlModifier); }
    TryPage &page() { return *workbench.window().findChild<TryPage *>(); }
    RunColumn &column(int number) { return page().columns().column(number); }
    QString status(int number) { return column(number).findChild<QLabel *>(u"statusLabel"_s)->text(); }
    bool areDone() { return status(1).startsWith(u"done"_s) && status(2).startsWith(u"done"_s); }
    QString pathOf(int number)
    {
        const auto file = column(number).media().current();
        return file ? media.path(*file) : QString();
    }
    QString activity() { return workbench.window().findChild<QLabel *>(u"activity"_s)->text(); }
};

QByteArray pngOf(Qt::GlobalColor colour)
{
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(colour);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

RunRecord jobRecord(RunState state)
{
    RunRecord record;
    record.id = u"11111111-2222-3333-4444-555555555555"_s;
    record.target = {u"openrouter"_s, u"clip-model"_s};
    record.state = state;
    record.attempts = 1;
    record.recipe.job = JobRule{};
    record.job = Job{u"job-1"_s};
    return record;
}

SpendLine videoLine(const QString &usd)
{
    return {u'A', u"clip-model"_s, MediaKind::Video, 1, u"$0.10 a second"_s, {CostKind::Estimate, *Money::parse(usd)}, false};
}

} // namespace

Q_DECLARE_METATYPE(Order)

class tst_TryMedia : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void twoPictureModelsAreRunAndComparedByKeysAlone()
    {
        Scene scene(Question::Picture);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        QVERIFY(!scene.find<QPushButton>(u"compareButton"_s)); // nothing to compare yet
        scene.run();
        QTRY_VERIFY2_WITH_TIMEOUT(scene.areDone(), qPrintable(scene.status(1) + scene.status(2)), 30'000);
        for (const int number : {1, 2}) {
            QCOMPARE(scene.column(number).media().files().size(), 1);
            QCOMPARE(QImageReader(scene.pathOf(number)).size(), QSize(1536, 1024)); // a shape of 3:2, in the model's own size
            QTRY_COMPARE(scene.column(number).media().pictureView()->state(), PictureView::State::Shown);
            QVERIFY(scene.column(number).findChild<QLabel *>(u"practiceLabel"_s)->isVisible());
            QVERIFY2(scene.status(number).contains(u"B"_s), qPrintable(scene.status(number))); // how large it is
        }
        scene.page().columns().goTo(1);
        scene.press(Qt::Key_P);
        auto *compare = scene.find<PictureCompare>(u"pictureCompare"_s);
        QVERIFY(compare);
        QTRY_VERIFY(compare->isReady());
        QVERIFY(!scene.page().columns().isVisible());
        compare->setMode(PictureCompare::Mode::Difference);
        QTRY_VERIFY_WITH_TIMEOUT(compare->changes().has_value(), 20'000);
        scene.press(Qt::Key_Escape);
        QVERIFY(scene.page().columns().isVisible());
        QVERIFY(scene.column(1).isAncestorOf(QApplication::focusWidget()));
    }

    void saysHowTheShapeReachesTheModel()
    {
        Scene scene(Question::Picture);
        const QString line = scene.column(1).findChild<QLabel *>(u"fillingLine"_s)->text();
        QVERIFY2(line.contains(u"3:2 → size 1536x1024"_s), qPrintable(line));
        QVERIFY(scene.column(1).findChild<QLabel *>(u"fillingLine"_s)->isVisible());
        scene.workbench.openQuestion(Question::ProductText);
        QVERIFY(!scene.column(1).findChild<QLabel *>(u"fillingLine"_s)->isVisible());
    }

    void aPictureBecomesTheReferenceOfTheNextPrompt()
    {
        Scene scene(Question::Picture);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.run();
        QTRY_VERIFY_WITH_TIMEOUT(scene.areDone(), 30'000);
        QTRY_COMPARE(scene.column(2).media().pictureView()->state(), PictureView::State::Shown);
        scene.column(2).media().pictureView()->referenceAction()->trigger();
        QTRY_COMPARE(scene.page().prompt().attachments.size(), 1);
        const auto kept = scene.media.read(*scene.column(2).media().current());
        QVERIFY(kept);
        QCOMPARE(scene.page().prompt().attachments.first().bytes, *kept);
    }

    void severalPicturesStandInAStrip()
    {
        Scene scene(Question::Picture);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        Prompt prompt = scene.page().prompt();
        prompt.settings[u"count"_s] = 3;
        scene.page().setPrompt(prompt);
        emit scene.page().promptEdited();
        scene.run();
        QTRY_VERIFY2_WITH_TIMEOUT(scene.areDone(), qPrintable(scene.status(1)), 30'000);
        QCOMPARE(scene.column(1).media().files().size(), 3);
        auto *strip = scene.column(1).findChild<QListWidget *>(u"mediaStrip"_s);
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->count(), 3);
        const QString first = scene.pathOf(1);
        strip->setFocus();
        scene.press(Qt::Key_Right);
        QVERIFY(scene.pathOf(1) != first);
        scene.column(1).media().focusFile();
        scene.press(Qt::Key_PageUp);
        QCOMPARE(scene.pathOf(1), first);
    }

    void twoVideoModelsAreRunAndPlayedTogetherByKeysAlone()
    {
        Scene scene(Question::Video, 0.2);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.run();
        QTRY_VERIFY2_WITH_TIMEOUT(scene.activity().contains(u" working 0:0"_s), qPrintable(scene.activity()), 10'000);
        QVERIFY(scene.find<QWidget>(u"showActivityButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(scene.areDone(), qPrintable(scene.status(1) + scene.status(2)), 60'000);
        QCOMPARE(scene.activity(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(scene.column(1).media().videoView()->state(), VideoView::State::Shown, 20'000);
        scene.page().columns().goTo(1);
        scene.press(Qt::Key_V);
        auto *compare = scene.find<VideoCompare>(u"videoCompare"_s);
        QVERIFY(compare);
        QCOMPARE(compare->count(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(!compare->currentFrames().value(1).isNull(), 20'000);
        QCOMPARE(scene.workbench.window().size(), QSize(1440, 900)); // it needs no more room than the columns
        scene.press(Qt::Key_Escape);
        QVERIFY(scene.page().columns().isVisible());
    }

    /// What ImageMagick and FFmpeg see in the store, and how often the gateway was asked.
    void picturesAndVideosAreMadeInFourColumnsAtOnceByKeysAlone()
    {
        Scene scene(Question::Picture);
        Trial trial = trialOn({u"picture-a"_s, u"picture-b"_s, u"video-a"_s, u"video-b"_s}, u"A red fox in the snow"_s);
        trial.prompt.settings = {{u"size"_s, u"320x180"_s}, {u"seconds"_s, 2}};
        const QString file = scene.folder.filePath(u"four.trial.json"_s);
        QVERIFY(writeTrialFile(file, trial));
        scene.workbench.openFile(file);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.run();
        for (const int number : {1, 2, 3, 4}) {
            QTRY_VERIFY2_WITH_TIMEOUT(scene.status(number).startsWith(u"done"_s), qPrintable(scene.status(number)), 60'000);
            QCOMPARE(scene.column(number).media().files().size(), 1);
        }
        for (const int number : {1, 2}) {
            const PictureEyes eyes(scene.pathOf(number));
            QCOMPARE(eyes.complaint, QString());
            QCOMPARE(eyes.format, u"PNG"_s);
            QCOMPARE(eyes.size, QSize(320, 180));
            QVERIFY(eyes.colours > 100);
        }
        for (const int number : {3, 4}) {
            const auto kept = scene.media.read(*scene.column(number).media().current());
            QVERIFY(kept);
            const VideoEyes eyes(*kept);
            QCOMPARE(eyes.size(), QSize(320, 180));
            QCOMPARE(eyes.rate(), u"24/1"_s);
            QCOMPARE(eyes.frames(), 48);
            QVERIFY(std::abs(eyes.seconds() - 2) < 1e-5);
        }
        QStringList stored;
        QDirIterator files(scene.media.folder(), {u"*.png"_s, u"*.mp4"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            stored << files.next();
        stored.removeIf([](const QString &path) { return path.contains("/thumbnails/"_L1); });
        QCOMPARE(stored.size(), 4);
        qsizetype submits = 0;
        for (const RecordedRequest &request : scene.gateway.recorded())
            submits += request.method == "POST" ? 1 : 0;
        QCOMPARE(submits, 4);
    }

    void twoModelsOfAServerMakeWhatWasAskedInEachFormat_data()
    {
        QTest::addColumn<Order>("order");
        for (const Order &order : orders())
            QTest::newRow(order.name) << order;
    }

    void twoModelsOfAServerMakeWhatWasAskedInEachFormat()
    {
        QFETCH(Order, order);
        Scene scene(Question::Picture);
        const QUrl gateway = scene.accounts.profile(u"practice"_s)->base.adjusted(QUrl::RemovePath);
        const Profile server = serverOf(order, gateway);
        scene.accounts.addTemporary(server);
        scene.accounts.lendSecret(server.id, scene.gateway.key());
        const QString kind = order.seconds > 0 ? u"video"_s : u"picture"_s;
        Trial trial = trialOn({}, u"A red fox in the snow"_s);
        trial.targets = {{server.id, kind + u"-a"_s}, {server.id, kind + u"-b"_s}};
        trial.prompt.settings = order.settings;
        const QString file = scene.folder.filePath(u"two.trial.json"_s);
        QVERIFY(writeTrialFile(file, trial));
        scene.workbench.openFile(file);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.run();
        if (order.seconds > 0) { // a video is asked about first
            auto *sheet = scene.workbench.window().findChild<SpendSheet *>();
            QVERIFY(sheet);
            QTRY_VERIFY(sheet->isActiveWindow());
            auto *generate = sheet->findChild<QPushButton *>(u"generateButton"_s);
            for (int steps = 0; steps < 5 && !generate->hasFocus(); ++steps)
                scene.press(Qt::Key_Tab);
            QVERIFY(generate->hasFocus());
            scene.press(Qt::Key_Space);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(scene.areDone(), qPrintable(scene.status(1) + scene.status(2)), 60'000);
        for (const int number : {1, 2}) {
            QCOMPARE(scene.column(number).media().files().size(), 1);
            if (order.seconds == 0) {
                QCOMPARE(PictureEyes(scene.pathOf(number)).size, order.size);
                continue;
            }
            const auto kept = scene.media.read(*scene.column(number).media().current());
            QVERIFY(kept);
            const VideoEyes clip(*kept);
            QCOMPARE(clip.size(), order.size);
            QCOMPARE(clip.frames(), order.rate * order.seconds);
            QVERIFY(std::abs(clip.seconds() - order.seconds) < 1e-5);
        }
        QVERIFY(scene.pathOf(1) != scene.pathOf(2));
        qsizetype submits = 0;
        for (const RecordedRequest &request : scene.gateway.recorded())
            submits += request.method == "POST" ? 1 : 0;
        QCOMPARE(submits, 2);
    }

    void aFailedPictureSaysWhyAndPracticeCostsNothing()
    {
        Scene scene(Question::Picture);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        std::ignore = scene.gateway.setFaults(R"({"factor": 0.02, "faults": [{"model": "picture-a", "fault": "500"}]})");
        scene.run();
        QTRY_VERIFY_WITH_TIMEOUT(scene.status(1).startsWith(u"failed"_s) && scene.status(2).startsWith(u"done"_s), 30'000);
        QVERIFY(scene.column(1).media().isHidden());
        QVERIFY(scene.column(2).media().isVisible());
        bool canRepeat = false;
        for (const QPushButton *button : scene.column(1).findChildren<QPushButton *>())
            canRepeat = canRepeat || button->text() == "Generate again"_L1;
        QVERIFY(canRepeat);
    }

    void aDraftIsShownAsOneUntilThePictureIsThere()
    {
        QTemporaryDir folder;
        const MediaStore store(folder.filePath(u"media"_s));
        PictureDecoder decoder;
        ThumbnailLoader thumbnails(folder.filePath(u"thumbnails"_s));
        const MediaTools tools{store, decoder, thumbnails};
        RunColumn column;
        column.setMediaTools(tools);
        column.setAwaited(MediaKind::Picture);
        column.resize(500, 500);
        column.show();
        RunRecord record = jobRecord(RunState::Writing);
        column.showRecord(record);
        QVERIFY(column.findChild<QWidget *>(u"progressWord"_s)->isVisible());
        column.showDraft({MediaKind::Picture, "image/png", pngOf(Qt::red), {}, {}, true});
        auto *label = column.findChild<QLabel *>(u"draftLabel"_s);
        QTRY_VERIFY(label->isVisible());
        QCOMPARE(label->text(), u"Draft 1: the picture is not finished, and this is not kept."_s);
        record.state = RunState::Done;
        record.media << *store.keep(pngOf(Qt::blue), "image/png");
        column.showRecord(record);
        QTRY_COMPARE(column.media().pictureView()->state(), PictureView::State::Shown);
        QTRY_VERIFY(!label->isVisible());
        QVERIFY(column.media().pictureView()->isVisible());
    }

    void progressTellsOnlyWhatSomebodySaid()
    {
        RunProgress progress;
        const auto text = [&progress](const QString &name) { return progress.findChild<QLabel *>(name)->text(); };
        auto *bar = progress.findChild<QProgressBar *>(u"progressBar"_s);
        RunRecord record = jobRecord(RunState::JobQueued);
        progress.showRecord(record);
        progress.setElapsed(48s);
        QCOMPARE(text(u"progressWord"_s), u"Queued"_s);
        QCOMPARE(text(u"progressTime"_s), u"0:48"_s);
        QCOMPARE(bar->maximum(), 0); // nobody said how far it is
        record.state = RunState::Working;
        record.job->percent = 40;
        progress.showRecord(record);
        progress.setUsualTime(40s);
        QCOMPARE(bar->value(), 40);
        QVERIFY2(text(u"progressTime"_s).endsWith(u"usually 40 s"_s), qPrintable(text(u"progressTime"_s)));
        record.state = RunState::Downloading;
        progress.showRecord(record);
        progress.setReceived(2'000'000, 8'000'000);
        QCOMPARE(text(u"progressWord"_s), u"Downloading"_s);
        QCOMPARE(bar->value(), 25);
        QVERIFY2(text(u"progressTime"_s).contains(u"2.0 MB of 8.0 MB"_s), qPrintable(text(u"progressTime"_s)));
    }

    void aStoppedJobSaysWhereItGoesOn()
    {
        RunRecord record = jobRecord(RunState::Stopped);
        record.goesOn = true;
        QCOMPARE(stoppedText(record, {u"OpenRouter"_s}),
                 u"Stopped here. The job goes on at OpenRouter, and what it makes is kept if it finishes. OpenRouter may still bill it."_s);
        record.recipe.job->cancel.path = u"/videos/{id}"_s;
        QVERIFY(stoppedText(record, {u"OpenRouter"_s}).startsWith(u"Stopped. OpenRouter is being told to cancel the job."_s));
        record.goesOn = false;
        QCOMPARE(stoppedText(record, {u"OpenRouter"_s}), u"Stopped. The job at OpenRouter ended without a file."_s);
        for (const QString &word : {u"cancelled"_s, u"Canceled"_s}) { // the provider said so
            record.job->word = word;
            QCOMPARE(stoppedText(record, {u"OpenRouter"_s}), u"Stopped. The job is cancelled at OpenRouter."_s);
        }
    }

    void aJobWithoutANameSaysWhatMayBeBilled()
    {
        const MessageContext context{u"OpenRouter"_s};
        RunRecord record = jobRecord(RunState::Stopped);
        record.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
        record.job.reset();
        record.error = Error{ErrorKind::Cancelled};
        record.goesOn = true;
        QCOMPARE(stoppedText(record, context), u"Stopped. Waiting for OpenRouter to name the job; what it makes is kept if it "
                                               "finishes. OpenRouter may still bill it."_s);
        record.recipe.job->cancel.path = u"/videos/{id}"_s;
        QCOMPARE(stoppedText(record, context), u"Stopped. Waiting for OpenRouter to name the job, which is then cancelled. "
                                               "OpenRouter may still bill it."_s);
        record.goesOn = false;
        record.error = Error{ErrorKind::FirstByteTimeout};
        QCOMPARE(stoppedText(record, context), u"Stopped before OpenRouter had named the job, so it can be neither cancelled nor "
                                               "fetched. It may have been billed; your account at OpenRouter tells."_s);
        record.error = Error{ErrorKind::BadRequest, {}, 400};
        QCOMPARE(stoppedText(record, context), u"Stopped. OpenRouter did not take the job."_s);
        record.isPractice = true;
        record.error = Error{ErrorKind::Cancelled};
        QVERIFY(stoppedText(record, context).endsWith(u"neither cancelled nor fetched. Practice costs nothing."_s));
    }

    void aJobWhoseProgramEndedSaysWhatMayBeBilled()
    {
        MessageContext context{u"OpenRouter"_s};
        context.makes = MediaKind::Video;
        RunRecord record = jobRecord(RunState::Interrupted);
        record.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
        record.error = Error{ErrorKind::Interrupted};
        QCOMPARE(runText(record, context).actions.first(), Action::FetchAgain); // its id is known
        record.job.reset();
        QCOMPARE(runText(record, context).text,
                 u"The program ended before OpenRouter had named the job, so its file cannot be fetched. Nothing is sent again by "
                 "itself. It may have been billed; your account at OpenRouter tells."_s);
        QCOMPARE(runText(record, context).actions, QList<Action>{Action::GenerateAgain});
        record.isPractice = true;
        for (const bool hasJob : {false, true}) {
            record.job = hasJob ? std::optional(Job{u"job-1"_s}) : std::nullopt;
            QCOMPARE(runText(record, context).text, u"The program ended before the file was here, and its practice gateway with it. "
                                                    "Practice costs nothing."_s);
            QCOMPARE(runText(record, context).actions, QList<Action>{Action::GenerateAgain});
        }
    }

    void whatMayBeBilledIsSaidInEachPlace()
    {
        RunRecord record = jobRecord(RunState::Stopped);
        record.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
        record.job.reset();
        const auto saysSo = [](const QList<Fact> &facts) {
            return std::any_of(facts.begin(), facts.end(), [](const Fact &fact) { return fact.value.startsWith(u"It may have been billed"_s); });
        };
        RunColumn column;
        column.showRecord(record);
        QVERIFY(column.findChild<QLabel *>(u"statusLabel"_s)->text().contains(u"may be billed"_s));
        QVERIFY(saysSo(runFacts(record)));
        QVERIFY(saysSo(resultFacts(record)));
        record.job = Job{u"job-1"_s};
        column.showRecord(record);
        QVERIFY(!column.findChild<QLabel *>(u"statusLabel"_s)->text().contains(u"may be billed"_s));
        QVERIFY(!saysSo(runFacts(record)));

        record.job.reset();
        record.state = RunState::Failed;
        record.error = Error{ErrorKind::ServerFault, {}, 502};
        QVERIFY(runText(record, {u"OpenRouter"_s}).text.contains(u"It had been sent, so it may still be billed."_s));
        record.error->status = 500;
        QVERIFY(!runText(record, {u"OpenRouter"_s}).text.contains(u"billed"_s));
    }

    void anExpiredLinkSaysWhatItCostsToMakeItAgain()
    {
        MessageContext context{u"WisGate"_s};
        context.makes = MediaKind::Picture;
        context.price = u"about $0.04"_s;
        const Message message = errorText({ErrorKind::LinkExpired}, context);
        QVERIFY2(message.text.startsWith(u"The picture’s link has expired at the provider."_s), qPrintable(message.text));
        NoticeStrip strip;
        strip.say(Verdict::Failed, message);
        QCOMPARE(strip.button(Action::GenerateAgain)->text(), u"Generate again · about $0.04"_s);
    }

    void whatIsStillAtTheProviderIsFetchedAndNotMadeAgain()
    {
        RunRecord record = jobRecord(RunState::Failed);
        record.error = Error{ErrorKind::StorageFailed};
        record.job->isDone = true;
        MessageContext context{u"WisGate"_s};
        context.makes = MediaKind::Video;
        const Message message = runText(record, context);
        QVERIFY(message.actions.contains(Action::FetchAgain));
        QVERIFY(!message.actions.contains(Action::GenerateAgain));
        record.error = Error{ErrorKind::ServerFault}; // the job itself failed: there is nothing to get
        record.job->isDone = false;
        QVERIFY(!runText(record, context).actions.contains(Action::FetchAgain));
    }

    void aSavedCopyIsNamedAfterItsTrialAndSaysHowItWasMade()
    {
        Scene scene(Question::Picture);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.run();
        QTRY_VERIFY_WITH_TIMEOUT(scene.areDone(), 30'000);
        QTRY_COMPARE(scene.column(1).media().pictureView()->state(), PictureView::State::Shown);
        std::unique_ptr<QMimeData> dragged;
        PictureFiles &files = scene.column(1).media().pictureView()->files();
        files.outgoing().setDragger([&dragged](std::unique_ptr<QMimeData> data, const QImage &) { dragged = std::move(data); });
        files.drag();
        QTRY_VERIFY(dragged);
        const QString path = dragged->urls().value(0).toLocalFile();
        QCOMPARE(QFileInfo(path).fileName(), u"Product-picture-picture-a-1.png"_s);
        const auto history = readHistory(path);
        QVERIFY(history);
        const auto trial = trialFromHistory(*history);
        QVERIFY(trial);
        QCOMPARE(trial->prompt.text, scene.page().prompt().text);
        QCOMPARE(QImage(path), QImage(scene.pathOf(1)));
    }

    void aRunWithAVideoAsksFirstAndEnterDoesNotConfirm()
    {
        SpendSheet sheet({videoLine(u"0.80"_s), videoLine(u"0.80"_s)}, *Money::parse(u"1"));
        QSignalSpy accepted(&sheet, &QDialog::accepted);
        QSignalSpy rejected(&sheet, &QDialog::rejected);
        sheet.open();
        QVERIFY(QTest::qWaitForWindowActive(&sheet));
        auto *generate = sheet.findChild<QPushButton *>(u"generateButton"_s);
        QCOMPARE(QString(generate->text()).remove(u'&'), u"Generate – about $1.60"_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"cancelButton"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        generate->setFocus();
        QTest::keyClick(generate, Qt::Key_Enter);
        QVERIFY(sheet.isVisible());
        QCOMPARE(accepted.size() + rejected.size(), 0);
        QTest::keyClick(generate, Qt::Key_Escape);
        QCOMPARE(rejected.size(), 1);
        sheet.open();
        QTest::keyClick(generate, Qt::Key_Space);
        QCOMPARE(accepted.size(), 1);
    }

    void nothingIsSentForAVideoBeforeSomebodySaidSo()
    {
        Scene scene(Question::ProductText);
        scene.accounts.connectAccount(u"openrouter"_s, "a word");
        Trial trial = trialOn({}, u"A mug turns."_s);
        trial.targets = {{u"openrouter"_s, u"google/veo-3.1"_s}};
        const QString file = scene.folder.filePath(u"video.trial.json"_s);
        QVERIFY(writeTrialFile(file, trial));
        scene.workbench.openFile(file);
        QVERIFY(QTest::qWaitForWindowActive(&scene.workbench.window()));
        scene.find<QPushButton>(u"runButton"_s)->click();
        auto *sheet = scene.workbench.window().findChild<SpendSheet *>();
        QVERIFY(sheet && sheet->isVisible());
        QTRY_VERIFY(sheet->isActiveWindow());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(sheet->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
        QVERIFY(scene.journal.latest(trial.id)->isEmpty());
        QVERIFY(scene.transport.contactedHosts().isEmpty());
        // A picture that was dropped before is read by now, and its trial is another one than was asked about.
        scene.find<QPushButton>(u"runButton"_s)->click();
        const QPointer<SpendSheet> asked = scene.workbench.window().findChild<SpendSheet *>();
        QVERIFY(asked && asked->isVisible());
        trial.prompt.text = u"Something else"_s;
        QVERIFY(writeTrialFile(file, trial));
        scene.workbench.openFile(file);
        QVERIFY(!asked || !asked->isVisible());
    }

    void theLimitCanBeChangedWhereItIsAsked()
    {
        SpendSheet sheet({videoLine(u"0.80"_s)}, *Money::parse(u"1"));
        QList<Money> chosen;
        connect(&sheet, &SpendSheet::limitChosen, this, [&chosen](Money limit) { chosen << limit; });
        sheet.open();
        auto *box = sheet.findChild<QWidget *>(u"limitBox"_s);
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(chosen, QList<Money>{*Money::parse(u"1.50")});
    }

    void whatIsNotPublishedIsNotCountedAsNothing()
    {
        SpendLine unknown = videoLine(u"1"_s);
        unknown.cost = {};
        SpendSheet sheet({unknown, videoLine(u"0.80"_s)}, *Money::parse(u"1"));
        QCOMPARE(sheet.findChild<QLabel *>(u"total"_s)->text(), u"about $0.80 and what is not published"_s);
        SpendSheet other({unknown}, *Money::parse(u"1"));
        QCOMPARE(other.findChild<QLabel *>(u"total"_s)->text(), u"price not published"_s);
    }
};

int main(int argc, char *argv[])
{
    chooseMediaBackend();
    QApplication application(argc, argv);
    tst_TryMedia test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_TryMedia.moc"
