#include "providers/ImagesDecoder.h"

#include "providers/ErrorReply.h"
#include "providers/MediaReader.h"
#include "providers/ServerWords.h"
#include "providers/UsageReader.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool holdsPicture(const QJsonObject &object)
{
    return object[u"b64_json"_s].isString() || object[u"url"_s].isString();
}

/// What the server says of the picture's type: a media type, or a format such as "png".
QByteArray typeSaid(const QJsonObject &entry, const QJsonObject &reply)
{
    if (const QString type = entry[u"media_type"_s].toString(); !type.isEmpty())
        return type.toLatin1();
    const QString own = entry[u"output_format"_s].toString();
    const QString format = own.isEmpty() ? reply[u"output_format"_s].toString() : own;
    if (format.isEmpty())
        return {};
    return format == "svg"_L1 ? QByteArray("image/svg+xml") : "image/" + format.toLatin1();
}

/// Bytes before links, which expire. Some gateways put a link where base64 belongs.
std::optional<Media> pictureIn(const QJsonObject &entry, const QByteArray &said)
{
    const QString bytes = entry[u"b64_json"_s].toString();
    if (auto media = mediaFromBase64(bytes, said))
        return media;
    if (auto media = mediaFromAddress(entry[u"url"_s].toString(), said))
        return media;
    return mediaFromAddress(bytes, said);
}

QString companyIn(const QList<Header> &headers)
{
    for (const Header &header : headers) {
        if (header.name.compare("x-provider-name", Qt::CaseInsensitive) == 0)
            return QString::fromLatin1(header.value);
    }
    return {};
}

} // namespace

QList<RunEvent> ImagesDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    return std::exchange(m_events, {});
}

QList<RunEvent> ImagesDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto reply = parseReplyObject(body);
    if (status >= 300 || (reply && isErrorReply(*reply)) || looksLikeMarkup(body)) {
        if (reply)
            noteUsage(*reply);
        fail(errorFromReply(status, headers, body));
    } else if (!reply) {
        fail(errorFromUnreadable(status, body));
    } else if (!reply->contains("data"_L1) && !holdsPicture(*reply)) {
        fail({ErrorKind::Garbled, u"no data in: %1"_s.arg(shortened(redacted(plainText(body)), 200)), status});
    } else {
        m_headerCompany = companyIn(headers);
        readReply(*reply, {});
        if (!m_isComplete)
            conclude();
    }
    return std::exchange(m_events, {});
}

QList<RunEvent> ImagesDecoder::end()
{
    if (m_isComplete)
        return {};
    if (m_sawEnd)
        conclude();
    else
        fail({ErrorKind::CutOff, m_firstBadEvent});
    return std::exchange(m_events, {});
}

void ImagesDecoder::readFrame(const Frame &frame)
{
    const QByteArrayView data = QByteArrayView(frame.data).trimmed();
    if (frame.event == "error") {
        fail(errorFromReply(0, {}, frame.data));
    } else if (data == "[DONE]" || data == "\"[DONE]\"") {
        conclude();
    } else if (!data.isEmpty() && !data.startsWith(':')) { // a proxy may hand comments on as data
        const auto reply = parseReplyObject(data);
        if (!reply) {
            noteBadEvent(data, reply.error().detail);
            return;
        }
        const QString type = reply->value("type"_L1).toString();
        const bool isNamed = type.isEmpty() && frame.event.startsWith("image_");
        readReply(*reply, isNamed ? QString::fromLatin1(frame.event) : type);
    }
}

void ImagesDecoder::readReply(const QJsonObject &reply, const QString &type)
{
    noteAnswered(reply);
    noteUsage(reply);
    const bool isFinal = type.isEmpty() || type.endsWith(".completed"_L1);
    const bool isList = reply[u"data"_s].isArray() || reply[u"data"_s].isObject();
    if (isErrorReply(reply)) {
        fail(errorFromWhole(reply, 0));
    } else if (type.endsWith(".partial_image"_L1)) {
        readPicture(reply, {}, true);
    } else if (isFinal && isList) {
        readPictures(reply);
    } else if (isFinal && (!type.isEmpty() || holdsPicture(reply))) {
        m_sawEnd = true;
        readPicture(reply, {}, false);
    }
}

void ImagesDecoder::readPictures(const QJsonObject &reply)
{
    m_sawEnd = true;
    const QJsonValue data = reply[u"data"_s];
    for (const QJsonValue &entry : data.isObject() ? QJsonArray{data} : data.toArray())
        readPicture(entry.toObject(), reply, false);
}

void ImagesDecoder::readPicture(const QJsonObject &entry, const QJsonObject &reply, bool isDraft)
{
    auto media = pictureIn(entry, typeSaid(entry, reply));
    if (!media) {
        m_events << Oddity{u"a picture that cannot be read was left out"_s};
        return;
    }
    media->isDraft = isDraft;
    m_sawPicture = m_sawPicture || !isDraft;
    m_events << MediaArrived{*std::move(media)};
}

void ImagesDecoder::noteAnswered(const QJsonObject &reply)
{
    Answered answered = m_answered;
    if (const QString model = reply[u"model"_s].toString(); !model.isEmpty())
        answered.model = cleanName(model);
    const QString company = reply[u"provider"_s].toString();
    if (!company.isEmpty() || answered.company.isEmpty())
        answered.company = cleanName(company.isEmpty() ? m_headerCompany : company);
    if (answered == m_answered)
        return;
    m_answered = answered;
    m_events << m_answered;
}

void ImagesDecoder::noteUsage(const QJsonObject &reply)
{
    const auto usage = usageFrom(reply[u"usage"_s].toObject());
    if (!usage || *usage == m_usage)
        return;
    m_usage = *usage;
    m_events << UsageReported{m_usage};
}

void ImagesDecoder::noteBadEvent(QByteArrayView data, const QString &reason)
{
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events << Oddity{u"an event that is no JSON was left out: %1"_s.arg(reason)};
}

void ImagesDecoder::conclude()
{
    if (m_sawPicture)
        m_events << Finished{};
    else if (!m_firstBadEvent.isEmpty())
        m_events << Failed{{ErrorKind::Garbled, m_firstBadEvent}};
    else // often moderation, but no server says so
        m_events << Failed{{ErrorKind::EmptyAnswer}};
    m_isComplete = true;
}

void ImagesDecoder::fail(const Error &error)
{
    m_events << Failed{error};
    m_isComplete = true;
}

} // namespace studio
