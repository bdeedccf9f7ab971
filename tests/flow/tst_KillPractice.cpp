#include "gateway/PracticeGateway.h"
#include "gateway/VideoEyes.h"
#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

enum class Stage { Submit, Poll, Download };

/// How one service is asked for a video of 24 frames.
struct Service
{
    QString dialect;
    QString place; ///< Of the gateway.
    QString model;
    QByteArray settings;
};

QList<Service> services()
{
    const QByteArray exact = R"({"seconds": 1, "size": "320x180"})";
    const QByteArray shape = R"({"seconds": 1, "aspect_ratio": "1:1", "resolution": "480p"})";
    return {{u"openai-videos"_s, u"/openai/v1"_s, u"video-a"_s, exact},
            {u"openrouter-videos"_s, u"/openrouter/api/v1"_s, u"video-b"_s, exact},
            {u"seedance"_s, u"/wisgate/api/v3"_s, u"video-b"_s, shape}};
}

/// When the program is killed.
struct Moment
{
    const char *name;
    Stage stage;
    int nth;            ///< Request of that stage, from 1.
    int pause;          ///< Milliseconds after it has arrived whole.
    QByteArray fault;   ///< Of that stage; empty for none.
    bool isKnown;       ///< The job must have a name by then.
};

QList<Moment> moments()
{
    return {{"submitting, at once", Stage::Submit, 1, 0, {}, false},
            {"submitting, taken and not answered", Stage::Submit, 1, 60, "stall", false},
            {"submitting, answered", Stage::Submit, 1, 4, {}, false},
            {"asking for the first time", Stage::Poll, 1, 0, {}, true},
            {"asking, not answered", Stage::Poll, 1, 60, "stall", true},
            {"asking, answered", Stage::Poll, 1, 4, {}, true},
            {"asking once more", Stage::Poll, 2, 0, {}, true},
            {"downloading, at once", Stage::Download, 1, 0, {}, true},
            {"downloading, in the middle", Stage::Download, 1, 50, "slow-file", true},
            {"downloading, being kept", Stage::Download, 1, 6, {}, true},
            {"downloading, kept", Stage::Download, 1, 25, {}, true}};
}

Stage stageOf(const RecordedRequest &request)
{
    if (request.method == "POST")
        return Stage::Submit;
    return request.path().endsWith("/content") || request.path().startsWith("/clips/") ? Stage::Download : Stage::Poll;
}

QByteArray faultsFor(const Moment &moment)
{
    const QByteArray route = moment.stage == Stage::Submit ? "chat" : moment.stage == Stage::Poll ? "jobs" : "files";
    const QByteArray rule = R"({"route": ")" + route + R"(", "fault": ")" + moment.fault + R"("})";
    return R"({"factor": 0.02, "faults": [)" + (moment.fault.isEmpty() ? QByteArray() : rule) + "]}";
}

} // namespace

Q_DECLARE_METATYPE(Service)
Q_DECLARE_METATYPE(Moment)

/// A program is killed while the real practice gateway, which counts what it is asked, makes it a video. However it ends,
/// one submit was all that the gateway saw, and what it made for a job with a known name is there after the next start.
class tst_KillPractice : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QProcess> programAt(const PracticeGateway &gateway, const Service &service) const
    {
        auto program = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"JOB_DIALECT"_s, service.dialect);
        environment.insert(u"JOB_KEY"_s, QString::fromUtf8(gateway.key()));
        environment.insert(u"JOB_MODEL"_s, service.model);
        environment.insert(u"JOB_SETTINGS"_s, QString::fromUtf8(service.settings));
        program->setProcessEnvironment(environment);
        program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        return program;
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void submitsOnceAndLosesNothing_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<Moment>("moment");
        for (const Service &service : services()) {
            for (const Moment &moment : moments())
                QTest::addRow("%s: %s", qPrintable(service.dialect), moment.name) << service << moment;
        }
    }
    void submitsOnceAndLosesNothing()
    {
        QFETCH(Service, service);
        QFETCH(Moment, moment);
        const QTemporaryDir home;
        PracticeGateway gateway;
        const auto address = gateway.listen();
        QVERIFY(address);
        QVERIFY(gateway.setFaults(faultsFor(moment)));
        const QStringList arguments{home.path(), address->toString() + service.place};

        const auto first = programAt(gateway, service);
        QMap<Stage, int> seen;
        const auto killer = connect(&gateway, &PracticeGateway::requestRecorded, first.get(), [&](const RecordedRequest &request) {
            const Stage stage = stageOf(request);
            if (++seen[stage] == moment.nth && stage == moment.stage)
                QTimer::singleShot(moment.pause, first.get(), &QProcess::kill);
        });
        first->start(QStringLiteral(STUDIO_JOB_RUNNER), arguments);
        QTRY_COMPARE_WITH_TIMEOUT(first->state(), QProcess::NotRunning, 30'000);
        if (moment.pause == 0 || !moment.fault.isEmpty())
            QCOMPARE(first->exitStatus(), QProcess::CrashExit); // else it may have been done by then
        disconnect(killer);

        QVERIFY(gateway.setFaults(R"({"factor": 0.02})"));
        const auto second = programAt(gateway, service);
        second->start(QStringLiteral(STUDIO_JOB_RUNNER), arguments + QStringList{u"resume"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second->state(), QProcess::NotRunning, 30'000);
        QCOMPARE(second->exitStatus(), QProcess::NormalExit);
        QCOMPARE(second->exitCode(), 0);

        qsizetype submits = 0;
        for (const RecordedRequest &request : gateway.recorded())
            submits += stageOf(request) == Stage::Submit ? 1 : 0;
        QCOMPARE(submits, 1);
        const auto database = Database::open(home.filePath(u"studio.db"_s));
        QVERIFY(database);
        const auto runs = RunJournal(**database).runs(u"trial"_s);
        QCOMPARE(runs->size(), 1);
        const RunRecord run = runs->first();
        QVERIFY2(isSettled(run), nameOf(run.state).data());
        QVERIFY(run.job || !moment.isKnown);
        if (run.job) {
            QVERIFY2(run.state == RunState::Done, qPrintable(run.error.value_or(Error{}).detail));
            QCOMPARE(run.media.size(), 1);
            const auto clip = MediaStore(home.filePath(u"media"_s)).read(run.media.first());
            QVERIFY(clip);
            QCOMPARE(VideoEyes(*clip).frames(), 24);
        } else {
            QCOMPARE(run.state, RunState::Interrupted);
            QVERIFY(mayBeBilledUnseen(run)); // this server is no practice to the program: it has an account there
        }
        QCOMPARE(QDir(home.filePath(u"media/incoming"_s)).entryList(QDir::Files), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_KillPractice)
#include "tst_KillPractice.moc"
