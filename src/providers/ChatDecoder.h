#pragma once

#include "providers/ChatExtras.h"
#include "providers/DeltaScanner.h"
#include "providers/Dialect.h"
#include "providers/EventWriter.h"

namespace studio
{

/// Reads one answer of an OpenAI-compatible chat, streamed or whole.
///
/// Finished is held back until [DONE] or the end of the stream, because a server may still send an error
/// behind its finish reason. Tool calls and sound are told when they are whole, just before it.
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
    void takeDelta(const ChatContent &delta);
    void takeMessage(ChatContent message, bool hasDelta);
    void takeText(QStringView text);
    void conclude();
    void fail(const Error &error);

    const Reading m_reading;
    DeltaScanner m_scanner;
    EventWriter m_events;
    ChatExtras m_extras;
    Answered m_answered;
    Usage m_usage;
    QString m_finishWord;     ///< The first one that was given.
    QString m_nativeWord;     ///< The company's own word, where a gateway passes it on.
    QString m_firstBadEvent;
    bool m_tookText = false;  ///< Some came, though perhaps it is still held back.
    bool m_sawRefusal = false;
    bool m_sawOtherChoice = false;
    bool m_isComplete = false;
};

} // namespace studio
