#include "Story.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QByteArray fileNamed(const QString &name)
{
    QFile file(QStringLiteral(STUDIO_TEST_DATA "/transcripts/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The data of the events; these recordings have one data line each and LF line ends.
QList<QByteArray> dataOf(const QByteArray &stream)
{
    QList<QByteArray> all;
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("data: "))
            all << line.sliced(6);
    }
    return all;
}

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
        if (const auto *report = std::get_if<UsageReported>(&event)) {
            put(summary, u"input"_s, report->usage.input);
            put(summary, u"output"_s, report->usage.output);
            put(summary, u"reasoning_tokens"_s, report->usage.reasoning);
            put(summary, u"cached"_s, report->usage.cached);
            if (report->usage.cost)
                summary[u"cost"_s] = report->usage.cost->toString();
        }
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
    add({{u"tool_calls"_s, message[u"tool_calls"_s]}}, choice[u"finish_reason"_s]);
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
    m_index = QJsonDocument::fromJson(fileNamed(u"index.json"_s)).array();
    m_expected = QJsonDocument::fromJson(fileNamed(u"expected.json"_s)).object();
    QCOMPARE(m_index.size(), 27);
    QCOMPARE(m_expected.size(), 27);
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
    const QByteArray body = fileNamed(file);
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
    const QByteArray body = fileNamed(entry[u"file"_s].toString());
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
    const QList<QByteArray> data = dataOf(fileNamed(file));
    const QString text = m_expected[file][u"text"_s].toString();
    for (qsizetype size = 0; size < data.size(); ++size) {
        const bool sawReason = size > 0
            && std::any_of(data.begin(), data.begin() + size, [](const QByteArray &each) {
                   return each.contains("\"finish_reason\":\"");
               });
        const QJsonObject summary = summaryOf(streamed(data.first(size)));
        const bool isCut = summary[u"error"_s][u"kind"_s].toString() == "cut_off"_L1;
        QCOMPARE(isCut, !sawReason);
        QVERIFY(text.startsWith(summary[u"text"_s].toString()));
    }
}

QTEST_GUILESS_MAIN(tst_Transcripts)
#include "tst_Transcripts.moc"
