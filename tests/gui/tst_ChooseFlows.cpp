#include "core/Json.h"
#include "gui/ChoosePage.h"
#include "gui/CorrectDialog.h"
#include "gui/ModelDetails.h"
#include "support/ScriptedServer.h"
#include "support/WindowBench.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto list = R"({"data": [{"id": "maker/one", "name": "One", "pricing": {"prompt": "0.000001", "completion": "0.000002"}},
                                   {"id": "maker/two", "name": "Two"}]})";

constexpr auto endpoints = R"({"data": {"endpoints": [
    {"provider_name": "Cheap", "tag": "cheap/fp8", "model_id": "maker/one", "pricing": {"completion": "0.000001"}},
    {"provider_name": "Dear", "tag": "dear", "model_id": "maker/one", "pricing": {"completion": "0.000009"}}]}})";

/// A gateway that lists two models, and the window on a trial with the first one.
struct GatewayBench : WindowBench
{
    GatewayBench()
    {
        server.answerAt("/models", ScriptedAnswer::whole(list));
        server.answerAt("/models/maker/one/endpoints", ScriptedAnswer::whole(endpoints));
        Profile router = profileForServer(u"Gate"_s, server.base(), false, {});
        router.endpointsPath = u"/models/{model}/endpoints"_s;
        router.takesRouting = true;
        accounts.addTemporary(router);
        id = router.id;
        // It would be asked without a key: no test asks the internet.
        Profile keyless = *accounts.profile(u"openrouter"_s);
        keyless.modelsPath.clear();
        accounts.addTemporary(keyless);
    }

    bool fetchList()
    {
        QSignalSpy refreshed(&catalog, &Catalog::refreshed);
        catalog.refresh(id);
        return refreshed.wait();
    }

    void openTrial()
    {
        trial.prompt.text = u"Say hello."_s;
        trial.targets = {{id, u"maker/one"_s}};
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
