#include "catalog/ModelTable.h"
#include "core/Json.h"
#include "gui/ChoosePage.h"
#include "gui/CorrectDialog.h"
#include "gui/ExportPanel.h"
#include "gui/FactsDialog.h"
#include "gui/ModelDetails.h"
#include "gui/NoticeStrip.h"
#include "gui/VerdictLine.h"
#include "support/ScriptedServer.h"
#include "support/WindowBench.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto list = R"({"data": [{"id": "maker/one", "name": "One", "pricing": {"prompt": "0.000001", "completion": "0.000002"}},
                                   {"id": "maker/two", "name": "Two"}]})";

constexpr auto dearerList = R"({"data": [{"id": "maker/one", "name": "One", "pricing": {"prompt": "0.000001", "completion": "0.000009"}},
                                         {"id": "maker/two", "name": "Two"}]})";

constexpr auto listWithoutOne = R"({"data": [{"id": "maker/two", "name": "Two"}]})";

constexpr auto renamedList = R"({"data": [{"id": "maker/uno", "name": "Uno", "canonical_slug": "maker/one-1"}, {"id": "maker/two"}]})";

constexpr auto endingList = R"({"data": [{"id": "maker/one", "name": "One", "canonical_slug": "maker/one-1", "deprecation": "2099-01-31T00:00:00Z",
                                          "deprecation_replacement_model": "maker/two"},
                                         {"id": "maker/two", "name": "Two"}]})";

constexpr auto endpoints = R"({"data": {"endpoints": [
    {"provider_name": "Cheap", "tag": "cheap/fp8", "model_id": "maker/one", "pricing": {"completion": "0.000001"}},
    {"provider_name": "Dear", "tag": "dear", "model_id": "maker/one", "pricing": {"completion": "0.000009"}}]}})";

constexpr auto forgetful = R"({"data": [{"model_id": "maker/one", "tag": "cheap/fp8", "provider_name": "Cheap"}]})";

/// How many pixels have that colour.
int inkIn(const QImage &image, const QColor &ink)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == ink.rgb() ? 1 : 0;
    }
    return count;
}

/// A gateway that lists two models, and the window on a trial with the first one.
struct GatewayBench : WindowBench
{
    GatewayBench()
    {
        server.answerAt("/models", ScriptedAnswer::whole(list));
        server.answerAt("/models/maker/one/endpoints", ScriptedAnswer::whole(endpoints));
        Profile router = profileForServer(u"Gate"_s, server.base(), false, {});
        router.endpointsPath = u"/models/{model}/endpoints"_s;
        router.forgetfulPath = u"/endpoints/zdr"_s;
        server.answerAt("/endpoints/zdr", ScriptedAnswer::whole(forgetful));
        router.takesRouting = true;
        accounts.addTemporary(router);
        id = router.id;
        // It would be asked without a key: no test asks the internet.
        Profile keyless = *accounts.profile(u"openrouter"_s);
        keyless.modelsPath.clear();
        accounts.addTemporary(keyless);
    }

    bool fetchList(const QByteArray &body)
    {
        server.answerAt("/models", ScriptedAnswer::whole(body));
        return fetchList();
    }

    bool fetchList()
    {
        QSignalSpy refreshed(&catalog, &Catalog::refreshed);
        catalog.refresh(id);
        return refreshed.wait();
    }

    void openTrial(const QStringList &models = {u"maker/one"_s})
    {
        trial.prompt.text = u"Say hello."_s;
        for (const QString &model : models)
            trial.targets << Target{id, model};
        std::ignore = trials.save(trial);
        settings.setLastTrial(trial.id);
        workbench.openLast();
    }

    void chooseFirst()
    {
        workbench.window().showPage(Page::Choose);
        workbench.window().setInspectorShown(true);
        auto *field = find<QLineEdit>(u"searchField"_s);
        field->setText(u"maker/one"_s);
    }

    /// What would be sent for the trial as it is kept.
    QJsonObject sentBody()
    {
        const auto kept = trials.trial(trial.id);
        const auto record = kept ? runs.prepare(*kept, 1) : Result<RunRecord>(kept.error());
        const auto body = record ? parseJsonObject(record->recipe.request.body) : Result<QJsonObject>(record.error());
        return body ? *body : QJsonObject();
    }

    ScriptedServer server;
    QString id;
    Trial trial = newTrial();
};

} // namespace

/// From the model list into the trial and the catalogue, with the real window.
class tst_ChooseFlows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void preferAndAvoidAreInWhatIsSent()
    {
        GatewayBench bench;
        QVERIFY(bench.fetchList());
        bench.openTrial();
        bench.chooseFirst();
        QVERIFY(!bench.sentBody().isEmpty());
        QVERIFY(!bench.sentBody()[u"provider"_s].toObject().contains(u"order"_s));
        auto *details = bench.workbench.window().findChild<ModelDetails *>(u"ModelDetails"_s);
        QVERIFY(details);
        details->findChild<QPushButton *>(u"askButton"_s)->click();
        auto *view = details->findChild<QTreeWidget *>(u"companyView"_s);
        QTRY_COMPARE(view->topLevelItemCount(), 2);
        QCOMPARE(view->topLevelItem(0)->text(0), u"Cheap"_s);

        details->findChild<QPushButton *>(u"preferButton"_s)->click();
        QTRY_COMPARE(bench.sentBody()[u"provider"_s][u"order"_s].toArray(), QJsonArray{u"cheap/fp8"_s});
        view->setCurrentItem(view->topLevelItem(1));
        details->findChild<QPushButton *>(u"avoidButton"_s)->click();
        QTRY_COMPARE(bench.sentBody()[u"provider"_s][u"ignore"_s].toArray(), QJsonArray{u"dear"_s});
        QCOMPARE(bench.sentBody()[u"provider"_s][u"order"_s].toArray(), QJsonArray{u"cheap/fp8"_s});

        // Who is preferred now is not ruled out any more, and comes first.
        details->findChild<QPushButton *>(u"preferButton"_s)->click();
        QTRY_COMPARE(bench.sentBody()[u"provider"_s][u"order"_s].toArray(), (QJsonArray{u"dear"_s, u"cheap/fp8"_s}));
        QVERIFY(!bench.sentBody()[u"provider"_s].toObject().contains(u"ignore"_s));
    }

    void saysWhichModelsNobodyWouldAnswerFor()
    {
        GatewayBench bench;
        bench.workbench.window().resize(1920, 1080); // room for the filters
        bench.openTrial({u"maker/one"_s, u"maker/two"_s});
        bench.workbench.window().showPage(Page::Choose);
        QVERIFY(bench.fetchList());
        auto *box = bench.find<QComboBox>(u"dataBox"_s);
        QTRY_VERIFY(box->model()->index(box->count() - 1, 0).flags() & Qt::ItemIsEnabled);
        QTest::keyClick(box, Qt::Key_End);
        auto *note = bench.find<QLabel>(u"dataNote"_s);
        QVERIFY2(note->text().endsWith(u"Nobody who keeps nothing runs Two: with that nobody could answer there."_s),
                 qPrintable(note->text()));
        QCOMPARE(box->accessibleDescription(), note->text());
        bench.find<QPushButton>(u"onlyForgetfulButton"_s)->click();
        QTRY_VERIFY(note->text().endsWith(u"Nobody who keeps nothing runs Two, so nobody can answer there."_s));
        emit bench.workbench.window().findChild<ChoosePage *>()->clearPicksRequested();
        QTRY_VERIFY(!note->text().contains(u"Two"_s));
    }

    void findsWhoKeepsNothingAndAsksOnlyThem()
    {
        GatewayBench bench;
        bench.workbench.window().resize(1920, 1080); // room for the filters
        bench.openTrial();
        bench.workbench.window().showPage(Page::Choose);
        auto *box = bench.find<QComboBox>(u"dataBox"_s);
        QVERIFY(box);
        auto *note = bench.find<QLabel>(u"dataNote"_s);
        const int row = box->findText(u"Where nothing is kept"_s);
        QVERIFY(!(box->model()->index(row, 0).flags() & Qt::ItemIsEnabled));
        QVERIFY2(note->text().contains(u"Check online"_s), qPrintable(note->text()));

        QVERIFY(bench.fetchList());
        QTRY_VERIFY(box->model()->index(row, 0).flags() & Qt::ItemIsEnabled);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(box->currentIndex(), row);
        auto *list = bench.find<QTreeView>(u"modelView"_s);
        QVERIFY(list);
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY2(note->text().startsWith(u"Somebody who keeps nothing runs these, but others may answer too. (Gate's list, "_s),
                 qPrintable(note->text()));
        QVERIFY(!bench.sentBody()[u"provider"_s].toObject().contains(u"zdr"_s));
        bench.find<QPushButton>(u"onlyForgetfulButton"_s)->click();
        QTRY_COMPARE(bench.sentBody()[u"provider"_s][u"zdr"_s], QJsonValue(true));
        QTRY_VERIFY(note->text().startsWith(u"This trial asks only those that keep nothing."_s));
        QVERIFY(!bench.find<QWidget>(u"onlyForgetfulButton"_s));

        auto *details = bench.workbench.window().findChild<ModelDetails *>(u"ModelDetails"_s);
        const auto *about = details->findChild<QTreeWidget *>(u"aboutView"_s);
        const auto data = about->findItems(u"Your data"_s, Qt::MatchExactly);
        QCOMPARE(data.size(), 1);
        QVERIFY2(data.first()->text(1).startsWith(u"1 of those who run it keep(s) nothing (Gate's list, "_s), qPrintable(data.first()->text(1)));
        details->findChild<QPushButton *>(u"askButton"_s)->click();
        auto *view = details->findChild<QTreeWidget *>(u"companyView"_s);
        QTRY_COMPARE(view->topLevelItemCount(), 2);
        QCOMPARE(view->headerItem()->text(1), u"Your data"_s);
        QCOMPARE(view->topLevelItem(0)->text(1), u"keeps nothing"_s);
        QCOMPARE(view->topLevelItem(1)->text(1), u"unknown"_s);
    }

    void aCorrectedPriceIsDatedAndMarkedAndStays()
    {
        GatewayBench bench;
        QVERIFY(bench.fetchList());
        bench.openTrial();
        bench.chooseFirst();
        auto *details = bench.workbench.window().findChild<ModelDetails *>(u"ModelDetails"_s);
        details->findChild<QPushButton *>(u"correctButton"_s)->click();
        auto *dialog = bench.workbench.window().findChild<CorrectDialog *>();
        QVERIFY(dialog);
        auto *out = dialog->findChild<QLineEdit *>(u"outField"_s);
        auto *buttons = dialog->findChild<QDialogButtonBox *>(u"buttons"_s);
        QPushButton *save = buttons->button(QDialogButtonBox::Save) ? buttons->button(QDialogButtonBox::Save)
                                                                     : buttons->button(QDialogButtonBox::Ok);
        QVERIFY(save);
        const Target target{bench.id, u"maker/one"_s};
        out->setText(u"four"_s);
        save->click();
        QVERIFY(dialog->isVisible()); // says what is wrong, and keeps nothing
        QVERIFY(!bench.catalog.find(target)->originOf(Origin::Fact::Price));

        out->setText(u"4.5"_s);
        save->click();
        QTRY_VERIFY(!bench.workbench.window().findChild<CorrectDialog *>());
        QCOMPARE(bench.catalog.find(target)->price.outputToken, Money::parse(u"0.0000045"));
        QVERIFY(bench.fetchList());
        const auto model = bench.catalog.find(target);
        QCOMPARE(model->price.outputToken, Money::parse(u"0.0000045"));
        const Origin *origin = model->originOf(Origin::Fact::Price);
        QVERIFY(origin && origin->isUsers);
        QCOMPARE(origin->date, QDate::currentDate().toString(Qt::ISODate));

        QStringList shown;
        for (int row = 0; row < details->findChild<QTreeWidget *>(u"priceView"_s)->topLevelItemCount(); ++row)
            shown << details->findChild<QTreeWidget *>(u"priceView"_s)->topLevelItem(row)->text(1);
        const QString prices = shown.join(u'|');
        QVERIFY2(prices.contains(u"$4.50"_s), qPrintable(prices));
        QVERIFY2(prices.contains(origin->date), qPrintable(prices));
    }

    void aModelThatEndsIsToldOnTryWithWhatComesThen()
    {
        GatewayBench bench;
        QVERIFY(bench.fetchList());
        bench.openTrial();
        bench.workbench.window().showPage(Page::Try);
        auto *strip = bench.workbench.window().findChild<NoticeStrip *>(u"strip"_s);
        QVERIFY(strip && !strip->isVisible());

        QVERIFY(bench.fetchList(QByteArray(endingList).replace("2099", "2089")));
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->message().text, u"One ends on Monday, January 31, 2089. In its place: Two."_s);
        bench.chooseFirst();
        auto *view = bench.find<QTreeView>(u"modelView"_s);
        const QString note = view->model()->index(0, ModelTable::Notes).data().toString();
        QVERIFY2(note.contains(u"then maker/two"_s), qPrintable(note));
        auto *details = bench.workbench.window().findChild<ModelDetails *>(u"ModelDetails"_s);
        QCOMPARE(details->findChild<VerdictLine *>(u"warningLine"_s)->text(),
                 u"Its end is announced for Monday, January 31, 2089. Its provider names “maker/two” for the time after."_s);

        bench.workbench.window().showPage(Page::Try);
        QVERIFY(strip->button(Action::PickAnother));
        strip->button(Action::PickAnother)->click();
        QCOMPARE(bench.workbench.window().currentPage(), std::optional(Page::Choose));
        QVERIFY(bench.fetchList(list)); // the end was called off
        bench.workbench.window().showPage(Page::Try);
        QVERIFY(!strip->isVisible());
    }

    void aModelThatIsGoneIsToldOnTryWithItsNewName()
    {
        GatewayBench bench;
        QVERIFY(bench.fetchList(endingList));
        bench.openTrial();
        bench.workbench.window().showPage(Page::Try);
        auto *strip = bench.workbench.window().findChild<NoticeStrip *>(u"strip"_s);
        QVERIFY(bench.fetchList(listWithoutOne));
        QCOMPARE(strip->message().text, u"maker/one is not in Gate's list any more."_s);
        QVERIFY(bench.fetchList(endingList));
        QVERIFY(bench.fetchList(renamedList));
        QCOMPARE(strip->message().text, u"maker/one is not in Gate's list any more. In its place: Uno."_s);
        bench.server.answerAt("/models", ScriptedAnswer::whole(R"({"data": []})"));
        QVERIFY(bench.fetchList());
        QCOMPARE(strip->message().text, u"maker/one is not in Gate's list any more. In its place: Uno."_s);
    }

    void codeThatWasTakenForAnOlderListSaysWhatIsDifferent()
    {
        GatewayBench bench;
        QVERIFY(bench.fetchList(endingList));
        QVERIFY(bench.fetchList(list)); // no end is announced any more
        bench.openTrial();
        bench.workbench.window().showPage(Page::Export);
        auto *strip = bench.find<ExportPanel>(u"ExportPanel"_s)->findChild<NoticeStrip *>(u"modelStrip"_s);
        QVERIFY(!strip->isVisible());
        QVERIFY(bench.fetchList(dearerList)); // nobody took any code yet
        QVERIFY(!strip->isVisible());
        QVERIFY(bench.fetchList(list));
        bench.find<QPushButton>(u"copyButton"_s)->click();
        QVERIFY(bench.catalog.exports().taken(bench.trial.id, {bench.id, u"maker/one"_s}).isValid());
        QVERIFY(!strip->isVisible()); // what changed before it was taken is in it

        QVERIFY(bench.fetchList(dearerList));
        QTRY_VERIFY(strip->isVisible());
        const QString date = QLocale().toString(QDate::currentDate(), QLocale::LongFormat);
        QCOMPARE(strip->message().text,
                 u"The code you took on %1 was made for an older list. One: dearer: $9.00 instead of $2.00 out. "
                 "Look at what a run costs now."_s.arg(date));
        QCOMPARE(strip->message().actions, (QList{Action::SeeChanges, Action::PickAnother}));
        strip->button(Action::SeeChanges)->click();
        QCOMPARE(bench.workbench.window().currentPage(), std::optional(Page::Choose));
        const auto *sheet = bench.workbench.window().findChild<FactsDialog *>();
        QVERIFY(sheet && sheet->isVisible());

        bench.workbench.window().showPage(Page::Export);
        bench.find<QPushButton>(u"copyButton"_s)->click(); // taken once more, as it is now
        QVERIFY(!strip->isVisible());
        const Catalog next(bench.transport, bench.accounts, bench.home);
        QCOMPARE(next.exports().entries(), bench.catalog.exports().entries());
        QCOMPARE(next.exports().entries().size(), 1);
    }

    void aModelThatIsGoneIsReplacedFromTheExportAndFromTry()
    {
        for (const Page page : {Page::Export, Page::Try}) {
            GatewayBench bench;
            QVERIFY(bench.fetchList(endingList));
            bench.openTrial();
            bench.workbench.window().showPage(Page::Export);
            bench.find<QPushButton>(u"copyButton"_s)->click();
            bench.workbench.window().showPage(page);
            QVERIFY(bench.fetchList(renamedList));
            auto *strip = bench.find<NoticeStrip>(page == Page::Export ? u"modelStrip"_s : u"strip"_s);
            QVERIFY(strip);
            const QString text = strip->message().text;
            QVERIFY2(text.startsWith(u"maker/one is not in Gate's list any more. In its place: Uno."_s), qPrintable(text));
            QVERIFY(strip->button(Action::Replace));
            strip->button(Action::Replace)->click();
            QTRY_COMPARE(bench.trials.trial(bench.trial.id)->targets, (QList<Target>{{bench.id, u"maker/uno"_s}}));
            QVERIFY(!strip->isVisible());
        }
    }

    void theStarOfTheSelectedRowIsReadable_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }

    void theStarOfTheSelectedRowIsReadable()
    {
        QFETCH(const ThemeChoice, choice);
        GatewayBench bench;
        bench.theme.setChoice(choice);
        QVERIFY(bench.fetchList());
        bench.openTrial();
        bench.chooseFirst();
        bench.catalog.marks().setFavourite({bench.id, u"maker/one"_s}, true);
        auto *view = bench.find<QTreeView>(u"modelView"_s);
        view->setFocus();
        QTRY_VERIFY(view->hasFocus());
        const QModelIndex star = view->model()->index(0, ModelTable::Favourite);
        view->setCurrentIndex(star.siblingAtColumn(ModelTable::Name));
        QVERIFY(view->visualRect(star).isValid());
        QTRY_VERIFY(inkIn(view->viewport()->grab(view->visualRect(star)).toImage(), view->palette().color(QPalette::HighlightedText)) >= 20);
    }

    void theScheduleAsksForTheListsThatAreDue()
    {
        GatewayBench bench;
        bench.openTrial();
        bench.workbench.window().showPage(Page::Choose);
        QVERIFY(!bench.catalog.listing(bench.id).isRefreshing); // only on request
        QCOMPARE(bench.server.requests().size(), 0);
        auto *box = bench.find<QComboBox>(u"scheduleBox"_s);
        QVERIFY(box);
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        box->setCurrentIndex(box->findData(24));
        emit box->activated(box->currentIndex());
        QCOMPARE(bench.settings.refreshHours(), 24);
        QVERIFY(bench.catalog.listing(bench.id).isRefreshing);
        QTRY_VERIFY(!bench.catalog.listing(bench.id).isRefreshing);
        QVERIFY(bench.catalog.find({bench.id, u"maker/one"_s}));
        const auto asked = bench.server.requests().size();
        box->setCurrentIndex(box->findData(168));
        emit box->activated(box->currentIndex()); // fresh enough
        QVERIFY(!bench.catalog.listing(bench.id).isRefreshing);
        QCOMPARE(bench.server.requests().size(), asked);
    }
};

QTEST_MAIN(tst_ChooseFlows)
#include "tst_ChooseFlows.moc"
