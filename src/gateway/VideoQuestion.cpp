#include "gateway/VideoQuestion.h"

#include "core/Json.h"
#include "gateway/MultipartReader.h"
#include "gateway/RecordedRequest.h"
#include "gateway/VideoFields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Words = std::optional<ErrorWords>;

constexpr qsizetype mostPictures = 9;

Words readModelAndPrompt(const QJsonObject &body, bool needsPrompt, VideoQuestion &question)
{
    question.model = body[u"model"_s].toString();
    if (question.model.isEmpty())
        return badFieldWords(u"model"_s, u"the id of a model"_s);
    question.prompt = body[u"prompt"_s].toString();
    const bool isText = !body.contains(u"prompt"_s) || body[u"prompt"_s].isString();
    if (!isText || (needsPrompt && question.prompt.trimmed().isEmpty()))
        return badFieldWords(u"prompt"_s, u"a text"_s);
    return std::nullopt;
}

/// The picture that OpenAI's JSON has in the place of a file.
Words readReference(const QJsonValue &reference, VideoQuestion &question)
{
    if (reference.isUndefined())
        return std::nullopt;
    return addPicture(reference[u"image_url"_s], u"input_reference.image_url"_s, question);
}

Words readImages(const QJsonObject &body, VideoQuestion &question)
{
    const QString mode = body[u"mode"_s].toString();
    if (body.contains(u"mode"_s) && mode != "i2v"_L1 && mode != "r2v"_L1)
        return badFieldWords(u"mode"_s, u"i2v or r2v"_s);
    for (const QJsonValue &image : body[u"images"_s].toArray()) {
        if (const auto words = addPicture(image, u"images"_s, question))
            return words;
    }
    return std::nullopt;
}

/// On these paths OpenAI's fields and those of Seedance are taken; who writes "duration" means the latter.
Words readPlain(const QJsonObject &body, bool isForm, VideoQuestion &question)
{
    const bool isSeedance =
        body.contains(u"duration"_s) || body.contains(u"images"_s) || body.contains(u"mode"_s);
    question.size = isSeedance ? QSize(1280, 720) : QSize(720, 1280);
    if (const auto words = readModelAndPrompt(body, true, question))
        return words;
    if (const auto words =
            readSeconds(body, isSeedance ? u"duration"_s : u"seconds"_s, isForm || !isSeedance, question))
        return words;
    if (const auto words = readSize(body, question))
        return words;
    if (const auto words = readReference(body[u"input_reference"_s], question))
        return words;
    return readImages(body, question);
}

Words readForm(const RecordedRequest &request, VideoQuestion &question)
{
    const auto parts = formPartsOf(request.header("Content-Type"), request.body);
    if (!parts)
        return badFieldWords(u"body"_s, u"a form as the standard writes it"_s);
    QJsonObject fields;
    for (const FormPart &part : *parts) {
        if (part.fileName.isEmpty() && part.name != "input_reference"_L1)
            fields[part.name] = QString::fromUtf8(part.bytes);
        else if (part.name != "input_reference"_L1)
            return badFieldWords(part.name, u"a text"_s);
        else if (const auto words = addPicture(part.bytes, part.name, question))
            return words;
    }
    if (const auto words = readPlain(fields, true, question))
        return words;
    return readNumbers(fields, question);
}

Words readParts(const QJsonArray &parts, const QString &field, VideoQuestion &question)
{
    for (const QJsonValue &part : parts) {
        const QString type = part[u"type"_s].toString();
        const QJsonValue address = part[type][u"url"_s];
        if (type == "image_url"_L1) {
            if (const auto words = addPicture(address, field, question))
                return words;
        } else if ((type != "video_url"_L1 && type != "audio_url"_L1) || !address.isString()) {
            return badFieldWords(field, u"image_url, video_url or audio_url with an address"_s);
        }
    }
    return std::nullopt;
}

Words readFrameTypes(const QJsonArray &frames)
{
    for (const QJsonValue &frame : frames) {
        const QString type = frame[u"frame_type"_s].toString();
        if (type != "first_frame"_L1 && type != "last_frame"_L1)
            return badFieldWords(u"frame_images.frame_type"_s, u"first_frame or last_frame"_s);
    }
    return std::nullopt;
}

Words readRouter(const QJsonObject &body, VideoQuestion &question)
{
    const QJsonArray frames = body[u"frame_images"_s].toArray();
    const QJsonArray references = frames.isEmpty() ? body[u"input_references"_s].toArray() : QJsonArray();
    if (const auto words = readModelAndPrompt(body, frames.isEmpty() && references.isEmpty(), question))
        return words;
    if (const auto words = readSeconds(body, u"duration"_s, false, question))
        return words;
    if (const auto words = readShape(body, u"aspect_ratio"_s, question))
        return words;
    if (const auto words = readSize(body, question)) // exact, where it is there
        return words;
    if (const auto words = readFrameTypes(frames))
        return words;
    if (const auto words = readParts(frames, u"frame_images"_s, question))
        return words;
    return readParts(references, u"input_references"_s, question);
}

/// The prompt and the pictures, in one list.
Words readContent(const QJsonArray &content, VideoQuestion &question)
{
    QStringList texts;
    QJsonArray files;
    for (const QJsonValue &part : content) {
        if (part[u"type"_s].toString() == "text"_L1)
            texts += part[u"text"_s].toString();
        else
            files += part;
    }
    question.prompt = texts.join(u'\n');
    if (const auto words = readParts(files, u"content"_s, question))
        return words;
    if (question.prompt.trimmed().isEmpty() && question.pictures.isEmpty())
        return badFieldWords(u"content"_s, u"a text or a picture"_s);
    return std::nullopt;
}

Words readTask(const QJsonObject &body, VideoQuestion &question)
{
    if (const auto words = readModelAndPrompt(body, false, question))
        return words;
    question.seconds = 5;
    if (const auto words = readContent(body[u"content"_s].toArray(), question))
        return words;
    if (const auto words = readSeconds(body, u"duration"_s, false, question))
        return words;
    if (const qint64 frames = body[u"frames"_s].toInteger(); frames > 0)
        question.seconds = static_cast<double>(frames) / question.frameRate;
    question.wantsLastFrame = body[u"return_last_frame"_s].toBool();
    return readShape(body, u"ratio"_s, question);
}

Words readJson(const VideoPath &path, const QJsonObject &body, VideoQuestion &question)
{
    if (const auto words = readNumbers(body, question))
        return words;
    switch (path.format) {
    case VideoFormat::OpenAi:
    case VideoFormat::WisGate:
        return readPlain(body, false, question);
    case VideoFormat::OpenRouter:
        return readRouter(body, question);
    case VideoFormat::Tasks:
        return readTask(body, question);
    }
    return std::nullopt;
}

Words readBody(const VideoPath &path, const RecordedRequest &request, VideoQuestion &question)
{
    if (request.header("Content-Type").toLower().startsWith("multipart/"))
        return readForm(request, question);
    const Result<QJsonObject> body = parseJsonObject(request.body);
    if (!body)
        return badFieldWords(u"body"_s, u"a JSON object"_s);
    return readJson(path, *body, question);
}

} // namespace

std::variant<VideoQuestion, ErrorWords> readVideoQuestion(const VideoPath &path,
                                                          const RecordedRequest &request)
{
    VideoQuestion question;
    if (const auto words = readBody(path, request, question))
        return *words;
    if (question.pictures.size() > mostPictures)
        return badFieldWords(u"pictures"_s, u"at most 9"_s);
    const bool isPlain = path.format == VideoFormat::OpenAi || path.format == VideoFormat::WisGate;
    if (const auto words = checkWork(question, isPlain ? u"seconds and size"_s : u"duration and size"_s))
        return *words;
    return question;
}

} // namespace studio
