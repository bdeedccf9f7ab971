#pragma once

#include "core/Model.h"
#include "core/Prompt.h"
#include "providers/Profile.h"

namespace studio
{

/// One setting on its way to a model: as itself, or as the setting that its wire format has in that place.
struct FilledSetting
{
    QString setting;      ///< Parameter::name, as it was set.
    QJsonValue value;
    QString place;        ///< Parameter::name, as it is sent; empty when the model has no place for it.
    QJsonValue sentValue; ///< Undefined when nothing is sent.

    bool isRefused() const { return place.isEmpty(); }
    bool isAsSet() const { return place == setting && sentValue == value; }
    bool operator==(const FilledSetting &) const = default;
};

/// Whether a model that is asked in this way can be given that setting as another one: a shape as a size in pixels, or
/// the other way round. The profile is the one of the dialect (forDialect()).
bool isMappable(const Profile &profile, QStringView setting);

/// The prompt with its shape as this wire format writes shapes. What is set in so many words stays, and what would
/// need a guess about the model's own sizes is left out. Chats get none but for models that are known to make pictures.
/// row: null when the model is in no list.
Prompt withShape(const Profile &profile, const QString &model, const Model *row, const Prompt &prompt);

/// Each setting of the prompt and what becomes of it. row: null when the model is in no list.
QList<FilledSetting> filledSettings(const Profile &profile, const Target &target, const Model *row, const Prompt &prompt);

} // namespace studio
