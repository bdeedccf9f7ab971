#include "Story.h"
#include "providers/Dialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QList<RunEvent> read(const QString &dialect, const QByteArray &body, const QList<Header> &headers = {})
{
    const auto decoder = dialectNamed(dialect)->decoder({});
    const QList<RunEvent> events = decoder->body(200, headers, body);
    return events + decoder->end();
}

template <typename Event>
Event eventIn(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (const auto *one = std::get_if<Event>(&event))
            return *one;
    }
    return {};
}

const QString longName = u"name "_s.repeated(400);

} // namespace

/// What fuzzing found in readers of replies, in words.
class tst_HostileReplies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void keepNamesShort_data();
    void keepNamesShort();
    void keepFinishWordsShortAndPlain();
};

void tst_HostileReplies::keepNamesShort_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QJsonObject>("reply");
    const QJsonObject answer{{u"content"_s, u"Hi"_s}};
    const QJsonObject picture{{u"url"_s, u"https://files.example/a.png"_s}};
    QTest::newRow("chat") << u"openai-chat"_s
                          << QJsonObject{{u"choices"_s, QJsonArray{QJsonObject{{u"message"_s, answer}}}}};
    QTest::newRow("pictures") << u"openai-images"_s << QJsonObject{{u"data"_s, QJsonArray{picture}}};
    QTest::newRow("videos") << u"openai-videos"_s << QJsonObject{{u"id"_s, u"v"_s}};
}

void tst_HostileReplies::keepNamesShort()
{
    QFETCH(const QString, dialect);
    QFETCH(QJsonObject, reply);
    reply[u"model"_s] = longName;
    reply[u"provider"_s] = longName;
    const Answered answered = eventIn<Answered>(read(dialect, compact(reply)));
    QCOMPARE(answered.model.size(), 200);
    QVERIFY(answered.company.isEmpty() || answered.company.size() == 200);
    reply.remove(u"provider"_s);
    const QList<Header> headers{{"X-Provider-Name", longName.toLatin1()}};
    QVERIFY(eventIn<Answered>(read(dialect, compact(reply), headers)).company.size() <= 200);
}

void tst_HostileReplies::keepFinishWordsShortAndPlain()
{
    const auto reply = [](const QString &word, const QString &text) {
        const QJsonObject message{{u"content"_s, text}};
        return compact({{u"choices"_s, QJsonArray{QJsonObject{{u"message"_s, message}, {u"finish_reason"_s, word}}}}});
    };
    QCOMPARE(eventIn<Finished>(read(u"openai-chat"_s, reply(u"a\u202E\nb"_s, u"Hi"_s))).word, u"a  b"_s);
    QCOMPARE(eventIn<Finished>(read(u"openai-chat"_s, reply(longName, u"Hi"_s))).word.size(), 200);
    const QString detail = eventIn<Failed>(read(u"openai-chat"_s, reply(longName, {}))).error.detail;
    QVERIFY(detail.startsWith("finish_reason: name"_L1) && detail.size() < 250);
}

QTEST_GUILESS_MAIN(tst_HostileReplies)
#include "tst_HostileReplies.moc"
