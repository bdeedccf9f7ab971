#include "gateway/VideoFields.h"

#include "core/Json.h"
#include "gateway/ClipMaker.h"

#include <array>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr double mostSeconds = 60;
constexpr int leastSide = 16;
constexpr int mostSide = 4096;
constexpr int mostFrameRate = 120;
constexpr double mostWork = 60.0 * 24 * 1280 * 720; // pixels of all frames

constexpr std::array<std::pair<QLatin1StringView, int>, 8> resolutions{{
    {"360p"_L1, 360},
    {"480p"_L1, 480},
    {"720p"_L1, 720},
    {"768p"_L1, 768},
    {"1080p"_L1, 1080},
    {"1K"_L1, 1024},
    {"2K"_L1, 1440},
    {"4K"_L1, 2160},
}};

/// "16:9" or "1280x720"; nothing for anything else, and for zeros.
std::optional<QSize> pairFrom(const QString &text, QChar between)
{
    const QStringList parts = text.split(between);
    bool isWide = false;
    bool isHigh = false;
    const QSize pair(parts.first().toInt(&isWide), parts.last().toInt(&isHigh));
    const bool isPair = parts.size() == 2 && isWide && isHigh && pair.width() > 0 && pair.height() > 0;
    return isPair ? std::optional(pair) : std::nullopt;
}

int even(double length)
{
    return 2 * static_cast<int>(std::lround(length / 2));
}

/// The resolution is the short side's.
QSize shaped(int resolution, const QSize &ratio)
{
    const double shape = static_cast<double>(ratio.width()) / ratio.height();
    return shape >= 1 ? QSize(even(resolution * shape), resolution)
                      : QSize(resolution, even(resolution / shape));
}

/// A whole number, in a form also as its digits.
std::optional<qint64> wholeFrom(const QJsonValue &value)
{
    if (!value.isString()) {
        const double number = value.toDouble(0.5);
        return number == std::floor(number) ? std::optional(value.toInteger()) : std::nullopt;
    }
    bool isNumber = false;
    const qint64 number = value.toString().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

int VideoQuestion::frames() const
{
    return std::max(1, static_cast<int>(std::lround(seconds * frameRate)));
}

std::optional<ErrorWords> readSeconds(const QJsonObject &body, const QString &field, bool isText,
                                      VideoQuestion &question)
{
    const QJsonValue value = body[field];
    if (value.isUndefined())
        return std::nullopt;
    bool isNumber = value.isDouble() && !isText;
    question.seconds = isText ? value.toString().toDouble(&isNumber) : value.toDouble();
    if (!isNumber || !(question.seconds >= 1 && question.seconds <= mostSeconds))
        return badFieldWords(field, isText ? u"seconds from 1 to 60, as a text"_s
                                           : u"seconds from 1 to 60, as a number"_s);
    return std::nullopt;
}

std::optional<ErrorWords> readSize(const QJsonObject &body, VideoQuestion &question)
{
    if (!body.contains(u"size"_s))
        return std::nullopt;
    const auto size = pairFrom(body[u"size"_s].toString(), u'x');
    const auto fits = [](int side) {
        return side >= leastSide && side <= mostSide;
    };
    if (!size || !fits(size->width()) || !fits(size->height()))
        return badFieldWords(u"size"_s, u"a width and a height from 16 to 4096, as in 1280x720"_s);
    question.size = *size;
    return std::nullopt;
}

std::optional<ErrorWords> readShape(const QJsonObject &body, const QString &ratioField,
                                    VideoQuestion &question)
{
    question.resolution = body[u"resolution"_s].toString(u"720p"_s);
    question.ratio = body[ratioField].toString(u"16:9"_s);
    int resolution = 0;
    for (const auto &[name, lines] : resolutions) {
        if (question.resolution.compare(name, Qt::CaseInsensitive) == 0)
            resolution = lines;
    }
    if (resolution == 0)
        return badFieldWords(u"resolution"_s, u"360p, 480p, 720p, 768p, 1080p, 1K, 2K or 4K"_s);
    const auto ratio = pairFrom(question.ratio == "adaptive"_L1 ? u"16:9"_s : question.ratio, u':');
    if (!ratio || ratio->width() > 4 * ratio->height() || ratio->height() > 4 * ratio->width())
        return badFieldWords(ratioField, u"a shape such as 16:9"_s);
    question.size = shaped(resolution, *ratio);
    return std::nullopt;
}

std::optional<ErrorWords> readNumbers(const QJsonObject &body, VideoQuestion &question)
{
    if (body.contains(u"seed"_s)) {
        question.seed = wholeFrom(body[u"seed"_s]);
        if (!question.seed)
            return badFieldWords(u"seed"_s, u"a whole number"_s);
        if (*question.seed == -1) // "any"
            question.seed.reset();
    }
    for (const QString &field : {u"framespersecond"_s, u"frame_rate"_s, u"fps"_s}) {
        if (!body.contains(field))
            continue;
        const auto rate = wholeFrom(body[field]);
        if (!rate || *rate < 1 || *rate > mostFrameRate)
            return badFieldWords(field, u"a whole number from 1 to 120"_s);
        question.frameRate = static_cast<int>(*rate);
    }
    return std::nullopt;
}

std::optional<ErrorWords> addPicture(const QJsonValue &address, const QString &field, VideoQuestion &question)
{
    const QByteArray text = address.toString().toUtf8();
    const qsizetype comma = text.indexOf(',');
    if (!text.startsWith("data:") || comma < 0 || !text.first(comma).endsWith(";base64"))
        return badFieldWords(field, u"a data: address in base64; the practice gateway fetches nothing"_s);
    const auto decoded =
        QByteArray::fromBase64Encoding(text.sliced(comma + 1), QByteArray::AbortOnBase64DecodingErrors);
    return addPicture(decoded ? decoded.decoded : QByteArray(), field, question);
}

std::optional<ErrorWords> addPicture(const QByteArray &bytes, const QString &field, VideoQuestion &question)
{
    if (!isPicture(bytes))
        return badFieldWords(field, u"a picture"_s);
    question.pictures += bytes;
    return std::nullopt;
}

std::optional<ErrorWords> checkWork(const VideoQuestion &question, const QString &field)
{
    const double pixels = static_cast<double>(question.size.width()) * question.size.height();
    if (pixels * question.frames() > mostWork)
        return badFieldWords(field,
                             u"less: as many pixels as a minute of 1280x720 has at 24 frames a second"_s);
    return std::nullopt;
}

} // namespace studio
