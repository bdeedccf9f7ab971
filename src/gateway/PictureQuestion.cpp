#include "gateway/PictureQuestion.h"

#include "core/Json.h"
#include "gateway/MultipartReader.h"
#include "gateway/PictureDrawing.h"
#include "gateway/PictureSize.h"
#include "gateway/QuestionFields.h"

#include <QImage>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostPromptChars = 32'000;
constexpr qsizetype mostReferences = 16;
constexpr int routerStages = 2; // OpenRouter has no field for it

/// What stands in the body, whether it is a form or JSON.
struct PictureFields
{
    QJsonObject fields;
    QList<QByteArray> references = {};
    QByteArray mask = {};
};

bool isThere(const QJsonValue &value)
{
    return !value.isUndefined() && !value.isNull();
}

/// Takes the number, if there is one and it is in these bounds.
std::optional<ErrorWords> takeCount(const QJsonObject &fields, const QString &name, qint64 low, qint64 high, int &taken)
{
    const QJsonValue value = fields[name];
    if (!isThere(value))
        return std::nullopt;
    const auto count = countFrom(value);
    if (!count || *count < low || *count > high)
        return badFieldWords(name, u"a whole number from %1 to %2"_s.arg(low).arg(high));
    taken = int(*count);
    return std::nullopt;
}

/// The place of the word in the list, 0 when there is none; nothing for any other word.
std::optional<qsizetype> wordAt(const QJsonObject &fields, const QString &name, const QStringList &words)
{
    const QJsonValue value = fields[name];
    const qsizetype place = isThere(value) ? words.indexOf(value.toString()) : 0;
    return place < 0 ? std::nullopt : std::optional(place);
}

ErrorWords unknownWord(const QString &name, const QStringList &words)
{
    return badFieldWords(name, u"one of "_s + words.join(u", "_s));
}

std::optional<ErrorWords> readFile(const QJsonObject &fields, PictureOrder &order)
{
    const QStringList formats{u"png"_s, u"jpeg"_s, u"webp"_s};
    const QStringList grounds{u"auto"_s, u"opaque"_s, u"transparent"_s};
    const auto format = wordAt(fields, u"output_format"_s, formats);
    const auto ground = wordAt(fields, u"background"_s, grounds);
    if (!format)
        return unknownWord(u"output_format"_s, formats);
    if (!ground)
        return unknownWord(u"background"_s, grounds);
    order.format = std::array{DrawnFormat::Png, DrawnFormat::Jpeg, DrawnFormat::Webp}[std::size_t(*format)];
    order.isTransparent = *ground == 2;
    if (order.isTransparent && order.format == DrawnFormat::Jpeg)
        return badFieldWords(u"background"_s, u"png or webp as output_format where it is transparent"_s);
    if (isThere(fields[u"output_compression"_s]) && order.format == DrawnFormat::Png)
        return badFieldWords(u"output_compression"_s, u"jpeg or webp as output_format"_s);
    return takeCount(fields, u"output_compression"_s, 0, 100, order.quality);
}

std::optional<ErrorWords> readDetail(const QJsonObject &fields, PictureOrder &order)
{
    const QStringList names{u"auto"_s, u"low"_s, u"medium"_s, u"high"_s, u"standard"_s, u"hd"_s};
    const auto place = wordAt(fields, u"quality"_s, names);
    if (!place)
        return unknownWord(u"quality"_s, names);
    order.detail = std::array{PictureDetail::Medium, PictureDetail::Low,    PictureDetail::Medium,
                              PictureDetail::High,   PictureDetail::Medium, PictureDetail::High}[std::size_t(*place)];
    return std::nullopt;
}

/// "auto", pixels, or a tier, which OpenRouter takes here too.
std::optional<ErrorWords> readSize(const QJsonObject &fields, PictureOrder &order)
{
    const QString ratio = fields[u"aspect_ratio"_s].toString();
    const QString tier = fields[u"resolution"_s].toString();
    const QString size = fields[u"size"_s].toString(u"auto"_s);
    const bool isPixels = size.contains(u'x');
    const auto drawn = isPixels ? pictureSizeFrom(size) : pictureSizeFrom(ratio, tier.isEmpty() ? size : tier);
    if (!drawn)
        return badFieldWords(isPixels || ratio.isEmpty() ? u"size"_s : u"aspect_ratio"_s,
                             u"a size that is drawn here, such as 1024x1536, from 64x64 to 8192x4320"_s);
    if (isPixels && (!ratio.isEmpty() || !tier.isEmpty()) && *drawn != pictureSizeFrom(ratio, tier))
        return badFieldWords(u"size"_s, u"what aspect_ratio and resolution say"_s);
    order.size = *drawn;
    return std::nullopt;
}

QString addressIn(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QJsonValue inner = value[u"image_url"_s];
    return inner.isString() ? inner.toString() : inner[u"url"_s].toString();
}

std::variant<PictureFields, ErrorWords> fieldsOfJson(const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object)
        return badFieldWords(u"body"_s, u"a JSON object (%1)"_s.arg(object.error().detail));
    PictureFields read{*object};
    for (const QString &name : {u"input_references"_s, u"images"_s, u"image"_s}) {
        const QJsonValue value = object->value(name);
        const QJsonArray list = value.isArray() ? value.toArray() : isThere(value) ? QJsonArray{value} : QJsonArray();
        for (const QJsonValue &each : list) {
            const auto bytes = attachedBytes(addressIn(each));
            if (!bytes) // nothing is fetched from elsewhere
                return badFieldWords(name, u"the bytes of each picture, as a data: address"_s);
            read.references += *bytes;
        }
    }
    if (isThere(object->value(u"mask"_s)))
        read.mask = attachedBytes(addressIn(object->value(u"mask"_s))).value_or("?");
    return read;
}

std::variant<PictureFields, ErrorWords> fieldsOfForm(const RecordedRequest &request)
{
    const auto parts = formPartsOf(request.header("Content-Type"), request.body);
    if (!parts)
        return badFieldWords(u"body"_s, u"a whole form"_s);
    const QStringList numbers{u"n"_s, u"seed"_s, u"partial_images"_s, u"output_compression"_s};
    PictureFields read;
    for (const FormPart &part : *parts) {
        const QString text = QString::fromUtf8(part.bytes);
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        if (part.name == "image"_L1 || part.name == "image[]"_L1)
            read.references += part.bytes;
        else if (part.name == "mask"_L1)
            read.mask = part.bytes;
        else if (part.name == "stream"_L1)
            read.fields[part.name] = text == "true"_L1;
        else
            read.fields[part.name] = isNumber && numbers.contains(part.name) ? QJsonValue(number) : QJsonValue(text);
    }
    return read;
}

std::optional<ErrorWords> refuseUnknownIn(const QJsonObject &fields, const PracticeDialect &dialect, bool isGptImage)
{
    if (isGptImage && fields.contains(u"response_format"_s)) // these give bytes always
        return refuseUnknown({{u"response_format"_s, true}}, {});
    if (dialect.service != PracticeService::OpenAi)
        return std::nullopt;
    return refuseUnknown(fields, {u"background"_s, u"image"_s, u"images"_s, u"input_fidelity"_s, u"mask"_s, u"model"_s,
                                  u"moderation"_s, u"n"_s, u"output_compression"_s, u"output_format"_s,
                                  u"partial_images"_s, u"prompt"_s, u"quality"_s, u"response_format"_s, u"seed"_s,
                                  u"size"_s, u"stream"_s, u"style"_s, u"user"_s});
}

std::optional<ErrorWords> readReferences(const PictureFields &read, bool isEdit, PictureOrder &order)
{
    if (isEdit && read.references.isEmpty())
        return badFieldWords(u"image"_s, u"at least one picture"_s);
    if (read.references.size() > mostReferences)
        return badFieldWords(u"image"_s, u"at most %1 pictures"_s.arg(mostReferences));
    const auto isPicture = [](const QByteArray &bytes) { return !readPicture(bytes).isNull(); };
    if (!std::all_of(read.references.begin(), read.references.end(), isPicture))
        return badFieldWords(u"image"_s, u"pictures as PNG, JPEG or WebP"_s);
    if (!read.mask.isEmpty() && !isPicture(read.mask))
        return badFieldWords(u"mask"_s, u"a PNG"_s);
    order.references = read.references;
    order.mask = read.mask;
    return std::nullopt;
}

/// Bytes, or addresses that are good for a while.
std::optional<ErrorWords> readShape(const QJsonObject &fields, const QString &model, PictureOrder &order)
{
    const bool isDallE = model.contains("dall-e"_L1, Qt::CaseInsensitive);
    const QStringList shapes{isDallE ? u"url"_s : u"b64_json"_s, u"b64_json"_s, u"url"_s};
    const auto shape = wordAt(fields, u"response_format"_s, shapes);
    if (!shape)
        return unknownWord(u"response_format"_s, shapes.sliced(1));
    order.wantsLinks = shapes[*shape] == "url"_L1;
    return std::nullopt;
}

std::optional<ErrorWords> readStream(const QJsonObject &fields, const PracticeDialect &dialect,
                                     PracticeQuestion &question)
{
    question.isStreaming = fields[u"stream"_s].toBool();
    question.order.stages = dialect.isOpenRouter() ? routerStages : 0;
    return takeCount(fields, u"partial_images"_s, 0, 3, question.order.stages);
}

std::optional<ErrorWords> readQuestion(const PictureFields &read, const PracticePath &path, PracticeQuestion &question)
{
    const QString prompt = read.fields[u"prompt"_s].toString();
    question.model = read.fields[u"model"_s].toString();
    question.body = read.fields;
    if (question.model.isEmpty())
        return badFieldWords(u"model"_s, u"a model id"_s);
    if (prompt.trimmed().isEmpty() || prompt.size() > mostPromptChars)
        return badFieldWords(u"prompt"_s, u"some words, and at most %1 characters"_s.arg(mostPromptChars));
    const bool isGptImage = question.model.contains("gpt-image"_L1, Qt::CaseInsensitive);
    if (const auto words = refuseUnknownIn(read.fields, path.dialect, isGptImage))
        return words;
    addMessage(question, u"user"_s, prompt);
    question.wantsPictures = true;
    question.order.prompt = prompt;
    question.seed = read.fields[u"seed"_s];
    if (isThere(question.seed) && question.seed.toInteger(-1) != question.seed.toInteger(1))
        return badFieldWords(u"seed"_s, u"a whole number"_s);
    question.order.seed = question.seed.toInteger();
    if (const auto words = readPictureSettings(read.fields, question.order))
        return words;
    if (const auto words = readShape(read.fields, question.model, question.order))
        return words;
    if (const auto words = readStream(read.fields, path.dialect, question))
        return words;
    return readReferences(read, path.isEdit, question.order);
}

} // namespace

std::optional<ErrorWords> readPictureSettings(const QJsonObject &fields, PictureOrder &order)
{
    if (const auto words = readSize(fields, order))
        return words;
    if (const auto words = readDetail(fields, order))
        return words;
    if (const auto words = takeCount(fields, u"n"_s, 1, 10, order.count))
        return words;
    return readFile(fields, order);
}

std::variant<PracticeQuestion, ErrorWords> readPictureQuestion(const PracticePath &path, const RecordedRequest &request)
{
    const bool isForm = request.header("Content-Type").toLower().startsWith("multipart/");
    const auto read = isForm ? fieldsOfForm(request) : fieldsOfJson(request.body);
    if (const auto *words = std::get_if<ErrorWords>(&read))
        return *words;
    PracticeQuestion question;
    if (const auto words = readQuestion(std::get<PictureFields>(read), path, question))
        return *words;
    return question;
}

} // namespace studio
