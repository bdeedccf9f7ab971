#include "core/Prompt.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

QStringList blankNames(const Prompt &prompt)
{
    QStringList names = blankNames(prompt.text);
    for (const QString &name : blankNames(prompt.instructions)) {
        if (!names.contains(name))
            names << name;
    }
    return names;
}

Result<Prompt> filled(const Prompt &prompt)
{
    auto text = fillBlanks(prompt.text, prompt.blanks);
    if (!text)
        return text.error();
    auto instructions = fillBlanks(prompt.instructions, prompt.blanks);
    if (!instructions)
        return instructions.error();
    return Prompt{*std::move(text), *std::move(instructions), {}, prompt.settings, prompt.attachments};
}

QJsonObject toJson(const Prompt &prompt)
{
    QJsonObject blanks;
    for (auto it = prompt.blanks.cbegin(); it != prompt.blanks.cend(); ++it)
        blanks[it.key()] = it.value();
    QJsonObject object{{u"text"_s, prompt.text},
                       {u"instructions"_s, prompt.instructions},
                       {u"blanks"_s, blanks},
                       {u"settings"_s, prompt.settings}};
    QJsonArray attachments;
    for (const Media &media : prompt.attachments) {
        attachments << QJsonObject{{u"name"_s, media.name},
                                   {u"mime"_s, QString::fromLatin1(media.mime)},
                                   {u"bytes"_s, QString::fromLatin1(media.bytes.toBase64())}};
    }
    if (!attachments.isEmpty())
        object[u"attachments"_s] = attachments;
    return object;
}

Result<Prompt> promptFromJson(const QJsonObject &object)
{
    Prompt prompt{object[u"text"_s].toString(), object[u"instructions"_s].toString(), {}, {}};
    const QJsonObject blanks = object[u"blanks"_s].toObject();
    for (auto it = blanks.begin(); it != blanks.end(); ++it)
        prompt.blanks[it.key()] = it->toString();
    prompt.settings = object[u"settings"_s].toObject();
    if (auto checked = checkSettings(prompt.settings); !checked)
        return checked.error();
    for (const QJsonValue &each : object[u"attachments"_s].toArray()) {
        Media media;
        media.name = each[u"name"_s].toString();
        media.mime = each[u"mime"_s].toString().toLatin1();
        media.kind = mediaKindOf(media.mime);
        media.bytes = QByteArray::fromBase64(each[u"bytes"_s].toString().toLatin1());
        if (media.bytes.isEmpty())
            return Error{ErrorKind::Rejected, u"attachments: \"%1\" is empty"_s.arg(media.name)};
        prompt.attachments << media;
    }
    return prompt;
}

} // namespace studio
