#pragma once

#include "providers/Dialect.h"
#include "providers/EventWriter.h"
#include "providers/ResponsesForm.h"
#include "providers/ResponsesOutput.h"

namespace studio
{

/// Reads one answer of the Responses format, streamed or whole.
///
/// A stream says most things several times: piece by piece, then whole, then once more in its last event. Whatever
/// is said first is taken, and the rest only where it brings what did not come before. The last event ends the
/// answer, with or without an end mark behind it.
class ResponsesDecoder : public Decoder
{
public:
    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readData(QByteArrayView data, const QByteArray &name);
    void readEvent(const QString &type, const QJsonObject &event);
    void readUntyped(const QJsonObject &object);

    // One for each kind of event.
    void readBegin(const QJsonObject &event);
    void readText(const QJsonObject &event) { readPiece(ResponsesPlace::Kind::Text, event); }
    void readRefusal(const QJsonObject &event) { readPiece(ResponsesPlace::Kind::Refusal, event); }
    void readReasoning(const QJsonObject &event) { readPiece(ResponsesPlace::Kind::Reasoning, event); }
    void readSummary(const QJsonObject &event) { readPiece(ResponsesPlace::Kind::Summary, event); }
    void readPart(const QJsonObject &event);
    void readItemBegin(const QJsonObject &event);
    void readArguments(const QJsonObject &event);
    void readDraft(const QJsonObject &event);
    void readItem(const QJsonObject &event);
    void readCompleted(const QJsonObject &event) { readResponse(event, u"completed"); }
    void readIncomplete(const QJsonObject &event) { readResponse(event, u"incomplete"); }
    void readFailed(const QJsonObject &event);

    void readPiece(ResponsesPlace::Kind kind, const QJsonObject &event);
    void readResponse(const QJsonObject &event, QStringView statusOtherwise);
    void readStatus(const QString &status, const QJsonObject &event);
    void noteBadEvent(QByteArrayView data, const QString &reason);

    void conclude(FinishReason reason, const QString &word);
    void fail(const Error &error);

    ResponsesForm m_form;
    EventWriter m_writer;
    ResponsesOutput m_output{m_writer};
    Answered m_answered;
    Usage m_usage;
    QString m_firstBadEvent;
    bool m_isComplete = false;
};

} // namespace studio
