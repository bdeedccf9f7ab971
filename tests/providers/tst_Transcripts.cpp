#include "EventFiles.h"
#include "Story.h"

#include "providers/ChatDecoder.h"
#include "support/TestFiles.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QList<Header> headersOf(const QJsonObject &object)
{
    QList<Header> headers;
    for (const QString &name : object.keys())
        headers << Header{name.toLatin1(), object[name].toString().toLatin1()};
    return headers;
}

void put(QJsonObject &object, const QString &name, std::optional<qint64> count)
{
    if (count)
        object[name] = *count;
}

void put(QJsonObject &object, const QString &name, std::optional<Money> amount)
{
    if (amount)
        object[name] = amount->toString();
}

void put(QJsonObject &object, const Usage &usage)
{
    put(object, u"input"_s, usage.input);
    put(object, u"output"_s, usage.output);
    put(object, u"reasoning_tokens"_s, usage.reasoning);
    put(object, u"picture_tokens"_s, usage.pictures);
    put(object, u"cached"_s, usage.cached);
    put(object, u"cache_writes"_s, usage.cacheWrites);
    put(object, u"upstream_cost"_s, usage.upstreamCost);
    put(object, u"cost"_s, usage.cost);
}

void append(QJsonObject &object, const QString &name, const QJsonObject &item)
{
    QJsonArray items = object[name].toArray();
    items << item;
    object[name] = items;
}

QJsonObject summaryOf(const Media &media)
{
    const QByteArray digest = QCryptographicHash::hash(media.bytes, QCryptographicHash::Sha1).toHex();
    return {{u"kind"_s, QString(nameOf(media.kind))}, {u"mime"_s, QString::fromLatin1(media.mime)},
            {u"bytes"_s, media.bytes.size()}, {u"sha1"_s, QString::fromLatin1(digest)}};
}

/// The events in the form of expected.json.
QJsonObject summaryOf(const QList<RunEvent> &events)
{
    QString text;
    QString reasoning;
    QJsonObject summary;
    for (const RunEvent &event : events) {
        if (const auto *delta = std::get_if<TextDelta>(&event))
            text += delta->text;
        if (const auto *delta = std::get_if<ReasoningDelta>(&event))
            reasoning += delta->text;
        if (const auto *answered = std::get_if<Answered>(&event)) {
            summary[u"model"_s] = answered->model;
            summary[u"company"_s] = answered->company;
        }
        if (const auto *arrived = std::get_if<MediaArrived>(&event))
            append(summary, u"files"_s, summaryOf(arrived->media));
        if (const auto *call = std::get_if<ToolCalled>(&event))
            append(summary, u"tools"_s, {{u"id"_s, call->id}, {u"name"_s, call->name}, {u"arguments"_s, call->arguments}});
        if (const auto *report = std::get_if<UsageReported>(&event))
            put(summary, report->usage);
        if (const auto *finished = std::get_if<Finished>(&event))
            summary[u"finish"_s] = finished->word;
        if (const auto *failed = std::get_if<Failed>(&event)) {
            summary[u"error"_s] = QJsonObject{{u"kind"_s, QString(nameOf(failed->error.kind))},
                                              {u"status"_s, failed->error.status},
                                              {u"words"_s, failed->error.detail.left(100)}};
        }
        if (const auto *oddity = std::get_if<Oddity>(&event))
            summary[u"oddity"_s] = oddity->detail;
    }
    summary[u"text"_s] = text;
    summary[u"reasoning"_s] = reasoning;
    return summary;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A text in pieces of a few UTF-16 units, which cuts emojis in two as well.
QStringList piecesOf(const QString &text)
{
    QStringList pieces;
    for (qsizetype at = 0; at < text.size(); at += 7)
        pieces << text.mid(at, 7);
    return pieces;
}

/// The same answer as a server would have streamed it.
QList<QByteArray> asStream(const QJsonObject &answer)
{
    const QJsonObject choice = answer[u"choices"_s][0].toObject();
    const QJsonObject message = choice[u"message"_s].toObject();
    QJsonObject frame{{u"model"_s, answer[u"model"_s]}, {u"provider"_s, answer[u"provider"_s]}};
    QList<QByteArray> stream;
    const auto add = [&](const QJsonObject &delta, const QJsonValue &finish) {
        frame[u"choices"_s] = QJsonArray{QJsonObject{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}}};
        stream << compact(frame);
    };
    for (const QString &name : {u"reasoning"_s, u"content"_s}) {
        for (const QString &piece : piecesOf(message[name].toString()))
            add({{name, piece}}, QJsonValue::Null);
    }
    add({{u"images"_s, message[u"images"_s]}, {u"tool_calls"_s, message[u"tool_calls"_s]}}, choice[u"finish_reason"_s]);
    frame[u"choices"_s] = QJsonArray{};
    frame[u"usage"_s] = answer[u"usage"_s];
    return stream << compact(frame) << "[DONE]";
}

} // namespace

/// Recorded answers of a real server against what a reading by other means expects.
class tst_Transcripts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void giveWhatAnotherReaderExpects_data();
    void giveWhatAnotherReaderExpects();
    void areTheSameWholeAndStreamed_data();
    void areTheSameWholeAndStreamed();
    void areCutWhereverTheyEndEarly_data();
    void areCutWhereverTheyEndEarly();

private:
    void addRows(const QString &suffix, int status);
    QJsonArray m_index;
    QJsonObject m_expected;
};

void tst_Transcripts::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_index = QJsonDocument::fromJson(testData(u"transcripts/index.json"_s)).array();
    m_expected = QJsonDocument::fromJson(testData(u"transcripts/expected.json"_s)).object();
    QCOMPARE(m_index.size(), 29);
    QCOMPARE(m_expected.size(), 29);
}

void tst_Transcripts::addRows(const QString &suffix, int status)
{
    QTest::addColumn<QJsonObject>("entry");
    for (const QJsonValue &entry : std::as_const(m_index)) {
        const QString file = entry[u"file"_s].toString();
        if (file.endsWith(suffix) && (status == 0 || entry[u"status"_s].toInt() == status))
            QTest::newRow(qPrintable(file)) << entry.toObject();
    }
}

void tst_Transcripts::giveWhatAnotherReaderExpects_data()
{
    addRows({}, 0);
}

void tst_Transcripts::giveWhatAnotherReaderExpects()
{
    QFETCH(QJsonObject, entry);
    const QString file = entry[u"file"_s].toString();
    const QByteArray body = testData(u"transcripts/"_s + file);
    QVERIFY(!body.isEmpty());
    const QList<RunEvent> events = file.endsWith(".sse"_L1)
        ? streamed(dataOf(body))
        : whole(body, entry[u"status"_s].toInt(), headersOf(entry[u"headers"_s].toObject()));
    QCOMPARE(compact(summaryOf(events)), compact(m_expected[file].toObject()));
}

void tst_Transcripts::areTheSameWholeAndStreamed_data()
{
    addRows(u".json"_s, 200);
}

void tst_Transcripts::areTheSameWholeAndStreamed()
{
    QFETCH(QJsonObject, entry);
    const QByteArray body = testData(u"transcripts/"_s + entry[u"file"_s].toString());
    const QJsonObject answer = QJsonDocument::fromJson(body.trimmed()).object();
    QVERIFY(!answer.isEmpty());
    const QList<QByteArray> stream = asStream(answer);
    QVERIFY(stream.size() > 2);
    QCOMPARE(compact(summaryOf(streamed(stream))), compact(summaryOf(whole(body))));
}

void tst_Transcripts::areCutWhereverTheyEndEarly_data()
{
    addRows(u".sse"_s, 200);
}

void tst_Transcripts::areCutWhereverTheyEndEarly()
{
    QFETCH(QJsonObject, entry);
    const QString file = entry[u"file"_s].toString();
    const QJsonObject expected = m_expected[file].toObject();
    ChatDecoder decoder;
    QList<RunEvent> events; // of the frames that are whole
    bool sawReason = false;
    for (const QByteArray &data : dataOf(testData(u"transcripts/"_s + file))) {
        for (qsizetype size = 0; size < data.size(); ++size) { // what came of the next one is handed on as well
            ChatDecoder cut = decoder;
            const QList<RunEvent> rest = cut.frames({Frame{data.first(size)}});
            const QJsonObject summary = summaryOf(events + rest + cut.end());
            QCOMPARE(summary[u"error"_s][u"kind"_s].toString() == "cut_off"_L1, !sawReason);
            QCOMPARE(summary[u"tools"_s].toArray(), sawReason ? expected[u"tools"_s].toArray() : QJsonArray());
            QVERIFY(expected[u"text"_s].toString().startsWith(summary[u"text"_s].toString()));
            QVERIFY(expected[u"reasoning"_s].toString().startsWith(summary[u"reasoning"_s].toString()));
            if (summary.contains(u"files"_s))
                QCOMPARE(summary[u"files"_s], expected[u"files"_s]);
        }
        events += decoder.frames({Frame{data}});
        sawReason = sawReason || data.contains("\"finish_reason\":\"");
    }
    QVERIFY(decoder.isComplete());
}

QTEST_GUILESS_MAIN(tst_Transcripts)
#include "tst_Transcripts.moc"
