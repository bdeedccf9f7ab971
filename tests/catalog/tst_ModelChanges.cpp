#include "catalog/ModelChanges.h"

#include "providers/ModelList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// Three rows as OpenRouter sends them: a text model, its free variant, and a video model.
QJsonArray baseRows()
{
    const QByteArray json = R"([
      {"id":"m/text","canonical_slug":"m/text-20260101","name":"M: Text","context_length":128000,
       "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
       "pricing":{"prompt":"0.000001","completion":"0.000002"},
       "top_provider":{"max_completion_tokens":8192},"supported_parameters":["temperature","seed","top_p"]},
      {"id":"m/text:free","canonical_slug":"m/text-20260101","name":"M: Text free","context_length":64000,
       "architecture":{"input_modalities":["text"],"output_modalities":["text"]},
       "pricing":{"prompt":"0","completion":"0"},"supported_parameters":["temperature"]},
      {"id":"m/video","canonical_slug":"m/video-1","name":"M: Video","supported_durations":[4],"supported_frame_images":[],
       "pricing_skus":{"duration_seconds_720p":"0.10","duration_seconds_1080p":"0.20"}}])";
    return QJsonDocument::fromJson(json).array();
}

QList<Model> listOf(const QJsonArray &rows)
{
    const QByteArray body = QJsonDocument(QJsonObject{{u"data"_s, rows}}).toJson();
    auto models = parseModelList(body, u"p"_s);
    return models ? *models : QList<Model>();
}

/// "kind id what before>after what before>after": one line each.
QString told(const QList<ModelChange> &changes)
{
    QStringList lines;
    for (const ModelChange &change : changes) {
        QString line = QString(nameOf(change.kind)) + u' ' + change.target.model;
        for (const ModelChange::Detail &detail : change.details)
            line += u' ' + detail.what + u' ' + detail.before + u'>' + detail.after;
        lines << line;
    }
    return lines.join(u" | "_s);
}

using Edit = std::function<void(QJsonArray &)>;

/// Sets a value deep inside a row; a path like "pricing.prompt".
Edit set(int row, const QString &path, const QJsonValue &value)
{
    return [=](QJsonArray &rows) {
        QJsonObject object = rows[row].toObject();
        const QString key = path.section(u'.', 0, 0);
        if (path.contains(u'.')) {
            QJsonObject inner = object[key].toObject();
            if (value.isUndefined())
                inner.remove(path.section(u'.', 1));
            else
                inner[path.section(u'.', 1)] = value;
            object[key] = inner;
        } else if (value.isUndefined()) {
            object.remove(key);
        } else {
            object[key] = value;
        }
        rows[row] = object;
    };
}

Edit remove(int row)
{
    return [row](QJsonArray &rows) { rows.removeAt(row); };
}

Edit add(const QString &id, const QString &canonical = {})
{
    return [=](QJsonArray &rows) {
        rows.append(QJsonObject{{u"id"_s, id}, {u"canonical_slug"_s, canonical}, {u"name"_s, id}});
    };
}

Edit both(const Edit &first, const Edit &second)
{
    return [=](QJsonArray &rows) {
        first(rows);
        second(rows);
    };
}

const QJsonValue nothing = QJsonValue(QJsonValue::Undefined);

void addRow(const char *name, const Edit &edit, const QString &told)
{
    QTest::newRow(name) << edit << told;
}

} // namespace

Q_DECLARE_METATYPE(Edit)

class tst_ModelChanges : public QObject
{
    Q_OBJECT

private slots:
    void tellsExactlyWhatChanged_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QString>("expected");
        addRow("nothing", [](QJsonArray &) {}, {});
        addRow("another order", [](QJsonArray &rows) { rows.append(rows.takeAt(0)); }, {});
        addRow("gone", remove(2), u"gone m/video"_s);
        addRow("a variant gone", remove(1), u"gone m/text:free"_s);
        addRow("the model gone, its variant not", remove(0), u"gone m/text"_s);
        addRow("new", add(u"m/next"_s, u"m/next-1"_s), u"new m/next"_s);
        addRow("a new variant", add(u"m/text:nitro"_s, u"m/text-20260101"_s), u"new m/text:nitro"_s);
        addRow("renamed", set(0, u"id"_s, u"m/text-pro"_s), u"renamed m/text id m/text>m/text-pro"_s);
        addRow("renamed and dearer", both(set(0, u"id"_s, u"m/text-pro"_s), set(0, u"pricing.prompt"_s, u"0.000003"_s)),
               u"renamed m/text id m/text>m/text-pro | dearer m/text-pro input token 0.000001>0.000003"_s);
        addRow("a variant renamed", set(1, u"id"_s, u"m/text-mini:free"_s), u"renamed m/text:free id m/text:free>m/text-mini:free"_s);
        addRow("a model becomes a variant", set(2, u"id"_s, u"m/video:beta"_s), u"gone m/video | new m/video:beta"_s);
        addRow("another name for people", set(0, u"name"_s, u"M: The Text"_s), {});
        addRow("another version behind the name", set(0, u"canonical_slug"_s, u"m/text-20260601"_s),
               u"replaced m/text model m/text-20260101>m/text-20260601"_s);
        addRow("an alias points elsewhere", set(0, u"alias_target"_s, QJsonObject{{u"slug"_s, u"m/other"_s}}),
               u"replaced m/text model m/text-20260101>m/other"_s);
        addRow("dearer", set(0, u"pricing.completion"_s, u"0.0000025"_s), u"dearer m/text output token 0.000002>0.0000025"_s);
        addRow("dearer by a billionth", set(0, u"pricing.prompt"_s, u"0.000001001"_s),
               u"dearer m/text input token 0.000001>0.000001001"_s);
        addRow("cheaper", set(0, u"pricing.prompt"_s, u"0.0000005"_s), u"cheaper m/text input token 0.000001>0.0000005"_s);
        addRow("one up, one down", both(set(0, u"pricing.prompt"_s, u"0.000002"_s), set(0, u"pricing.completion"_s, u"0.000001"_s)),
               u"dearer m/text input token 0.000001>0.000002 | cheaper m/text output token 0.000002>0.000001"_s);
        addRow("the same price in other words", set(0, u"pricing.prompt"_s, u"1e-6"_s), {});
        addRow("free no more", set(1, u"pricing.completion"_s, u"0.0000001"_s), u"dearer m/text:free output token 0>0.0000001"_s);
        addRow("price of a size", set(2, u"pricing_skus.duration_seconds_1080p"_s, u"0.25"_s),
               u"dearer m/video second, 1080p 0.2>0.25"_s);
        addRow("a price on top", set(2, u"pricing_skus.duration_seconds_4k"_s, u"0.50"_s), u"price_published m/video second, 4k >0.5"_s);
        addRow("price withdrawn", set(0, u"pricing"_s, QJsonObject()),
               u"price_withdrawn m/text input token 0.000001> output token 0.000002>"_s);
        addRow("context", set(0, u"context_length"_s, 256000), u"limits m/text context 128000>256000"_s);
        addRow("longest answer", set(0, u"top_provider.max_completion_tokens"_s, 4096), u"limits m/text longest_answer 8192>4096"_s);
        addRow("both limits", both(set(0, u"context_length"_s, 64000), set(0, u"top_provider.max_completion_tokens"_s, 16384)),
               u"limits m/text context 128000>64000 longest_answer 8192>16384"_s);
        addRow("a limit that is not told any more", set(0, u"context_length"_s, nothing), {});
        addRow("settings lost", set(0, u"supported_parameters"_s, QJsonArray{u"temperature"_s}),
               u"settings_lost m/text seed seed> top_p top_p>"_s);
        addRow("a setting won", set(1, u"supported_parameters"_s, QJsonArray{u"temperature"_s, u"seed"_s}),
               u"settings_won m/text:free seed >seed"_s);
        addRow("settings that are not told any more", set(0, u"supported_parameters"_s, QJsonArray()), {});
        addRow("takes pictures no more", set(0, u"architecture.input_modalities"_s, QJsonArray{u"text"_s}),
               u"kinds m/text inputs image, text>text"_s);
        addRow("end announced", set(0, u"expiration_date"_s, u"2027-01-31"_s), u"end_announced m/text end >2027-01-31"_s);
        addRow("an end that is none", set(0, u"expiration_date"_s, u"2098-12-31"_s), {});
        addRow("a row twice", [](QJsonArray &rows) { rows.append(rows[0]); }, {});
    }

    void tellsExactlyWhatChanged()
    {
        QFETCH(Edit, edit);
        QFETCH(QString, expected);
        const QList<Model> before = listOf(baseRows());
        QCOMPARE(before.size(), 3);
        QJsonArray rows = baseRows();
        edit(rows);
        const QList<Model> after = listOf(rows);
        QCOMPARE(told(changesBetween(before, after)), expected);
        QCOMPARE(told(changesBetween(after, after)), QString());
        if (expected.isEmpty())
            QCOMPARE(told(changesBetween(after, before)), QString());
    }

    void tellsOfEndsThatAreMovedOrCalledOff()
    {
        QJsonArray first = baseRows();
        set(0, u"expiration_date"_s, u"2027-01-31"_s)(first);
        QJsonArray later = baseRows();
        set(0, u"expiration_date"_s, u"2027-06-30"_s)(later);
        QCOMPARE(told(changesBetween(listOf(first), listOf(later))), u"end_announced m/text end 2027-01-31>2027-06-30"_s);
        QCOMPARE(told(changesBetween(listOf(first), listOf(baseRows()))), u"end_called_off m/text end 2027-01-31>"_s);
    }

    void aBrokenListIsNotTheEndOfAllModels_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("missing");
        QTest::newRow("nothing left") << 500 << 0 << 500;
        QTest::newRow("a third") << 500 << 166 << 334;
        QTest::newRow("just more than a fifth missing") << 500 << 399 << 101;
        QTest::newRow("a fifth missing") << 500 << 400 << -1;
        QTest::newRow("more than before") << 500 << 600 << -1;
        QTest::newRow("a small server lost most") << 5 << 1 << -1;
        QTest::newRow("a small server lost all") << 5 << 0 << 5;
        QTest::newRow("the first list") << 0 << 500 << -1;
    }

    void aBrokenListIsNotTheEndOfAllModels()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        QFETCH(int, missing);
        const auto list = [](int count) {
            QList<Model> models;
            for (int i = 0; i < count; ++i)
                models << Model{.target = {u"p"_s, QString::number(i)}};
            return models;
        };
        QCOMPARE(int(suspiciouslyMissing(list(before), list(after)).value_or(-1)), missing);
    }

    void aListOfRenamedModelsIsNotBroken()
    {
        QList<Model> before;
        QList<Model> after;
        for (int i = 0; i < 100; ++i) {
            before << Model{.target = {u"p"_s, u"old-%1"_s.arg(i)}, .canonicalId = u"c-%1"_s.arg(i)};
            after << Model{.target = {u"p"_s, u"new-%1"_s.arg(i)}, .canonicalId = u"c-%1"_s.arg(i)};
        }
        QVERIFY(!suspiciouslyMissing(before, after));
        QCOMPARE(changesBetween(before, after).size(), 100);
    }

    void alertsOnlyOfWhatIsUsedAndMatters()
    {
        const Target used{u"p"_s, u"m/text"_s};
        const Target favourite{u"p"_s, u"m/video"_s};
        const QHash<Target, ModelUse> uses{{used, {{u"Spring mug text"_s}}}, {favourite, {{}, true}}, {{u"p"_s, u"other"_s}, {}}};
        using Kind = ModelChange::Kind;
        const QList<ModelChange> changes{{Kind::Dearer, used},         {Kind::Cheaper, used},
                                         {Kind::Gone, favourite},      {Kind::EndAnnounced, {u"p"_s, u"other"_s}},
                                         {Kind::SettingsLost, used},   {Kind::SettingsWon, used},
                                         {Kind::Gone, {u"p"_s, u"m/unused"_s}}};
        QList<ModelChange> alerted;
        for (const ModelAlert &alert : alertsFor(changes, uses))
            alerted << alert.change;
        QCOMPARE(told(alerted), u"dearer m/text | gone m/video | settings_lost m/text"_s);
        QCOMPARE(alertsFor(changes, uses).first().use.trials, QStringList{u"Spring mug text"_s});
    }
};

QTEST_GUILESS_MAIN(tst_ModelChanges)
#include "tst_ModelChanges.moc"
