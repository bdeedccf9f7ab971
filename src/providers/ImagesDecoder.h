#pragma once

#include "providers/Dialect.h"

#include <QJsonObject>

namespace studio
{

/// Reads one answer of OpenAI's or OpenRouter's picture addresses, streamed or whole: a server that cannot stream
/// answers whole though it was asked to.
///
/// An answer may bring several pictures, and no end mark is promised behind the last one, so Finished waits for
/// [DONE] or the end of the stream. Drafts alone are no answer. A picture's "revised_prompt" is left out.
class ImagesDecoder : public Decoder
{
public:
    QList<RunEvent> frames(const QList<Frame> &frames) override;
    QList<RunEvent> body(int status, const QList<Header> &headers, const QByteArray &body) override;
    QList<RunEvent> end() override;
    bool isComplete() const override { return m_isComplete; }

private:
    void readFrame(const Frame &frame);
    void readReply(const QJsonObject &reply, const QString &type);
    void readPictures(const QJsonObject &reply);
    void readPicture(const QJsonObject &entry, const QJsonObject &reply, bool isDraft);
    void noteAnswered(const QJsonObject &reply);
    void noteUsage(const QJsonObject &reply);
    void noteBadEvent(QByteArrayView data, const QString &reason);
    void conclude();
    void fail(const Error &error);

    QList<RunEvent> m_events; ///< Of the call that is running.
    Answered m_answered;
    QString m_headerCompany; ///< Who ran the model, by the reply's headers.
    Usage m_usage;
    QString m_firstBadEvent;
    bool m_sawPicture = false;
    bool m_sawEnd = false; ///< What ends an answer, with a picture or without.
    bool m_isComplete = false;
};

} // namespace studio
