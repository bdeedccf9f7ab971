#include "app/Tour.h"

#include "app/ChooseByKeys.h"
#include "gui/BlanksForm.h"
#include "gui/ExportPanel.h"
#include "gui/PictureCompare.h"
#include "gui/ProofView.h"
#include "gui/RunText.h"
#include "gui/VideoCompare.h"
#include "media/ClipClock.h"
#include "store/TrialFile.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextStream>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto pollEvery = 30ms;
constexpr auto settle = 250ms; // for a layout and a repaint after the state is reached

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

} // namespace

Tour::Tour(Studio &studio, Theme &theme, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_studio(studio)
    , m_theme(theme)
    , m_folder(QDir(folder).absolutePath())
{
    m_poll.setInterval(pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &Tour::look);
    addTryingSteps();
    addPictureSteps();
    addVideoSteps();
    addExportSteps();
    addFaultSteps();
    m_steps += chooseByKeysSteps(window(), m_theme);
    addOtherSteps();
}

Tour::~Tour() = default;

template <typename Widget>
Widget *Tour::find(const QString &name) const
{
    // Pages may share names; the one on screen is meant.
    for (Widget *widget : window().findChildren<Widget *>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

void Tour::click(const QString &button) const
{
    if (auto *widget = find<QAbstractButton>(button))
        widget->click();
}

int Tour::columnsIn(RunState state) const
{
    const QString word = stateText(state);
    int count = 0;
    for (const auto *label : window().findChildren<QLabel *>(u"statusLabel"_s))
        count += label->isVisible() && label->text().startsWith(word) ? 1 : 0;
    return count;
}

void Tour::start()
{
    QDir().mkpath(m_folder);
    for (const QString &old : QDir(m_folder).entryList({u"*.png"_s, u"tour.json"_s}, QDir::Files))
        QFile::remove(QDir(m_folder).filePath(old));
    m_theme.setChoice(ThemeChoice::Light);
    window().resize(1440, 900); // room for three columns
    window().show();
    m_studio.workbench().openLast();
    connect(&m_studio, &Studio::practiceReady, this, &Tour::next, Qt::QueuedConnection);
    connect(&m_studio, &Studio::practiceFailed, this, [this](const Error &error) {
        say(u"FAILED  practice gateway: %1"_s.arg(error.detail));
        if (m_step < 0)
            end(); // there is nobody to talk to
    });
    m_studio.start();
}

void Tour::addTryingSteps()
{
    m_steps << Step{u"welcome"_s, [] {}, [this] { return find<QWidget>(u"productText"_s) != nullptr; }};
    m_steps << Step{u"question-opened"_s, [this] { m_studio.workbench().openQuestion(Question::ProductText); },
                    [this] { return find<QWidget>(u"runButton"_s) && find<QWidget>(u"runButton"_s)->isEnabled(); }};
    m_steps << Step{u"answers-streaming"_s, [this] { click(u"runButton"_s); },
                    [this] { return columnsIn(RunState::Writing) >= 1; }};
    m_steps << Step{u"answers-done"_s, [] {}, [this] { return columnsIn(RunState::Done) == 3; }, 60s};
    m_steps << Step{u"what-was-sent"_s, [this] { click(u"sentButton"_s); },
                    [this] { return find<QWidget>(u"inspectorDock"_s) != nullptr; }};
    m_steps << Step{u"edited-look-again"_s,
                    [this] {
                        window().setInspectorShown(false);
                        auto *form = find<BlanksForm>(u"blanksForm"_s);
                        if (QLineEdit *field = form ? form->field(u"product"_s) : nullptr) {
                            field->selectAll();
                            field->insert(u"blue teapot"_s);
                        }
                    },
                    [this] { return window().stepBar().state(studio::Step::Try) == StepState::LookAgain; }};
}

void Tour::addPictureSteps()
{
    const auto compare = [this] { return find<PictureCompare>(u"pictureCompare"_s); };
    m_steps << Step{u"picture-question"_s, [this] { m_studio.workbench().openQuestion(Question::Picture); },
                    [this] { return find<QWidget>(u"runButton"_s) && find<QWidget>(u"runButton"_s)->isEnabled(); }};
    m_steps << Step{u"pictures-done"_s, [this] { click(u"runButton"_s); },
                    [this] { return columnsIn(RunState::Done) == 2 && find<QWidget>(u"compareButton"_s); }, 60s};
    m_steps << Step{u"pictures-side-by-side"_s, [this] { click(u"compareButton"_s); },
                    [compare] { return compare() && compare()->isReady(); }, 30s};
    m_steps << Step{u"pictures-slider"_s, [compare] { compare()->setMode(PictureCompare::Mode::Slider); },
                    [compare] { return compare()->isReady(); }};
    m_steps << Step{u"pictures-difference"_s, [compare] { compare()->setMode(PictureCompare::Mode::Difference); },
                    [compare] { return compare()->changes().has_value(); }, 60s};
    m_steps << Step{u"pictures-difference-dark"_s, [this] { m_theme.setChoice(ThemeChoice::Dark); }, [] { return true; }};
    m_steps << Step{u"pictures-dark"_s, [this] { click(u"leaveCompareButton"_s); },
                    [this] { return find<QWidget>(u"pictureView"_s) != nullptr; }};
}

void Tour::addVideoSteps()
{
    const auto compare = [this] { return find<VideoCompare>(u"videoCompare"_s); };
    m_steps << Step{u"video-question"_s,
                    [this] {
                        m_theme.setChoice(ThemeChoice::Light);
                        m_studio.workbench().openQuestion(Question::Video);
                    },
                    [this] { return find<QWidget>(u"runButton"_s) && find<QWidget>(u"runButton"_s)->isEnabled(); }};
    m_steps << Step{u"videos-working"_s, [this] { click(u"runButton"_s); },
                    [this] { return columnsIn(RunState::Working) == 2; }, 30s};
    m_steps << Step{u"videos-done"_s, [] {},
                    [this] { return columnsIn(RunState::Done) == 2 && find<QWidget>(u"playTogetherButton"_s); }, 120s};
    m_steps << Step{u"videos-in-step"_s,
                    [this, compare] {
                        click(u"playTogetherButton"_s);
                        if (compare())
                            compare()->play();
                    },
                    [compare] { return compare() && compare()->clock().frame() > 12; }, 60s};
    m_steps << Step{u"videos-in-step-dark"_s,
                    [this, compare] {
                        m_theme.setChoice(ThemeChoice::Dark);
                        compare()->pause();
                    },
                    [] { return true; }};
    m_steps << Step{u"videos-narrow-dark"_s,
                    [this] {
                        click(u"leaveCompareButton"_s);
                        window().resize(1024, 640);
                    },
                    [this] { return find<QWidget>(u"videoView"_s) != nullptr; }};
    m_steps << Step{u"product-text-again"_s,
                    [this] {
                        window().resize(1440, 900);
                        m_theme.setChoice(ThemeChoice::Light);
                        m_studio.workbench().openQuestion(Question::ProductText);
                        click(u"runButton"_s);
                    },
                    [this] { return columnsIn(RunState::Done) == 3; }, 60s};
}

void Tour::addExportSteps()
{
    const auto verdict = [this] {
        auto *view = find<ProofView>(u"proofView"_s);
        return view ? view->verdict() : Verdict::None;
    };
    m_steps << Step{u"choose"_s,
                    [this] {
                        window().showPage(Page::Choose);
                        if (auto *field = find<QLineEdit>(u"searchField"_s))
                            field->setText(u"haiku"_s);
                    },
                    [this] { return find<QWidget>(u"modelView"_s) != nullptr; }};
    m_steps << Step{u"export-curl"_s,
                    [this] {
                        window().showPage(Page::Export);
                        if (auto *panel = find<ExportPanel>(u"ExportPanel"_s))
                            panel->setFormat(Format::Curl);
                    },
                    [this] { return find<QWidget>(u"proveButton"_s) && find<QWidget>(u"proveButton"_s)->isEnabled(); }};
    m_steps << Step{u"export-curl-proven"_s,
                    [this] {
                        keepCode(u"curl"_s);
                        click(u"proveButton"_s);
                    },
                    [verdict] { return verdict() == Verdict::Passed; }, 30s};
    m_steps << Step{u"export-cpp"_s,
                    [this] {
                        if (auto *box = find<QComboBox>(u"formatBox"_s))
                            box->setCurrentIndex(1);
                    },
                    [this, verdict] {
                        auto *panel = find<ExportPanel>(u"ExportPanel"_s);
                        return panel && panel->code().files.size() == 2 && verdict() == Verdict::None;
                    }};
    m_steps << Step{u"export-cpp-proven"_s,
                    [this] {
                        keepCode(u"cpp-qt"_s);
                        click(u"proveButton"_s);
                    },
                    [verdict] { return verdict() == Verdict::Passed; }, 150s};
    m_steps << Step{u"export-dark"_s, [this] { m_theme.setChoice(ThemeChoice::Dark); }, [] { return true; }};
    m_steps << Step{u"answers-dark"_s, [this] { window().showPage(Page::Try); },
                    [this] { return find<QWidget>(u"runButton"_s) != nullptr; }};
}

void Tour::addFaultSteps()
{
    m_steps << Step{u"faults"_s,
                    [this] {
                        m_theme.setChoice(ThemeChoice::Light);
                        m_studio.setFaults(R"({"factor": 0.2, "faults": []})");
                        Trial trial = newTrial(QCoreApplication::translate("studio::Tour", "When models fail"));
                        trial.prompt.text = u"Describe a ceramic mug."_s;
                        for (const QString &model : {u"text-a"_s, u"text-a:401"_s, u"text-b:cut"_s})
                            trial.targets << Target{u"practice"_s, model};
                        const QString file = QDir(m_folder).filePath(u"faults.trial.json"_s);
                        std::ignore = writeTrialFile(file, trial);
                        m_studio.workbench().openFile(file);
                        QFile::remove(file);
                        click(u"runButton"_s);
                    },
                    [this] {
                        return columnsIn(RunState::Done) == 1 && columnsIn(RunState::Failed) == 1
                            && columnsIn(RunState::Cut) == 1;
                    },
                    60s};
    m_steps << Step{u"faults-dark"_s, [this] { m_theme.setChoice(ThemeChoice::Dark); }, [] { return true; }};
    m_steps << Step{u"narrow-tabs-dark"_s, [this] { window().resize(1024, 640); }, [] { return true; }};
    m_steps << Step{u"narrow-tabs"_s, [this] { m_theme.setChoice(ThemeChoice::Light); }, [] { return true; }};
    m_steps << Step{u"wide"_s, [this] { window().resize(1920, 1080); }, [] { return true; }};
}

void Tour::addOtherSteps()
{
    const auto dialogOpen = [] { return QApplication::activeModalWidget() != nullptr; };
    const auto closeDialog = [] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
            dialog->reject();
    };
    m_steps << Step{u"accounts"_s,
                    [this] {
                        m_theme.setChoice(ThemeChoice::Light);
                        window().resize(1280, 800);
                        window().setInspectorShown(false);
                        window().showPage(Page::Accounts);
                    },
                    [this] { return find<QWidget>(u"addServerButton"_s) != nullptr; }};
    m_steps << Step{u"connect"_s, [this] { click(u"connectButton"_s); }, dialogOpen};
    m_steps << Step{u"own-server"_s,
                    [this, closeDialog] {
                        closeDialog();
                        click(u"addServerButton"_s);
                        if (auto *field = find<QLineEdit>(u"addressField"_s))
                            field->setText(u"http://localhost:11434/v1"_s);
                    },
                    dialogOpen};
    m_steps << Step{u"accounts-dark"_s,
                    [this, closeDialog] {
                        closeDialog();
                        m_theme.setChoice(ThemeChoice::Dark);
                    },
                    [] { return true; }};
    m_steps << Step{u"choose-dark"_s, [this] { window().showPage(Page::Choose); }, [] { return true; }};
    m_steps << Step{u"network"_s,
                    [this] {
                        m_theme.setChoice(ThemeChoice::Light);
                        window().showPage(Page::Network);
                    },
                    [] { return true; }};
    m_steps << Step{u"welcome-dark"_s,
                    [this] {
                        m_theme.setChoice(ThemeChoice::Dark);
                        window().showPage(Page::Welcome);
                    },
                    [] { return true; }};
}

void Tour::next()
{
    if (++m_step >= m_steps.size()) {
        end();
        return;
    }
    m_clock.start();
    m_steps[m_step].act();
    m_poll.start();
}

void Tour::look()
{
    const Step &step = m_steps[m_step];
    const bool isReached = step.isReached();
    if (!isReached && m_clock.elapsed() < step.patience.count())
        return;
    m_poll.stop();
    QTimer::singleShot(settle, this, [this, isReached] { conclude(isReached); });
}

void Tour::conclude(bool isReached)
{
    const QString name = u"%1-%2"_s.arg(m_step + 1, 2, 10, QLatin1Char('0')).arg(m_steps[m_step].name);
    QWidget *dialog = QApplication::activeModalWidget();
    const QPixmap picture = dialog ? dialog->grab() : window().grab();
    const bool isSaved = picture.save(QDir(m_folder).filePath(name + u".png"_s));
    m_failures += isReached && isSaved ? 0 : 1;
    say(u"%1  %2"_s.arg(isReached ? u"ok    "_s : u"FAILED"_s, name));
    m_report << QJsonObject{{u"step"_s, name},
                            {u"picture"_s, name + u".png"_s},
                            {u"seconds"_s, double(m_clock.elapsed()) / 1000.0},
                            {u"passed"_s, isReached && isSaved}};
    next();
}

void Tour::keepCode(const QString &name)
{
    auto *panel = find<ExportPanel>(u"ExportPanel"_s);
    if (!panel)
        return;
    QDir().mkpath(QDir(m_folder).filePath(name));
    for (const CodeFile &file : panel->code().files) {
        const QString path = name + u'/' + file.name;
        if (writeTextFile(QDir(m_folder).filePath(path), file.text.toUtf8()))
            m_kept << path;
    }
}

void Tour::end()
{
    m_failures += m_kept.size() == 3 ? 0 : 1; // one file of curl, two of C++
    const QJsonObject report{{u"program"_s, u"signalbox"_s},
                             {u"version"_s, QLatin1StringView(STUDIO_VERSION)},
                             {u"steps"_s, m_report},
                             {u"code"_s, QJsonArray::fromStringList(m_kept)},
                             {u"failures"_s, m_failures},
                             {u"passed"_s, m_failures == 0}};
    const auto written = writeTextFile(QDir(m_folder).filePath(u"tour.json"_s), QJsonDocument(report).toJson());
    m_failures += written ? 0 : 1;
    say(u"%1 steps, %2 failures: %3"_s.arg(m_steps.size()).arg(m_failures).arg(m_folder));
    emit finished(m_failures);
}

} // namespace studio
