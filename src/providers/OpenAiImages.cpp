#include "providers/OpenAiImages.h"

#include "providers/ImagesDecoder.h"
#include "providers/MultipartForm.h"
#include "providers/PictureRequest.h"
#include "providers/PostRequest.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// These stream, and refuse response_format: they give bytes always.
bool isGptImage(const QString &model)
{
    return model.contains("gpt-image"_L1, Qt::CaseInsensitive);
}

/// These give links that expire within the hour unless they are asked for bytes.
bool isDallE(const QString &model)
{
    return model.contains("dall-e"_L1, Qt::CaseInsensitive);
}

QJsonObject fieldsOf(const Prompt &prompt, const QString &model, const Profile &profile, bool isStreaming)
{
    QJsonObject fields{{u"model"_s, withoutLoneSurrogates(model)}, {u"prompt"_s, withoutLoneSurrogates(prompt.text)}};
    const bool isEdit = !prompt.attachments.isEmpty();
    addSettings(fields, prompt.settings, profile, [isEdit](const QString &setting, const QJsonValue &value) {
        const bool isForEdits = setting == "input_fidelity"_L1;
        return isForEdits && !isEdit ? QJsonValue(QJsonValue::Undefined) : value;
    });
    if (isDallE(model) && !fields.contains("response_format"_L1))
        fields[u"response_format"_s] = u"b64_json"_s;
    if (!isStreaming)
        return fields;
    fields[u"stream"_s] = true;
    if (!fields.contains("partial_images"_L1))
        fields[u"partial_images"_s] = 1; // each one is billed
    return fields;
}

/// Texts as they are, everything else as JSON writes it.
QString partText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(QByteArrayView(list).sliced(1).chopped(1));
}

/// Servers tell types by the name's end.
QString fileNameOf(const Media &picture, qsizetype number)
{
    if (!picture.name.isEmpty())
        return picture.name;
    const QString type = QString::fromLatin1(mimeOfPicture(picture));
    return u"image-%1.%2"_s.arg(number).arg(type.section(u'/', 1).section(u'+', 0, 0));
}

MultipartForm formOf(const QJsonObject &fields, const QList<Media> &pictures)
{
    MultipartForm form;
    for (auto each = fields.begin(); each != fields.end(); ++each) {
        if (!each->isNull())
            form.addText(each.key(), partText(*each));
    }
    const QString name = pictures.size() == 1 ? u"image"_s : u"image[]"_s;
    for (qsizetype i = 0; i < pictures.size(); ++i)
        form.addFile(name, fileNameOf(pictures[i], i + 1), mimeOfPicture(pictures[i]), pictures[i].bytes);
    return form;
}

} // namespace

Result<Recipe> OpenAiImages::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                    bool streaming) const
{
    if (const auto fine = checkPicturePrompt(prompt, model); !fine)
        return fine.error();
    const bool isStreaming = streaming && isGptImage(model);
    const QJsonObject fields = fieldsOf(prompt, model, profile, isStreaming);
    if (prompt.attachments.isEmpty())
        return Recipe{postRequest(profile, u"/images/generations"_s, fields, isStreaming)};
    const MultipartForm form = formOf(fields, prompt.attachments);
    return Recipe{postRequest(profile, u"/images/edits"_s, form.contentType(), form.body(), isStreaming)};
}

std::unique_ptr<Decoder> OpenAiImages::decoder(const Profile &) const
{
    return std::make_unique<ImagesDecoder>();
}

} // namespace studio
