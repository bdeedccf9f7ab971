#include "gui/SettingsForm.h"

#include "NamelessInputs.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

ColumnFit chatOf(const QStringList &notListed = {}, const QStringList &outputs = {u"text"_s})
{
    ColumnFit column;
    for (const Parameter &parameter : parameters()) {
        const bool isMedia = parameter.group == Parameter::Group::Picture || parameter.group == Parameter::Group::Video;
        column.settings[parameter.name] = isMedia || parameter.group == Parameter::Group::Routing ? SettingFit::NoPlace
                                          : notListed.contains(parameter.name)                    ? SettingFit::NotListed
                                                                                                  : SettingFit::Taken;
    }
    column.outputs = outputs;
    return column;
}

ColumnFit videoMaker()
{
    ColumnFit column;
    for (const Parameter &parameter : parameters())
        column.settings[parameter.name] = SettingFit::NoPlace;
    for (const QString &setting : {u"seconds"_s, u"sound"_s, u"size"_s, u"seed"_s})
        column.settings[setting] = SettingFit::Taken;
    column.outputs = {u"video"_s};
    return column;
}

/// A form on screen, as high as a page gives it.
struct Stage
{
    explicit Stage(int width = 1000)
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(form);
        layout->addStretch(1);
        window.resize(width, 600);
        window.show();
        std::ignore = QTest::qWaitForWindowActive(&window);
    }

    template <typename Widget>
    Widget &child(const QString &name) const
    {
        auto *found = form->findChild<Widget *>(name);
        Q_ASSERT(found != nullptr);
        return *found;
    }

    /// Settings that can be seen, in order.
    QString shown() const
    {
        QStringList names;
        for (const Parameter &parameter : parameters()) {
            if (form->findChild<QWidget *>(parameter.name + u"Edit"_s)->isVisible())
                names << parameter.name;
        }
        return names.join(u' ');
    }

    QWidget window;
    SettingsForm *form = new SettingsForm;
};

} // namespace

class tst_SettingsForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void theSimpleViewHasTheUsualSettings()
    {
        Stage stage;
        QCOMPARE(stage.shown(), u"temperature max_tokens seed reasoning_effort answer_format"_s);
        stage.form->setFits({chatOf()});
        QCOMPARE(stage.shown(), u"temperature max_tokens seed reasoning_effort answer_format"_s);
        stage.form->setFits({chatOf({u"temperature"_s})});
        QCOMPARE(stage.shown(), u"max_tokens seed reasoning_effort answer_format"_s);
        stage.form->setFits({videoMaker()});
        QCOMPARE(stage.shown(), u"seed size seconds sound"_s);
    }

    void theSimpleViewHidesNothingThatIsSet()
    {
        Stage stage;
        stage.form->setFits({chatOf()});
        stage.form->setSettings({{u"top_k"_s, 5}, {u"extra"_s, QJsonObject{{u"user"_s, u"a"_s}}}});
        QVERIFY(stage.child<QLineEdit>(u"top_kEdit"_s).isVisible());
        QVERIFY(stage.child<QPlainTextEdit>(u"extraEdit"_s).isVisible());
        stage.child<QToolButton>(u"top_kReset"_s).click();
        QVERIFY(!stage.form->settings().contains(u"top_k"_s));
        QVERIFY(stage.child<QLineEdit>(u"top_kEdit"_s).isVisible()); // it does not vanish under the hand
    }

    void theDetailedViewHasEveryGroupThatSomebodyTakes()
    {
        Stage stage;
        stage.form->setFits({chatOf()});
        stage.form->setDetailed(true);
        const QString shown = stage.shown();
        QVERIFY2(shown.contains(u"top_p"_s) && shown.endsWith(u"extra"_s), qPrintable(shown));
        QVERIFY(!shown.contains(u"seconds"_s) && !shown.contains(u"provider."_s));
        stage.form->setFits({chatOf(), videoMaker()});
        QVERIFY(stage.shown().contains(u"seconds"_s));
    }

    void saysWhichColumnDoesNotTakeASetting()
    {
        Stage stage;
        auto &note = stage.child<QLabel>(u"temperatureNote"_s);
        stage.form->setFits({chatOf(), chatOf({u"temperature"_s})});
        QCOMPARE(note.text(), u"B does not take this."_s);
        QVERIFY(note.isVisible());
        QVERIFY(stage.child<QLineEdit>(u"temperatureEdit"_s).isEnabled());
        QCOMPARE(stage.child<QLineEdit>(u"temperatureEdit"_s).accessibleDescription(), note.text());
        stage.form->setFits({chatOf(), chatOf({u"temperature"_s}), videoMaker()});
        QCOMPARE(note.text(), u"B, C do not take this."_s);
        stage.form->setFits({chatOf()});
        QVERIFY(!note.isVisible());
    }

    void whatNobodyTakesIsGreyAndSaysWhy()
    {
        Stage stage;
        stage.form->setSettings({{u"temperature"_s, 0.5}});
        stage.form->setFits({chatOf({u"temperature"_s})});
        auto &edit = stage.child<QLineEdit>(u"temperatureEdit"_s);
        auto &note = stage.child<QLabel>(u"temperatureNote"_s);
        QVERIFY(edit.isVisible() && !edit.isEnabled());
        QVERIFY2(note.text().contains(u"list"_s), qPrintable(note.text()));
        QVERIFY(stage.child<QToolButton>(u"temperatureReset"_s).isEnabled());
        stage.form->setFits({videoMaker()});
        QVERIFY2(note.text().contains(u"no place"_s), qPrintable(note.text()));
        QCOMPARE(stage.form->settings()[u"temperature"_s].toDouble(), 0.5); // kept for another model
    }

    void everyKindOfSettingIsReadAndShown()
    {
        Stage stage;
        stage.form->setFits({});
        stage.form->setDetailed(true);
        const QJsonObject settings{{u"frequency_penalty"_s, -1.5},
                                   {u"stop"_s, QJsonArray{u"END"_s, u"###"_s}},
                                   {u"answer_format"_s, u"json"_s},
                                   {u"size"_s, u"1024x1024"_s},
                                   {u"sound"_s, false},
                                   {u"tools"_s, QJsonArray{QJsonObject{{u"type"_s, u"function"_s}}}}};
        stage.form->setSettings(settings);
        QCOMPARE(stage.child<QLineEdit>(u"frequency_penaltyEdit"_s).text(), u"-1.5"_s);
        QCOMPARE(stage.child<QLineEdit>(u"stopEdit"_s).text(), u"END, ###"_s);
        QCOMPARE(stage.child<QComboBox>(u"answer_formatEdit"_s).currentText(), u"JSON"_s);
        QCOMPARE(stage.child<QComboBox>(u"soundEdit"_s).currentText(), u"no"_s);
        QCOMPARE(stage.form->settings(), settings);
        stage.form->setSettings({});
        QCOMPARE(stage.child<QComboBox>(u"soundEdit"_s).currentText(), u"model's own"_s);
        QVERIFY(stage.child<QPlainTextEdit>(u"toolsEdit"_s).toPlainText().isEmpty());

        QTest::keyClicks(&stage.child<QLineEdit>(u"frequency_penaltyEdit"_s), u"-,5"_s);
        QTest::keyClicks(&stage.child<QLineEdit>(u"stopEdit"_s), u"END,###"_s);
        QTest::keyClicks(&stage.child<QComboBox>(u"soundEdit"_s), u"y"_s);
        QTest::keyClick(&stage.child<QComboBox>(u"answer_formatEdit"_s), Qt::Key_Down);
        QCOMPARE(stage.form->settings(), QJsonObject({{u"frequency_penalty"_s, -0.5},
                                                      {u"stop"_s, QJsonArray{u"END"_s, u"###"_s}},
                                                      {u"sound"_s, true},
                                                      {u"answer_format"_s, u"text"_s}}));
    }

    void jsonIsCheckedAsItIsTyped()
    {
        Stage stage;
        stage.form->setDetailed(true);
        QSignalSpy edits(stage.form, &SettingsForm::edited);
        auto &edit = stage.child<QPlainTextEdit>(u"extraEdit"_s);
        auto &note = stage.child<QLabel>(u"extraNote"_s);
        QTest::keyClicks(&edit, u"{\"user\": \"a\""_s);
        QVERIFY2(note.text().contains(u"no JSON"_s), qPrintable(note.text()));
        QCOMPARE(edits.size(), 0);
        QTest::keyClicks(&edit, u"}"_s);
        QVERIFY(note.text().isEmpty());
        QCOMPARE(stage.form->settings()[u"extra"_s], QJsonValue(QJsonObject{{u"user"_s, u"a"_s}}));
        QCOMPARE(edit.toPlainText(), u"{\"user\": \"a\"}"_s); // as typed
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QVERIFY(!stage.form->settings().contains(u"extra"_s)); // what cannot be read is not sent
        stage.child<QToolButton>(u"extraReset"_s).click();
        QVERIFY(edit.toPlainText().isEmpty() && note.text().isEmpty());
    }

    void theWheelChangesNoChoice()
    {
        Stage stage;
        auto &box = stage.child<QComboBox>(u"answer_formatEdit"_s);
        box.setFocus();
        const QPoint middle = box.rect().center();
        QWheelEvent turn(middle, box.mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&box, &turn);
        QCOMPARE(box.currentIndex(), 0);
    }

    void aSwitchOfViewIsQuick()
    {
        Stage stage;
        stage.form->setDetailed(true);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 4; ++i) {
            stage.form->setDetailed(i % 2 == 1);
            QCoreApplication::processEvents();
        }
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void theSummaryHasWordsAndNoJson()
    {
        SettingsForm form;
        form.setSettings({{u"max_tokens"_s, 500},
                          {u"reasoning_effort"_s, u"minimal"_s},
                          {u"extra"_s, QJsonObject{{u"user"_s, u"a"_s}}}});
        QCOMPARE(form.summary(), u"Longest answer 500, How hard to think very low, Other fields to send …"_s);
    }

    void everyFieldHasANameAndTabGoesAsOneReads()
    {
        Stage stage;
        stage.form->setDetailed(true);
        QCOMPARE(namelessInputs(stage.window), QStringList());
        QStringList expected;
        for (const Parameter &parameter : parameters())
            expected << parameter.name + u"Edit"_s;
        QStringList walked;
        stage.child<QLineEdit>(u"temperatureEdit"_s).setFocus();
        for (int i = 0; i < expected.size(); ++i) {
            walked << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(walked, expected);
    }

    void scrollsWhereThereIsLittleRoom()
    {
        Stage stage(420);
        stage.form->setDetailed(true);
        QTRY_VERIFY(stage.form->verticalScrollBar()->maximum() > 100);
        QVERIFY(stage.form->height() < 400);
        auto &last = stage.child<QPlainTextEdit>(u"extraEdit"_s);
        QVERIFY(last.width() <= stage.form->width());
        stage.child<QLineEdit>(u"temperatureEdit"_s).setFocus();
        for (int i = 0; i < 60 && !last.hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(last.hasFocus());
        QTRY_VERIFY(stage.form->viewport()->rect().intersects(QRect(last.mapTo(stage.form->viewport(), QPoint()), last.size())));
    }
};

QTEST_MAIN(tst_SettingsForm)
#include "tst_SettingsForm.moc"
