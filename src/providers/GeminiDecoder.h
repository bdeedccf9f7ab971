#pragma once

#include "providers/EventWriter.h"
#include "providers/Dialect.h"
#include "providers/EventForm.h"
#include "providers/GeminiParts.h"
#include "providers/GeminiUsage.h"

class QJsonArray;

namespace studio
{

/// Reads one answer of Gemini's generateContent, streamed or whole.
///
/// There is no end mark: the answer is complete when a finishReason came and the stream ended. Until then Finished is
/// held back, because more text, counts and errors may follow, and some servers give a reason with every chunk.
class GeminiDecoder : public Decoder
{
public:
    /// How events are read. The events that come out are the same.
    enum class Reading {
        Quick, ///< Those that bring only text and counts without a JSON parser.
        Whole, ///< Each one parsed.
    };

    explicit GeminiDecoder(Reading reading = Reading::Quick);

    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readData(QByteArrayView data);
    void readChunks(const QJsonArray &chunks);
    void readChunk(const QJsonObject &chunk);
    void readCandidates(const QJsonValue &candidates);
    void readCandidate(const QJsonObject &candidate);
    void takeKnownForm();
    void noteAnswered(const QJsonObject &chunk);
    void noteUsage(const GeminiCounts &counts);
    void noteBadEvent(QByteArrayView data, const QString &reason);
    void tellUsage();
    void conclude();
    void fail(const Error &error);

    const Reading m_reading;
    EventForm m_form;
    bool m_formIsThought = false;
    EventWriter m_events{EventWriter::Tags::Keep};
    Answered m_answered;
    GeminiCounts m_counts;
    std::optional<Usage> m_usage;  ///< Not told yet.
    Usage m_toldUsage;
    QString m_finishWord;          ///< The last one that was given.
    QString m_finishWords;         ///< What the server said about it.
    QString m_blockWord;           ///< Why the prompt was not let through to the model.
    QString m_firstBadEvent;
    GeminiContent m_content;       ///< So far.
    bool m_sawOtherCandidate = false;
    bool m_isComplete = false;
};

} // namespace studio
