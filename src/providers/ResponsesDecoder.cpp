#include "providers/ResponsesDecoder.h"

#include "providers/ErrorReply.h"
#include "providers/EventLines.h"
#include "providers/FinishWord.h"
#include "providers/ResponsesEvent.h"
#include "providers/ServerWords.h"
#include "providers/UsageReader.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Kind = ResponsesPlace::Kind;

}

QList<RunEvent> ResponsesDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    return m_writer.take();
}

QList<RunEvent> ResponsesDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto object = parseReplyObject(body);
    const bool hasOutput = object && (isResponse(*object) || isResponse(responseOf(*object)));
    if (status >= 300 || (object && !hasOutput && isErrorReply(*object)) || looksLikeMarkup(body)) {
        if (object)
            readBegin(*object);
        fail(errorFromReply(status, headers, body));
    } else if (!object) {
        fail(errorFromUnreadable(status, body));
    } else if (hasOutput || object->contains(u"output_text"_s) || (*object)[u"response"_s].isString()) {
        readResponse(*object, u"completed");
    } else {
        fail({ErrorKind::Garbled, u"no output in: %1"_s.arg(shortened(redacted(plainText(body)), 200)), status});
    }
    return m_writer.take();
}

QList<RunEvent> ResponsesDecoder::end()
{
    if (!m_isComplete)
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return m_writer.take();
}

void ResponsesDecoder::readFrame(const Frame &frame)
{
    if (frame.event == "error")
        fail(errorFromReply(0, {}, frame.data));
    else
        readData(QByteArrayView(frame.data).trimmed(), frame.event);
}

void ResponsesDecoder::readData(QByteArrayView data, const QByteArray &name)
{
    if (m_form.read(data)) {
        m_output.takePiece(m_form.place(), m_form.piece());
        return;
    }
    if (data.isEmpty() || data.startsWith(':')) // a proxy may hand comments on as data
        return;
    if (data == "[DONE]" || data == "\"[DONE]\"") {
        conclude(FinishReason::Stop, {});
        return;
    }
    const auto object = parseReplyObject(data);
    if (object) {
        const QString type = (*object)[u"type"_s].toString();
        readEvent(type.isEmpty() ? QString::fromUtf8(name) : type, *object);
        m_form.learn(data, *object);
        return;
    }
    const QList<QByteArray> lines = eventLines(data);
    if (lines.isEmpty())
        noteBadEvent(data, object.error().detail);
    for (const QByteArray &line : lines) {
        if (!m_isComplete)
            readData(line, {});
    }
}

void ResponsesDecoder::readEvent(const QString &type, const QJsonObject &event)
{
    struct Reader
    {
        QLatin1StringView type;
        void (ResponsesDecoder::*read)(const QJsonObject &event);
    };
    static constexpr std::array<Reader, 25> readers{{
        {"response.output_text.delta"_L1, &ResponsesDecoder::readText}, // by far the most
        {"response.reasoning_text.delta"_L1, &ResponsesDecoder::readReasoning},
        {"response.reasoning_summary_text.delta"_L1, &ResponsesDecoder::readSummary},
        {"response.function_call_arguments.delta"_L1, &ResponsesDecoder::readArguments},
        {"response.custom_tool_call_input.delta"_L1, &ResponsesDecoder::readArguments},
        {"response.refusal.delta"_L1, &ResponsesDecoder::readRefusal},
        {"response.created"_L1, &ResponsesDecoder::readBegin},
        {"response.queued"_L1, &ResponsesDecoder::readBegin},
        {"response.in_progress"_L1, &ResponsesDecoder::readBegin},
        {"response.output_item.added"_L1, &ResponsesDecoder::readItemBegin},
        {"response.output_text.done"_L1, &ResponsesDecoder::readText},
        {"response.reasoning_text.done"_L1, &ResponsesDecoder::readReasoning},
        {"response.reasoning_summary_text.done"_L1, &ResponsesDecoder::readSummary},
        {"response.function_call_arguments.done"_L1, &ResponsesDecoder::readArguments},
        {"response.custom_tool_call_input.done"_L1, &ResponsesDecoder::readArguments},
        {"response.refusal.done"_L1, &ResponsesDecoder::readRefusal},
        {"response.content_part.done"_L1, &ResponsesDecoder::readPart},
        {"response.reasoning_summary_part.done"_L1, &ResponsesDecoder::readPart},
        {"response.image_generation_call.partial_image"_L1, &ResponsesDecoder::readDraft},
        {"response.output_item.done"_L1, &ResponsesDecoder::readItem},
        {"response.completed"_L1, &ResponsesDecoder::readCompleted},
        {"response.incomplete"_L1, &ResponsesDecoder::readIncomplete},
        {"response.failed"_L1, &ResponsesDecoder::readFailed},
        {"response.error"_L1, &ResponsesDecoder::readFailed},
        {"error"_L1, &ResponsesDecoder::readFailed},
    }};
    const auto found = std::find_if(readers.begin(), readers.end(),
                                    [&type](const Reader &each) { return each.type == type; });
    if (found != readers.end())
        (this->*found->read)(event);
    else if (!type.startsWith("response."_L1))
        readUntyped(event);
}

void ResponsesDecoder::readUntyped(const QJsonObject &object)
{
    if (isResponse(object))
        readResponse(object, u"completed");
    else if (isErrorReply(object))
        fail(errorOf(object));
}

void ResponsesDecoder::readBegin(const QJsonObject &event)
{
    const QJsonObject response = responseOf(event);
    Answered answered = m_answered;
    if (const QString model = response[u"model"_s].toString(); !model.isEmpty())
        answered.model = cleanName(model);
    if (const QString company = response[u"provider"_s].toString(); !company.isEmpty())
        answered.company = cleanName(company);
    if (answered != m_answered)
        m_writer.add(answered);
    m_answered = answered;
    if (const auto usage = usageFrom(response[u"usage"_s].toObject()); usage && *usage != m_usage) {
        m_usage = *usage;
        m_writer.add(UsageReported{m_usage});
    }
}

/// A piece is in "delta"; the whole text has the name of what it is.
void ResponsesDecoder::readPiece(Kind kind, const QJsonObject &event)
{
    const QJsonValue piece = event[u"delta"_s];
    if (piece.isString())
        m_output.takePiece(placeOf(kind, event), piece.toString());
    else if (!piece.isUndefined() && !piece.isNull())
        m_writer.add(Oddity{u"a piece that is no text was left out"_s});
    else
        m_output.takeWhole({placeOf(kind, event), event[kind == Kind::Refusal ? u"refusal"_s : u"text"_s].toString()});
}

void ResponsesDecoder::readPart(const QJsonObject &event)
{
    auto text = responsesTextOf(event[u"part"_s].toObject(), 0, 0);
    if (!text)
        return;
    text->place = placeOf(text->place.kind, event);
    m_output.takeWhole(*text);
}

void ResponsesDecoder::readItemBegin(const QJsonObject &event)
{
    if (const auto call = responsesItemOf(event[u"item"_s].toObject(), 0).call)
        m_output.openCall(itemKeyOf(event), *call);
}

void ResponsesDecoder::readArguments(const QJsonObject &event)
{
    for (const QString &name : {u"arguments"_s, u"input"_s}) {
        if (event[name].isString())
            m_output.setArguments(itemKeyOf(event), cleanName(event[u"name"_s].toString()), event[name].toString());
    }
    m_output.growCall(itemKeyOf(event), event[u"delta"_s].toString());
}

void ResponsesDecoder::readDraft(const QJsonObject &event)
{
    const QString text = event[u"partial_image_b64"_s].toString();
    auto picture = responsesPictureOf(text, event[u"output_format"_s].toString());
    if (!picture) {
        m_writer.add(Oddity{u"a draft that is no picture was left out"_s});
        return;
    }
    picture->isDraft = true;
    m_writer.add(MediaArrived{*picture});
}

void ResponsesDecoder::readItem(const QJsonObject &event)
{
    const ResponsesItem item = responsesItemOf(event[u"item"_s].toObject(), placeOf({}, event).item);
    if (item.call && !item.call->name.isEmpty())
        m_output.closeCall(itemKeyOf(event));
    m_output.takeItem(item);
}

void ResponsesDecoder::readFailed(const QJsonObject &event)
{
    readBegin(event);
    m_output.takeAll(responseOf(event)); // what came stays
    fail(errorOf(event));
}

void ResponsesDecoder::readResponse(const QJsonObject &event, QStringView statusOtherwise)
{
    const QJsonObject response = responseOf(event);
    const QString status = response[u"status"_s].toString();
    readBegin(event);
    m_output.takeAll(response);
    readStatus(status.isEmpty() ? statusOtherwise.toString() : status, event);
}

void ResponsesDecoder::readStatus(const QString &status, const QJsonObject &event)
{
    const QJsonObject response = responseOf(event);
    const QString word = response[u"incomplete_details"_s][u"reason"_s].toString();
    const QString code = response[u"error_type"_s].toString();
    const bool isPending = status == "queued"_L1 || status == "in_progress"_L1 || status == "cancelled"_L1;
    if (status == "failed"_L1 || hasError(response))
        fail(errorOf(event));
    else if (isPending)
        fail({ErrorKind::CutOff, u"status: %1"_s.arg(status)});
    else if (isLengthCode(code))
        conclude(FinishReason::Length, code);
    else if (status == "incomplete"_L1)
        conclude(word.isEmpty() ? FinishReason::Other : finishReasonFrom(word), word.isEmpty() ? status : word);
    else
        conclude(finishReasonFrom(status), status);
}

void ResponsesDecoder::noteBadEvent(QByteArrayView data, const QString &reason)
{
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_writer.add(Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)});
}

void ResponsesDecoder::conclude(FinishReason reason, const QString &word)
{
    m_writer.release();
    m_output.takeOpenCalls();
    if (m_output.hasRefusal() && reason == FinishReason::Stop)
        reason = FinishReason::Refusal;
    else if (m_output.hasCalls() && reason == FinishReason::Stop)
        reason = FinishReason::Tools;
    const bool explainsEmptiness = reason == FinishReason::Filter || reason == FinishReason::Refusal;
    if (m_output.isEmpty() && !m_firstBadEvent.isEmpty())
        fail({ErrorKind::Garbled, m_firstBadEvent});
    else if (m_output.isEmpty() && !explainsEmptiness)
        fail({ErrorKind::EmptyAnswer, word.isEmpty() ? QString() : u"status: %1"_s.arg(cleanName(word))});
    else
        m_writer.add(Finished{reason, cleanName(word)});
    m_isComplete = true;
}

void ResponsesDecoder::fail(const Error &error)
{
    m_writer.release(); // the text received so far stays
    m_writer.add(Failed{error});
    m_isComplete = true;
}

} // namespace studio
