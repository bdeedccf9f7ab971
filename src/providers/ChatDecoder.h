#pragma once

#include "providers/ChatContent.h"
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
    QList<RunEvent> frame(const Frame &frame) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
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
    void takeText(const QString &text);
    void takeReasoning(const QString &text);
    void emitSplit(const ThinkSplitter::Split &split);
    void releaseHeld();
    void conclude();
    void fail(const Error &error);

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
