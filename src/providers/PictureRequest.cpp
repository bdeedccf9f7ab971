#include "providers/PictureRequest.h"

#include "providers/MediaReader.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Error cannotBeSent(const Media &file, const QString &reason)
{
    const QString name = file.name.isEmpty() ? QString::fromLatin1(file.mime) : file.name;
    return {ErrorKind::Rejected, u"\"%1\" cannot be sent: %2"_s.arg(name, reason)};
}

} // namespace

Result<void> checkPicturePrompt(const Prompt &prompt, const QString &model)
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    if (!prompt.instructions.trimmed().isEmpty())
        return Error{ErrorKind::Rejected, u"a picture model takes no instructions beside the prompt"_s};
    for (const Media &file : prompt.attachments) {
        if (file.kind != MediaKind::Picture)
            return cannotBeSent(file, u"a picture model takes pictures only"_s);
        if (file.bytes.isEmpty())
            return cannotBeSent(file, u"it is empty"_s);
    }
    return {};
}

QByteArray mimeOfPicture(const Media &picture)
{
    return picture.mime.isEmpty() ? mimeOfBytes(picture.bytes) : picture.mime;
}

} // namespace studio
