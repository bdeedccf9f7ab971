#include "providers/ChatDecoder.h"

#include "providers/ErrorReply.h"
#include "providers/EventLines.h"
#include "providers/FinishWord.h"
#include "providers/ServerWords.h"
#include "providers/UsageReader.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

QList<RunEvent> ChatDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    return m_events.take();
}

QList<RunEvent> ChatDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto object = parseReplyObject(body);
    if (status >= 300 || (object && isErrorReply(*object)) || looksLikeMarkup(body)) {
        if (object)
            noteUsage(*object);
        fail(errorFromReply(status, headers, body));
    } else if (!object) {
        fail(errorFromUnreadable(status, body));
    } else if (!object->contains(u"choices"_s)) {
        fail({ErrorKind::Garbled, u"no choices in: %1"_s.arg(shortened(redacted(plainText(body)), 200)), status});
    } else {
        readChunk(*object);
        if (!m_isComplete)
            conclude();
    }
    return m_events.take();
}

QList<RunEvent> ChatDecoder::end()
{
    if (m_isComplete)
        return {};
    if (!m_finishWord.isEmpty())
        conclude();
    else
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return m_events.take();
}

void ChatDecoder::readFrame(const Frame &frame)
{
    if (frame.event == "error")
        fail(errorFromReply(0, {}, frame.data));
    else
        readData(QByteArrayView(frame.data).trimmed());
}

void ChatDecoder::readData(QByteArrayView data)
{
    if (m_scanner.read(data)) {
        m_events.addReasoning(m_scanner.reasoning());
        takeText(m_scanner.text());
        return;
    }
    if (data.isEmpty() || data.startsWith(':')) // a proxy may hand comments on as data
        return;
    if (data == "[DONE]" || data == "\"[DONE]\"") {
        conclude();
        return;
    }
    const auto object = parseReplyObject(data);
    if (!object) {
        if (!readLines(data))
            noteBadEvent(data, object.error().detail);
        return;
    }
    readChunk(*object);
    if (m_reading == Reading::Quick)
        m_scanner.learn(data, *object);
}

/// True when the event held several JSON texts.
bool ChatDecoder::readLines(QByteArrayView data)
{
    const QList<QByteArray> lines = eventLines(data);
    for (const QByteArray &line : lines) {
        if (!m_isComplete)
            readData(line);
    }
    return !lines.isEmpty();
}

void ChatDecoder::readChunk(const QJsonObject &chunk)
{
    noteAnswered(chunk);
    noteUsage(chunk);
    if (isErrorReply(chunk)) // before the choices: they may look like a normal end
        fail(errorFromWhole(chunk, 0));
    else
        readChoices(chunk[u"choices"_s]);
}

void ChatDecoder::readChoices(const QJsonValue &choices)
{
    if (!choices.isArray() && !choices.isNull() && !choices.isUndefined())
        m_events.add(Oddity{u"choices is no list"_s});
    for (const QJsonValue &choice : choices.toArray()) {
        const QJsonValue index = choice[u"index"_s];
        const bool isOurs = index.isUndefined() || index.isNull() || index.toDouble(-1.0) == 0.0;
        if (m_isComplete)
            return;
        if (isOurs && choice.isObject())
            readChoice(choice.toObject());
        else if (!std::exchange(m_sawOtherChoice, true))
            m_events.add(Oddity{u"a choice that was not asked for was left out"_s});
    }
}

void ChatDecoder::readChoice(const QJsonObject &choice)
{
    const QJsonValue delta = choice[u"delta"_s];
    const QJsonValue message = choice[u"message"_s];
    if (delta.isObject())
        takeDelta(chatContentOf(delta.toObject()));
    if (message.isObject() && !m_isComplete)
        takeMessage(chatContentOf(message.toObject()), delta.isObject());
    else if (!delta.isObject() && !delta.isNull() && !delta.isUndefined())
        m_events.add(Oddity{u"delta is no object"_s});
    if (!m_isComplete)
        readFinish(choice);
}

void ChatDecoder::readFinish(const QJsonObject &choice)
{
    const QString word = cleanName(choice[u"finish_reason"_s].toString());
    const QJsonObject error = choice[u"error"_s].toObject();
    if (m_nativeWord.isEmpty())
        m_nativeWord = cleanName(choice[u"native_finish_reason"_s].toString());
    if (!error.isEmpty())
        fail(errorFromObject(error));
    else if (isFaultWord(word))
        fail({ErrorKind::ServerFault, u"finish_reason: %1"_s.arg(word)});
    else if (m_finishWord.isEmpty())
        m_finishWord = word;
}

void ChatDecoder::noteAnswered(const QJsonObject &chunk)
{
    Answered answered = m_answered;
    if (const QString model = chunk[u"model"_s].toString(); !model.isEmpty())
        answered.model = cleanName(model);
    if (const QString company = chunk[u"provider"_s].toString(); !company.isEmpty())
        answered.company = cleanName(company);
    if (answered == m_answered)
        return;
    m_answered = answered;
    m_scanner.forget();
    m_events.add(m_answered);
}

void ChatDecoder::noteUsage(const QJsonObject &chunk)
{
    const auto usage = usageFrom(chunk[u"usage"_s].toObject());
    if (!usage || *usage == m_usage)
        return;
    m_usage = *usage;
    m_events.add(UsageReported{m_usage});
}

void ChatDecoder::noteBadEvent(QByteArrayView data, const QString &reason)
{
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events.add(Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)});
}

void ChatDecoder::takeContent(const ChatContent &content)
{
    m_events.addReasoning(content.reasoning);
    takeText(content.text);
    takeText(content.refusal);
    m_sawRefusal = m_sawRefusal || !content.refusal.isEmpty();
}

void ChatDecoder::takeDelta(const ChatContent &delta)
{
    takeContent(delta);
    if (const auto taken = m_extras.take(delta, m_events); !taken)
        fail(taken.error());
}

/// A message behind deltas or other messages repeats their texts.
void ChatDecoder::takeMessage(ChatContent message, bool hasDelta)
{
    if (hasDelta || m_tookText || m_events.sawReasoning())
        message.reasoning.clear();
    if (hasDelta || m_tookText) {
        message.text.clear();
        message.refusal.clear();
    }
    takeContent(message);
    if (const auto taken = m_extras.takeWhole(message, m_events); !taken)
        fail(taken.error());
}

void ChatDecoder::takeText(QStringView text)
{
    m_tookText = m_tookText || !text.isEmpty();
    m_events.addText(text);
}

void ChatDecoder::conclude()
{
    m_events.release();
    m_extras.tellSound(m_events);
    m_extras.tellCalls(m_events);
    const bool isEmpty = !m_events.sawText() && !m_events.sawReasoning() && !m_extras.sawAny();
    const QString unreadable = m_firstBadEvent.isEmpty() ? m_extras.unreadable() : m_firstBadEvent;
    FinishReason reason = finishReasonFrom(m_finishWord);
    if (m_sawRefusal && reason == FinishReason::Stop)
        reason = FinishReason::Refusal;
    const bool explainsEmptiness = reason == FinishReason::Filter || reason == FinishReason::Refusal;
    if (isEmpty && isFaultWord(m_nativeWord))
        fail({ErrorKind::ServerFault, u"native_finish_reason: %1"_s.arg(m_nativeWord)});
    else if (isEmpty && !unreadable.isEmpty())
        fail({ErrorKind::Garbled, unreadable});
    else if (isEmpty && !explainsEmptiness)
        fail({ErrorKind::EmptyAnswer, m_finishWord.isEmpty() ? QString() : u"finish_reason: %1"_s.arg(m_finishWord)});
    else
        m_events.add(Finished{reason, m_finishWord});
    m_isComplete = true;
}

void ChatDecoder::fail(const Error &error)
{
    m_events.release(); // what was received so far stays
    m_extras.tellSound(m_events);
    if (!m_finishWord.isEmpty())
        m_extras.tellCalls(m_events);
    m_events.add(Failed{error});
    m_isComplete = true;
}

} // namespace studio
