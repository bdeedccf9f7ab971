#include "run/SettingFit.h"

#include "providers/Dialect.h"
#include "providers/SettingFields.h"
#include "run/CostGuess.h"
#include "run/ShapeFit.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Lists name settings for text; of pictures and videos they say which models make them.
bool isListed(const Parameter &parameter, const Model &row)
{
    const bool makesVideos = row.kinds != Model::Kinds::Listed || row.outputs.contains(u"video"_s);
    switch (parameter.group) {
    case Parameter::Group::Text:
        return row.settings.isEmpty() || row.settings.contains(parameter.name);
    case Parameter::Group::Picture: // videos have a shape and a size too
        return makesVideos || row.outputs.contains(u"image"_s);
    case Parameter::Group::Video:
        return makesVideos;
    case Parameter::Group::Routing:
    case Parameter::Group::Extra:
        return true;
    }
    Q_UNREACHABLE();
}

/// What the answer of a chat is to be made of: nothing where text comes first, as in routers that may end up at any
/// model, and for what is only guessed.
QJsonArray modalitiesOf(const Model &row)
{
    QJsonArray modalities;
    for (const QString &output : row.outputs) {
        if (output == "text"_L1 || output == "image"_L1 || output == "audio"_L1)
            modalities << output;
    }
    return row.kinds == Model::Kinds::Listed && modalities.first().toString() != "text"_L1 ? modalities : QJsonArray();
}

} // namespace

SettingFit settingFit(const Parameter &parameter, const Profile &profile, const Model *row)
{
    if (parameter.group == Parameter::Group::Extra)
        return SettingFit::Taken;
    if (fieldFor(profile, parameter.name).isEmpty() && !isMappable(profile, parameter.name))
        return SettingFit::NoPlace;
    return row && !isListed(parameter, *row) ? SettingFit::NotListed : SettingFit::Taken;
}

std::optional<MediaKind> expectedFiles(const Profile &profile, const Model *row)
{
    const Dialect *dialect = dialectNamed(profile.dialect);
    if (dialect && !dialect->answersInText()) {
        return dialect->makesVideos() ? MediaKind::Video : MediaKind::Picture;
    }
    return row ? madeKind(*row) : std::nullopt;
}

ColumnFit columnFit(const Profile &profile, const Model *row)
{
    ColumnFit column;
    for (const Parameter &parameter : parameters())
        column.settings[parameter.name] = settingFit(parameter, profile, row);
    column.makes = expectedFiles(profile, row);
    if (row) {
        column.outputs = row->outputs;
        column.inputs = row->kinds == Model::Kinds::Listed ? row->inputs : QStringList();
    }
    return column;
}

std::optional<Media> firstNotTaken(const QList<Media> &attachments, const Model *row)
{
    if (!row || row->kinds != Model::Kinds::Listed)
        return std::nullopt;
    const auto found = std::find_if(attachments.begin(), attachments.end(), [row](const Media &media) {
        return !row->inputs.contains(nameOf(media.kind));
    });
    return found == attachments.end() ? std::nullopt : std::optional(*found);
}

Prompt fittedTo(const Model &row, const Profile &profile, const Prompt &prompt)
{
    Prompt fitted = prompt;
    for (const QString &name : prompt.settings.keys()) {
        const Parameter *parameter = parameterNamed(name);
        if (parameter && !isListed(*parameter, row))
            fitted.settings.remove(name);
    }
    const QJsonArray modalities = modalitiesOf(row);
    QJsonObject extra = prompt.settings[u"extra"_s].toObject();
    if (profile.dialect != "openai-chat"_L1 || modalities.isEmpty() || extra.contains(u"modalities"_s))
        return fitted;
    extra[u"modalities"_s] = modalities;
    fitted.settings[u"extra"_s] = extra;
    return fitted;
}

} // namespace studio
