#pragma once

#include "providers/ChatContent.h"
#include "providers/DeltaScanner.h"
#include "providers/Dialect.h"
#include "providers/TextJoiner.h"
#include "providers/ThinkSplitter.h"

namespace studio
{

/// Reads one answer of an OpenAI-compatible chat, streamed or whole.
///
/// Finished is held back until [DONE] or the end of the stream, because a server may still send an error
/// behind its finish reason.
class ChatDecoder : public Decoder
{
public:
    /// How events are read. The events that come out are the same.
    enum class Reading {
        Quick, ///< Those that bring only text without a JSON parser.
        Whole, ///< Each one parsed.
    };

    explicit ChatDecoder(Reading reading = Reading::Quick) : m_reading(reading) {}

    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readData(QByteArrayView data);
    bool readLines(QByteArrayView data);
    void readChunk(const QJsonObject &chunk);
    void readChoices(const QJsonValue &choices);
    void readChoice(const QJsonObject &choice);
    void readFinish(const QJsonObject &choice);
    void noteAnswered(const QJsonObject &chunk);
    void noteUsage(const QJsonObject &chunk);
    void noteBadEvent(QByteArrayView data, const QString &reason);

    void takeContent(const ChatContent &content);
    void takeText(QStringView text);
    void takeReasoning(QStringView text);
    void addText(QStringView text);
    void addReasoning(QStringView text);
    void addSplit(const ThinkSplitter::Split &split);
    void releaseHeld();
    void conclude();
    void fail(const Error &error);

    const Reading m_reading;
    DeltaScanner m_scanner;
    QList<RunEvent> m_events; ///< Of the call that is running.
    TextJoiner m_text;
    TextJoiner m_reasoning;
    ThinkSplitter m_splitter;
    Answered m_answered;
    Usage m_usage;
    QString m_finishWord;     ///< The first one that was given.
    QString m_nativeWord;     ///< The company's own word, where a gateway passes it on.
    QString m_firstBadEvent;
    bool m_sawText = false;
    bool m_sawReasoning = false;
    bool m_sawRefusal = false;
    bool m_sawOther = false;
    bool m_sawOtherChoice = false;
    bool m_isComplete = false;
};

} // namespace studio
