#pragma once

#include "providers/EventWriter.h"
#include "providers/Dialect.h"
#include "providers/MessagesForm.h"
#include "providers/MessagesTools.h"

#include <QJsonObject>

namespace studio
{

/// Reads one answer of an Anthropic Messages server, streamed or whole.
///
/// message_stop is the end mark. A stream that ends without it is complete only when its stop reason came.
class MessagesDecoder : public Decoder
{
public:
    /// How events are read. The events that come out are the same.
    enum class Reading {
        Quick, ///< Those that bring only text without a JSON parser.
        Whole, ///< Each one parsed.
    };

    explicit MessagesDecoder(Reading reading = Reading::Quick) : m_reading(reading) {}

    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readData(QByteArrayView data, const QByteArray &name);
    bool readQuickly(QByteArrayView data);
    void readBadEvent(QByteArrayView data, const QByteArray &name, const QString &reason);
    void readEvent(const QJsonObject &event, const QByteArray &name);
    void readStart(const QJsonObject &message);
    void readMessage(const QJsonObject &message);
    void readContent(const QJsonValue &content);
    void readBlock(const QJsonValue &block);
    void readDelta(int index, const QJsonValue &delta);
    void readMessageDelta(const QJsonObject &event);
    void readStop(const QJsonObject &message);

    void openTool(int index, const QJsonValue &block);
    void closeTool(int index);

    void noteAnswered(const QJsonObject &message);
    void noteUsage(const QJsonObject &usage);
    void conclude();
    void fail(const Error &error);

    const Reading m_reading;
    MessagesForm m_form;
    EventWriter m_events{EventWriter::Tags::Keep};
    MessagesTools m_tools;
    Answered m_answered;
    QJsonObject m_counts; ///< What the "usage" objects said so far.
    Usage m_usage;
    QString m_stopWord;    ///< The first one that was given.
    QString m_stopDetails; ///< Why the model declined, in the server's words.
    QString m_firstBadEvent;
    bool m_sawStrangeBlock = false;
    bool m_isComplete = false;
};

} // namespace studio
