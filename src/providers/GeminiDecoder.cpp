#include "providers/GeminiDecoder.h"

#include "core/Json.h"
#include "providers/ErrorReply.h"
#include "providers/EventLines.h"
#include "providers/FinishWord.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Spot = EventForm::Spot;

enum SpotIndex : std::size_t { TextSpot, PromptSpot, CandidatesSpot, ThoughtsSpot, TotalSpot, CachedSpot };

constexpr std::array<Spot, 6> spots{{
    {"candidates.0.content.parts.0.text"_L1, EventForm::Kind::Text},
    {"usageMetadata.promptTokenCount"_L1, EventForm::Kind::Count},
    {"usageMetadata.candidatesTokenCount"_L1, EventForm::Kind::Count},
    {"usageMetadata.thoughtsTokenCount"_L1, EventForm::Kind::Count},
    {"usageMetadata.totalTokenCount"_L1, EventForm::Kind::Count},
    {"usageMetadata.cachedContentTokenCount"_L1, EventForm::Kind::Count},
}};

/// The chunks in one event or body: one, or a list of them, which is what a stream without "alt=sse" is.
Result<QJsonArray> chunksIn(QByteArrayView data)
{
    const auto object = parseReplyObject(data);
    if (!object && data.trimmed().startsWith('['))
        return parseJsonArray(data);
    return object ? Result<QJsonArray>(QJsonArray{*object}) : object.error();
}

bool isAnswer(const QJsonObject &chunk)
{
    return chunk.contains(u"candidates"_s) || chunk.contains(u"promptFeedback"_s) || chunk.contains(u"usageMetadata"_s);
}

bool isAnswerOrError(const QJsonValue &chunk)
{
    return isAnswer(chunk.toObject()) || isErrorReply(chunk.toObject());
}

/// Names like FINISH_REASON_UNSPECIFIED stand for nothing.
QString wordOf(const QJsonValue &value)
{
    const QString word = shortened(withoutControls(value.toString()), 100);
    return word.endsWith("_UNSPECIFIED"_L1) ? QString() : word;
}

bool isFirst(const QJsonValue &candidate)
{
    const QJsonValue index = candidate[u"index"_s];
    return index.isUndefined() || index.isNull() || index.toDouble(-1.0) == 0.0;
}

/// True when reading it once more with another text and other counts would do nothing but add those.
bool bringsOnlyText(const QJsonObject &chunk)
{
    const QJsonArray candidates = chunk[u"candidates"_s].toArray();
    const QJsonValue candidate = candidates.at(0);
    const QJsonArray parts = candidate[u"content"_s][u"parts"_s].toArray();
    return candidates.size() == 1 && isFirst(candidate) && wordOf(candidate[u"finishReason"_s]).isEmpty()
        && candidate[u"finishMessage"_s].toString().isEmpty() && parts.size() == 1
        && parts.at(0)[u"text"_s].isString() && wordOf(chunk[u"promptFeedback"_s][u"blockReason"_s]).isEmpty()
        && !geminiCountsOf(chunk[u"usageMetadata"_s].toObject()).pictures;
}

/// Why an answer holds nothing, as far as the server says.
QString emptiness(const QString &word, const QString &words)
{
    const QString reason = word.isEmpty() ? QString() : u"finishReason: %1"_s.arg(word);
    return words.isEmpty() ? reason : u"%1 (%2)"_s.arg(reason, words);
}

} // namespace

GeminiDecoder::GeminiDecoder(Reading reading) : m_reading(reading), m_form(spots) {}

QList<RunEvent> GeminiDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    tellUsage(); // once in a call: every chunk has counts, and neighbouring texts are to come as one
    return m_events.take();
}

QList<RunEvent> GeminiDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto chunks = chunksIn(body);
    const QJsonObject only = chunks && chunks->size() == 1 ? chunks->at(0).toObject() : QJsonObject();
    const bool isWhole = !only.isEmpty() && !body.trimmed().startsWith('['); // a list is a stream
    if (status >= 300 || looksLikeMarkup(body) || (isErrorReply(only) && !isAnswer(only))) {
        noteUsage(geminiCountsOf(only[u"usageMetadata"_s].toObject()));
        fail(errorFromReply(status, headers, body));
    } else if (!chunks || chunks->isEmpty()) {
        fail(errorFromUnreadable(status, body));
    } else if (std::none_of(chunks->begin(), chunks->end(), isAnswerOrError)) {
        fail({ErrorKind::Garbled, u"no candidates in: %1"_s.arg(shortened(redacted(plainText(body)), 200)), status});
    } else {
        readChunks(*chunks);
        if (isWhole && !m_isComplete)
            conclude(); // a document that is all there needs no reason
    }
    return m_isComplete ? m_events.take() : end();
}

QList<RunEvent> GeminiDecoder::end()
{
    if (m_isComplete)
        return {};
    if (!m_finishWord.isEmpty() || !m_blockWord.isEmpty())
        conclude();
    else
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return m_events.take();
}

void GeminiDecoder::readFrame(const Frame &frame)
{
    if (frame.event == "error")
        fail(errorFromReply(0, {}, frame.data));
    else
        readData(QByteArrayView(frame.data).trimmed());
}

void GeminiDecoder::readData(QByteArrayView data)
{
    if (m_form.read(data)) {
        takeKnownForm();
        return;
    }
    if (data.isEmpty() || data.startsWith(':')) // a proxy may hand comments on as data
        return;
    if (data == "[DONE]") { // of gateways; Google has no end mark
        conclude();
        return;
    }
    const auto chunks = chunksIn(data);
    if (!chunks) {
        const QList<QByteArray> lines = eventLines(data);
        if (lines.isEmpty())
            noteBadEvent(data, chunks.error().detail);
        for (const QByteArray &line : lines) {
            if (!m_isComplete)
                readData(line);
        }
        return;
    }
    readChunks(*chunks);
    const QJsonObject chunk = chunks->at(0).toObject();
    if (m_reading == Reading::Quick && chunks->size() == 1 && bringsOnlyText(chunk) && m_form.learn(data, chunk))
        m_formIsThought = chunk[u"candidates"_s][0][u"content"_s][u"parts"_s][0][u"thought"_s].toBool();
}

void GeminiDecoder::takeKnownForm()
{
    const QStringView text = m_form.text(TextSpot);
    if (m_formIsThought)
        m_events.addReasoning(text);
    else
        m_events.addText(text);
    noteUsage({m_form.count(PromptSpot), m_form.count(CandidatesSpot), m_form.count(ThoughtsSpot),
               m_form.count(TotalSpot), m_form.count(CachedSpot)});
}

void GeminiDecoder::readChunks(const QJsonArray &chunks)
{
    for (const QJsonValue &chunk : chunks) {
        if (m_isComplete)
            return;
        if (chunk.isObject())
            readChunk(chunk.toObject());
        else
            m_events.add(Oddity{u"a chunk that is no object was left out"_s});
    }
}

void GeminiDecoder::readChunk(const QJsonObject &chunk)
{
    noteAnswered(chunk);
    noteUsage(geminiCountsOf(chunk[u"usageMetadata"_s].toObject()));
    if (const QString word = wordOf(chunk[u"promptFeedback"_s][u"blockReason"_s]); !word.isEmpty())
        m_blockWord = word;
    readCandidates(chunk[u"candidates"_s]);
    if (isErrorReply(chunk))
        fail(errorFromWhole(chunk, 0));
}

void GeminiDecoder::readCandidates(const QJsonValue &candidates)
{
    if (!candidates.isArray() && !candidates.isNull() && !candidates.isUndefined())
        m_events.add(Oddity{u"candidates is no list"_s});
    for (const QJsonValue &candidate : candidates.toArray()) {
        if (candidate.isObject() && isFirst(candidate))
            readCandidate(candidate.toObject());
        else if (!std::exchange(m_sawOtherCandidate, true))
            m_events.add(Oddity{u"a candidate that was not asked for was left out"_s});
    }
}

void GeminiDecoder::readCandidate(const QJsonObject &candidate)
{
    const GeminiContent content = readGeminiParts(candidate[u"content"_s][u"parts"_s], m_events);
    m_content.hasCall = m_content.hasCall || content.hasCall;
    m_content.hasOther = m_content.hasOther || content.hasOther;
    if (const QString word = wordOf(candidate[u"finishReason"_s]); !word.isEmpty())
        m_finishWord = word;
    if (const QString words = candidate[u"finishMessage"_s].toString(); !words.isEmpty())
        m_finishWords = shortened(redacted(withoutControls(words).simplified()), 200);
}

void GeminiDecoder::noteAnswered(const QJsonObject &chunk)
{
    const QString model = cleanName(chunk[u"modelVersion"_s].toString());
    if (model.isEmpty() || model == m_answered.model)
        return;
    m_answered.model = model;
    m_form.forget();
    m_events.add(m_answered);
}

void GeminiDecoder::noteUsage(const GeminiCounts &counts)
{
    if (counts == m_counts)
        return;
    m_counts = counts;
    if (const auto usage = usageFrom(counts))
        m_usage = usage;
}

void GeminiDecoder::noteBadEvent(QByteArrayView data, const QString &reason)
{
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events.add(Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)});
}

void GeminiDecoder::tellUsage()
{
    const auto usage = std::exchange(m_usage, std::nullopt);
    if (!usage || *usage == m_toldUsage)
        return;
    m_toldUsage = *usage;
    m_events.add(UsageReported{*usage});
}

void GeminiDecoder::conclude()
{
    m_events.release();
    tellUsage();
    const bool isBlocked = m_finishWord.isEmpty() && !m_blockWord.isEmpty();
    const QString word = isBlocked ? m_blockWord : m_finishWord;
    FinishReason reason = isBlocked ? FinishReason::Filter : finishReasonFrom(word);
    if (m_content.hasCall && reason == FinishReason::Stop)
        reason = FinishReason::Tools; // Gemini has no word of its own for this
    // Words like MALFORMED_FUNCTION_CALL say that the model wrote something unusable: an answer where there is text
    // as well, an empty one where there is not. It is no fault of the server, and asking again costs again.
    const bool isEmpty = !m_events.sawText() && !m_events.sawReasoning() && !m_content.hasCall && !m_content.hasOther;
    if (isEmpty && !m_firstBadEvent.isEmpty())
        m_events.add(Failed{{ErrorKind::Garbled, m_firstBadEvent}});
    else if (isEmpty && reason != FinishReason::Filter && reason != FinishReason::Refusal)
        m_events.add(Failed{{ErrorKind::EmptyAnswer, emptiness(word, m_finishWords)}});
    else
        m_events.add(Finished{reason, word});
    m_isComplete = true;
}

void GeminiDecoder::fail(const Error &error)
{
    m_events.release(); // the text received so far stays
    tellUsage();
    m_events.add(Failed{error});
    m_isComplete = true;
}

} // namespace studio
