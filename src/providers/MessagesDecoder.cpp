#include "providers/MessagesDecoder.h"

#include "providers/ErrorReply.h"
#include "providers/EventLines.h"
#include "providers/FinishWord.h"
#include "providers/MessagesUsage.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostWordChars = 100;
constexpr qsizetype mostDetailChars = 300;

QString wordFrom(const QJsonValue &value)
{
    return shortened(withoutControls(value.toString()), mostWordChars);
}

/// What the server does by itself, what it hides and what it packs away: no part of the answer.
bool isServersOwn(const QString &type)
{
    return type == "redacted_thinking"_L1 || type == "compaction"_L1 || type == "container_upload"_L1
        || type.endsWith("_tool_result"_L1) || type.endsWith("_tool_use"_L1);
}

/// Why the model declined, as it stands behind the word: " (cyber): the explanation".
QString detailsFrom(const QJsonValue &details)
{
    const QString category = details[u"category"_s].toString();
    const QString explanation = details[u"explanation"_s].toString();
    const QString all = (category.isEmpty() ? QString() : u" (%1)"_s.arg(category))
        + (explanation.isEmpty() ? QString() : u": %1"_s.arg(explanation));
    return shortened(redacted(withoutControls(all)), mostDetailChars);
}

} // namespace

QList<RunEvent> MessagesDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    return m_events.take();
}

QList<RunEvent> MessagesDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto object = parseReplyObject(body);
    if (status >= 300 || (object && isErrorReply(*object)) || looksLikeMarkup(body)) {
        if (object)
            noteUsage((*object)[u"usage"_s].toObject());
        fail(errorFromReply(status, headers, body));
    } else if (!object) {
        fail(errorFromUnreadable(status, body));
    } else if (!object->contains(u"content"_s)) {
        fail({ErrorKind::Garbled, u"no content in: %1"_s.arg(shortened(redacted(plainText(body)), 200)), status});
    } else {
        readMessage(*object);
        if (!m_isComplete)
            conclude();
    }
    return m_events.take();
}

QList<RunEvent> MessagesDecoder::end()
{
    if (m_isComplete)
        return {};
    if (!m_stopWord.isEmpty())
        conclude();
    else
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return m_events.take();
}

void MessagesDecoder::readFrame(const Frame &frame)
{
    if (frame.event == "error")
        fail(errorFromReply(0, {}, frame.data));
    else
        readData(QByteArrayView(frame.data).trimmed(), frame.event);
}

void MessagesDecoder::readData(QByteArrayView data, const QByteArray &name)
{
    if (readQuickly(data))
        return;
    if (data.isEmpty() || data.startsWith(':')) // a proxy may hand comments on as data
        return;
    if (data == "[DONE]" || data == "\"[DONE]\"") { // no mark of this format: it ends only what has its stop reason
        if (!m_stopWord.isEmpty())
            conclude();
        return;
    }
    const auto object = parseReplyObject(data);
    if (!object) {
        readBadEvent(data, name, object.error().detail);
        return;
    }
    readEvent(*object, name);
    if (m_tools.isTooMuch() && !m_isComplete)
        fail({ErrorKind::TooLarge, u"the arguments of tool calls are too long"_s});
    if (m_reading == Reading::Quick && !m_isComplete)
        m_form.learn(data, *object);
}

bool MessagesDecoder::readQuickly(QByteArrayView data)
{
    if (m_reading == Reading::Whole || !m_form.read(data))
        return false;
    m_events.addReasoning(m_form.reasoning());
    m_events.addText(m_form.text());
    return true;
}

void MessagesDecoder::readBadEvent(QByteArrayView data, const QByteArray &name, const QString &reason)
{
    const QList<QByteArray> lines = eventLines(data);
    for (const QByteArray &line : lines) {
        if (!m_isComplete)
            readData(line, name);
    }
    if (!lines.isEmpty())
        return;
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events.add(Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)});
}

/// The type in the JSON counts before the event's name, which a proxy may have lost or mixed up.
void MessagesDecoder::readEvent(const QJsonObject &event, const QByteArray &name)
{
    const QString own = event[u"type"_s].toString();
    const QString type = own.isEmpty() ? QString::fromUtf8(name) : own;
    const int index = event[u"index"_s].toInt(-1);
    if (isErrorReply(event))
        fail(errorFromWhole(event));
    else if (type == "content_block_delta"_L1)
        readDelta(index, event[u"delta"_s]);
    else if (type == "content_block_start"_L1 && event[u"content_block"_s][u"type"_s].toString() == "tool_use"_L1)
        openTool(index, event[u"content_block"_s]);
    else if (type == "content_block_start"_L1)
        readBlock(event[u"content_block"_s]);
    else if (type == "content_block_stop"_L1)
        closeTool(index);
    else if (type == "message_start"_L1)
        readStart(event[u"message"_s].toObject());
    else if (type == "message_delta"_L1)
        readMessageDelta(event);
    else if (type == "message_stop"_L1)
        conclude();
    else if (type == "message"_L1) // the whole answer in one event
        readMessage(event);
}

void MessagesDecoder::readStart(const QJsonObject &message)
{
    QJsonObject usage = message[u"usage"_s].toObject();
    usage.remove(u"output_tokens"_s); // of the first piece alone: how long an answer is that is cut off, nobody says
    noteAnswered(message);
    noteUsage(usage);
    readContent(message[u"content"_s]);
}

void MessagesDecoder::readMessage(const QJsonObject &message)
{
    noteAnswered(message);
    noteUsage(message[u"usage"_s].toObject());
    if (!m_events.sawText()) // behind a stream it repeats the whole text
        readContent(message[u"content"_s]);
    readStop(message);
}

void MessagesDecoder::readMessageDelta(const QJsonObject &event)
{
    noteUsage(event[u"usage"_s].toObject());
    readStop(event[u"delta"_s].toObject());
}

void MessagesDecoder::readContent(const QJsonValue &content)
{
    if (content.isString())
        m_events.addText(content.toString());
    else if (!content.isArray() && !content.isNull() && !content.isUndefined())
        m_events.add(Oddity{u"content is no list"_s});
    for (const QJsonValue &block : content.toArray())
        readBlock(block);
}

void MessagesDecoder::readBlock(const QJsonValue &block)
{
    const QString type = block[u"type"_s].toString();
    if (type == "text"_L1) {
        m_events.addText(block[u"text"_s].toString());
    } else if (type == "thinking"_L1) {
        m_events.addReasoning(block[u"thinking"_s].toString());
    } else if (type == "tool_use"_L1) {
        openTool(-1, block);
        closeTool(-1);
    } else if (!isServersOwn(type) && !std::exchange(m_sawStrangeBlock, true)) {
        m_events.add(Oddity{u"content of an unknown type was left out: %1"_s.arg(wordFrom(type))});
    }
}

/// Signatures, citations and whatever comes in future bring no text of the answer.
void MessagesDecoder::readDelta(int index, const QJsonValue &delta)
{
    const QString type = delta[u"type"_s].toString();
    if (type == "text_delta"_L1)
        m_events.addText(delta[u"text"_s].toString());
    else if (type == "thinking_delta"_L1)
        m_events.addReasoning(delta[u"thinking"_s].toString());
    else if (type == "input_json_delta"_L1)
        m_tools.grow(index, delta[u"partial_json"_s].toString());
}

void MessagesDecoder::readStop(const QJsonObject &message)
{
    const QString word = wordFrom(message[u"stop_reason"_s]);
    if (isFaultWord(word)) {
        fail({ErrorKind::ServerFault, u"stop_reason: %1"_s.arg(word)});
    } else if (m_stopWord.isEmpty()) {
        m_stopWord = word;
        m_stopDetails = detailsFrom(message[u"stop_details"_s]);
    }
}

void MessagesDecoder::openTool(int index, const QJsonValue &block)
{
    if (const auto before = m_tools.open(index, block))
        m_events.add(*before);
}

void MessagesDecoder::closeTool(int index)
{
    if (const auto call = m_tools.close(index))
        m_events.add(*call);
}

void MessagesDecoder::noteAnswered(const QJsonObject &message)
{
    Answered answered = m_answered;
    if (const QString model = message[u"model"_s].toString(); !model.isEmpty())
        answered.model = cleanName(model);
    if (const QString company = message[u"provider"_s].toString(); !company.isEmpty())
        answered.company = cleanName(company);
    if (answered == m_answered)
        return;
    m_answered = answered;
    m_events.add(m_answered);
}

void MessagesDecoder::noteUsage(const QJsonObject &usage)
{
    replaceCounts(m_counts, usage);
    const auto counts = messagesUsageFrom(m_counts);
    if (!counts || *counts == m_usage)
        return;
    m_usage = *counts;
    m_events.add(UsageReported{m_usage});
}

void MessagesDecoder::conclude()
{
    m_events.release();
    for (const ToolCalled &call : m_tools.closeAll())
        m_events.add(call);
    const bool isEmpty = !m_events.sawText() && !m_events.sawReasoning() && !m_tools.sawAny();
    const FinishReason reason = finishReasonFrom(m_stopWord);
    const bool explainsEmptiness = reason == FinishReason::Filter || reason == FinishReason::Refusal;
    if (isEmpty && !m_firstBadEvent.isEmpty())
        fail({ErrorKind::Garbled, m_firstBadEvent});
    else if (isEmpty && !explainsEmptiness)
        fail({ErrorKind::EmptyAnswer, m_stopWord.isEmpty() ? QString() : u"stop_reason: %1"_s.arg(m_stopWord)});
    else
        m_events.add(Finished{reason, m_stopWord + m_stopDetails});
    m_isComplete = true;
}

void MessagesDecoder::fail(const Error &error)
{
    m_events.release(); // the text received so far stays
    m_events.add(Failed{error});
    m_isComplete = true;
}

} // namespace studio
