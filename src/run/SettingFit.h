#pragma once

#include "core/Model.h"
#include "core/Prompt.h"
#include "providers/Profile.h"

#include <QMap>

namespace studio
{

/// Whether a column takes a setting, and why not.
enum class SettingFit
{
    Taken,     ///< Or not known to be refused.
    NoPlace,   ///< The wire format has no field for it, nor for another setting that says the same (run/ShapeFit).
    NotListed, ///< What the provider's list tells of this model rules it out.
};

/// A model that is listed with the settings it takes is sent no other one for text, and one that is listed with
/// what it makes none for what it does not make.
/// The profile is the one of the dialect (forDialect()); the row is null when the model is in no list.
SettingFit settingFit(const Parameter &parameter, const Profile &profile, const Model *row);

/// What one column takes, of settings and of files.
struct ColumnFit
{
    QMap<QString, SettingFit> settings = {}; ///< By Parameter::name; Taken where there is none.
    QStringList outputs = {};                ///< As Model::outputs; empty when unknown.
    QStringList inputs = {};                 ///< As Model::inputs; empty when no list tells them.
    std::optional<MediaKind> makes = {};     ///< The files that are expected of it; nothing for text.

    SettingFit fit(const QString &setting) const { return settings.value(setting, SettingFit::Taken); }
    bool takes(MediaKind kind) const { return inputs.isEmpty() || inputs.contains(nameOf(kind)); }
    bool operator==(const ColumnFit &) const = default;
};

/// What the model is asked for: a picture, a video or, with nothing, text.
std::optional<MediaKind> expectedFiles(const Profile &profile, const Model *row);

ColumnFit columnFit(const Profile &profile, const Model *row);

/// The first file of a kind that the model is listed not to read.
std::optional<Media> firstNotTaken(const QList<Media> &attachments, const Model *row);

/// The prompt without the settings that the list of what the model takes leaves out; in chats with what the answer
/// is to be made of, for models whose answers are not text alone.
Prompt fittedTo(const Model &row, const Profile &profile, const Prompt &prompt);

} // namespace studio
