#include "providers/ChatDecoder.h"

#include "providers/ErrorReply.h"
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
    return std::exchange(m_events, {});
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
    return std::exchange(m_events, {});
}

QList<RunEvent> ChatDecoder::end()
{
    if (m_isComplete)
        return {};
    if (!m_finishWord.isEmpty())
        conclude();
    else
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return std::exchange(m_events, {});
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
        takeReasoning(m_scanner.reasoning());
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

/// Some servers put several JSON texts into one event, a line each. True when that was so.
bool ChatDecoder::readLines(QByteArrayView data)
{
    const QList<QByteArray> lines = data.toByteArray().split('\n');
    if (lines.size() < 2)
        return false;
    for (const QByteArray &line : lines) {
        const QByteArray each = line.trimmed();
        if (!each.isEmpty() && each != "[DONE]" && !parseReplyObject(each))
            return false;
    }
    for (const QByteArray &line : lines) {
        if (!m_isComplete)
            readData(QByteArrayView(line).trimmed());
    }
    return true;
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
        m_events << Oddity{u"choices is no list"_s};
    for (const QJsonValue &choice : choices.toArray()) {
        const QJsonValue index = choice[u"index"_s];
        const bool isOurs = index.isUndefined() || index.isNull() || index.toDouble(-1.0) == 0.0;
        if (m_isComplete)
            return;
        if (isOurs && choice.isObject())
            readChoice(choice.toObject());
        else if (!std::exchange(m_sawOtherChoice, true))
            m_events << Oddity{u"a choice that was not asked for was left out"_s};
    }
}

void ChatDecoder::readChoice(const QJsonObject &choice)
{
    const QJsonValue delta = choice[u"delta"_s];
    const QJsonValue message = choice[u"message"_s];
    if (delta.isObject())
        takeContent(chatContentOf(delta.toObject()));
    else if (message.isObject() && !m_sawText) // later ones repeat the whole text
        takeContent(chatContentOf(message.toObject()));
    else if (!delta.isNull() && !delta.isUndefined())
        m_events << Oddity{u"delta is no object"_s};
    readFinish(choice);
}

void ChatDecoder::readFinish(const QJsonObject &choice)
{
    const QString word = choice[u"finish_reason"_s].toString();
    const QJsonObject error = choice[u"error"_s].toObject();
    if (m_nativeWord.isEmpty())
        m_nativeWord = choice[u"native_finish_reason"_s].toString();
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
        answered.model = withoutControls(model);
    if (const QString company = chunk[u"provider"_s].toString(); !company.isEmpty())
        answered.company = withoutControls(company);
    if (answered == m_answered)
        return;
    m_answered = answered;
    m_scanner.forget();
    m_events << m_answered;
}

void ChatDecoder::noteUsage(const QJsonObject &chunk)
{
    const auto usage = usageFrom(chunk[u"usage"_s].toObject());
    if (!usage || *usage == m_usage)
        return;
    m_usage = *usage;
    m_events << UsageReported{m_usage};
}

void ChatDecoder::noteBadEvent(QByteArrayView data, const QString &reason)
{
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events << Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)};
}

void ChatDecoder::takeContent(const ChatContent &content)
{
    takeReasoning(content.reasoning);
    takeText(content.text);
    takeText(content.refusal);
    m_sawRefusal = m_sawRefusal || !content.refusal.isEmpty();
    m_sawOther = m_sawOther || content.hasOther;
    for (const QString &oddity : content.oddities)
        m_events << Oddity{oddity};
}

void ChatDecoder::takeText(QStringView text)
{
    if (text.isEmpty())
        return;
    if (m_splitter.isThrough() && m_text.isWhole(text))
        addText(text);
    else if (const QString joined = m_text.feed(text.toString()); !joined.isEmpty())
        addSplit(m_splitter.feed(joined));
}

void ChatDecoder::takeReasoning(QStringView text)
{
    if (m_reasoning.isWhole(text))
        addReasoning(text);
    else
        addReasoning(m_reasoning.feed(text.toString()));
}

void ChatDecoder::addText(QStringView text)
{
    if (text.isEmpty())
        return;
    m_sawText = true;
    auto *last = m_events.isEmpty() ? nullptr : std::get_if<TextDelta>(&m_events.last());
    if (last)
        last->text += text;
    else
        m_events << TextDelta{text.toString()};
}

void ChatDecoder::addReasoning(QStringView text)
{
    if (text.isEmpty())
        return;
    m_sawReasoning = true;
    auto *last = m_events.isEmpty() ? nullptr : std::get_if<ReasoningDelta>(&m_events.last());
    if (last)
        last->text += text;
    else
        m_events << ReasoningDelta{text.toString()};
}

void ChatDecoder::addSplit(const ThinkSplitter::Split &split)
{
    addReasoning(split.reasoning);
    addText(split.text);
}

void ChatDecoder::releaseHeld()
{
    addReasoning(m_reasoning.rest());
    if (const QString half = m_text.rest(); !half.isEmpty())
        addSplit(m_splitter.feed(half));
    addSplit(m_splitter.rest());
}

void ChatDecoder::conclude()
{
    releaseHeld();
    const bool isEmpty = !m_sawText && !m_sawReasoning && !m_sawOther;
    FinishReason reason = finishReasonFrom(m_finishWord);
    if (m_sawRefusal && reason == FinishReason::Stop)
        reason = FinishReason::Refusal;
    const bool explainsEmptiness = reason == FinishReason::Filter || reason == FinishReason::Refusal;
    if (isEmpty && isFaultWord(m_nativeWord))
        fail({ErrorKind::ServerFault, u"native_finish_reason: %1"_s.arg(m_nativeWord)});
    else if (isEmpty && !m_firstBadEvent.isEmpty())
        fail({ErrorKind::Garbled, m_firstBadEvent});
    else if (isEmpty && !explainsEmptiness)
        fail({ErrorKind::EmptyAnswer, m_finishWord.isEmpty() ? QString() : u"finish_reason: %1"_s.arg(m_finishWord)});
    else
        m_events << Finished{reason, m_finishWord};
    m_isComplete = true;
}

void ChatDecoder::fail(const Error &error)
{
    releaseHeld(); // the text received so far stays
    m_events << Failed{error};
    m_isComplete = true;
}

} // namespace studio
