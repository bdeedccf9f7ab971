#include "providers/ServerWords.h"

#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostNameChars = 200;
constexpr qsizetype mostPageBytes = 16 * 1024; // the words of an error page stand at its top

QString detailPiece(const QJsonValue &piece)
{
    for (const QJsonValue &words : {piece[u"msg"_s], piece[u"message"_s], piece[u"error"_s], piece}) {
        if (!words.toString().isEmpty())
            return words.toString();
    }
    return {};
}

/// FastAPI: [{"loc":["body","seed"],"msg":"not permitted"}] becomes "seed: not permitted".
QString detailWords(const QJsonValue &detail)
{
    if (!detail.isArray())
        return detailPiece(detail);
    QStringList words;
    for (const QJsonValue &each : detail.toArray()) {
        const QString field = each[u"loc"_s].toArray().last().toVariant().toString();
        const QString message = detailPiece(each);
        if (!message.isEmpty())
            words << (field.isEmpty() ? message : u"%1: %2"_s.arg(field, message));
    }
    return words.join(u"; "_s);
}

bool isSet(const QJsonValue &error)
{
    if (error.isString())
        return !error.toString().isEmpty();
    return error.toBool() || !error.toObject().isEmpty() || !error.toArray().isEmpty();
}

bool isText(const QJsonValue &value)
{
    return !value.toString().isEmpty();
}

/// Behind a gateway's general sentence stands the company's own one.
QString upstreamWords(const QJsonObject &error)
{
    const QJsonValue metadata = error[u"metadata"_s];
    const QString raw = metadata[u"raw"_s].toString();
    if (const auto object = parseReplyObject(raw.toUtf8()); object && isErrorReply(*object))
        return serverWords(*object);
    if (!raw.isEmpty())
        return raw;
    const QString code = metadata[u"provider_code"_s].toString();
    return code.isEmpty() ? metadata[u"error_type"_s].toString() : code;
}

QString decoded(QString text)
{
    constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 6> entities{{
        {"&nbsp;"_L1, " "_L1},
        {"&lt;"_L1, "<"_L1},
        {"&gt;"_L1, ">"_L1},
        {"&quot;"_L1, "\""_L1},
        {"&#39;"_L1, "'"_L1},
        {"&amp;"_L1, "&"_L1}, // last, so that "&amp;lt;" stays "&lt;"
    }};
    for (const auto &[entity, character] : entities)
        text.replace(entity, character);
    return text;
}

} // namespace

Result<QJsonObject> parseReplyObject(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    if (trimmed.startsWith('[') && trimmed.endsWith(']'))
        return parseJsonObject(trimmed.sliced(1, trimmed.size() - 2));
    return parseJsonObject(trimmed);
}

bool isErrorReply(const QJsonObject &reply)
{
    if (isSet(reply[u"error"_s]))
        return true;
    if (reply[u"choices"_s].isArray())
        return false;
    const bool saysSo = reply[u"type"_s].toString() == "error"_L1 || reply[u"object"_s].toString() == "error"_L1
        || (reply[u"success"_s].isBool() && !reply[u"success"_s].toBool());
    const bool hasData = reply[u"data"_s].isArray();
    const bool hasCode = isText(reply[u"code"_s]) || reply[u"code"_s].toDouble() >= 400.0;
    const bool hasWords = isText(reply[u"message"_s]) || isText(reply[u"msg"_s]);
    return saysSo || (!hasData && (!detailWords(reply[u"detail"_s]).isEmpty() || (hasCode && hasWords)));
}

QString serverWords(const QJsonObject &error)
{
    const QJsonValue inner = error[u"error"_s];
    if (inner.isObject() && isSet(inner))
        return serverWords(inner.toObject());
    if (isText(inner))
        return inner.toString();
    const QString message = error[u"message"_s].toString();
    if (message.isEmpty() || message == "Provider returned error"_L1) {
        if (const QString words = upstreamWords(error); !words.isEmpty())
            return words;
    }
    if (!message.isEmpty())
        return message;
    if (const QString words = detailWords(error[u"detail"_s]); !words.isEmpty())
        return words;
    return error[u"msg"_s].toString();
}

bool looksLikeMarkup(QByteArrayView body)
{
    if (body.startsWith("\xEF\xBB\xBF"))
        body = body.sliced(3);
    return body.trimmed().startsWith('<');
}

QString plainText(QByteArrayView body)
{
    QString text = QString::fromUtf8(body.first(std::min(body.size(), mostPageBytes)));
    if (looksLikeMarkup(body)) {
        static const QRegularExpression hidden(u"<(script|style)\\b.*?(?:</\\1\\s*>|$)|<!--.*?(?:-->|$)"_s,
                                               QRegularExpression::DotMatchesEverythingOption
                                                   | QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression tag(u"<[^>]*(?:>|$)"_s);
        text = decoded(text.replace(hidden, u" "_s).replace(tag, u" "_s));
    }
    return withoutControls(text).simplified();
}

QString shortened(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : withoutLoneSurrogates(text.first(most - 1)) + u'…';
}

QString withoutControls(const QString &text)
{
    QString clean = withoutLoneSurrogates(text);
    for (QChar &c : clean) {
        const bool turnsText = (c >= u'\u202A' && c <= u'\u202E') || (c >= u'\u2066' && c <= u'\u2069');
        if (turnsText || c == u'\u200E' || c == u'\u200F' || c.category() == QChar::Other_Control
            || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return clean;
}

QString cleanName(const QString &name)
{
    return shortened(withoutControls(name.first(std::min(name.size(), 2 * mostNameChars))), mostNameChars);
}

} // namespace studio
