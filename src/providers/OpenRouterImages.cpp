#include "providers/OpenRouterImages.h"

#include "providers/ImagesDecoder.h"
#include "providers/PictureRequest.h"
#include "providers/PostRequest.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QJsonObject reference(const Media &picture)
{
    const QString address = u"data:"_s + QString::fromLatin1(mimeOfPicture(picture)) + ";base64,"_L1
        + QString::fromLatin1(picture.bytes.toBase64());
    return {{u"type"_s, u"image_url"_s}, {u"image_url"_s, QJsonObject{{u"url"_s, address}}}};
}

} // namespace

Result<Recipe> OpenRouterImages::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                        bool streaming) const
{
    if (const auto fine = checkPicturePrompt(prompt, model); !fine)
        return fine.error();
    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"prompt"_s, withoutLoneSurrogates(prompt.text)}};
    QJsonArray references;
    for (const Media &picture : prompt.attachments)
        references << reference(picture);
    if (!references.isEmpty())
        body[u"input_references"_s] = references;
    addSettings(body, prompt.settings, profile);
    if (streaming) // companies that cannot stream answer whole
        body[u"stream"_s] = true;
    return Recipe{postRequest(profile, u"/images"_s, body, streaming)};
}

std::unique_ptr<Decoder> OpenRouterImages::decoder(const Profile &) const
{
    return std::make_unique<ImagesDecoder>();
}

} // namespace studio
