#pragma once

#include "providers/Profile.h"

#include <functional>

namespace studio
{

/// Where a wire format takes a setting: a field's name, or names with dots between them for a field inside others.
/// Empty when it has no place for it. The profile is the one of the dialect (forDialect()).
QString fieldFor(const Profile &profile, const QString &setting);

/// Names of the settings (core/Parameter.h) that have a place, in the order of parameters().
QStringList settingsTaken(const Profile &profile);

/// The value of a setting as a wire format writes it; undefined when it is not to be sent.
using SettingShape = std::function<QJsonValue(const QString &setting, const QJsonValue &value)>;

/// Puts the settings, and the profile's defaults for those that are not set, into a body where they have a place;
/// then "extra" and the profile's extra fields, which never replace what is there. A setting without a place is
/// not sent. Without a shape values are written as they are.
void addSettings(QJsonObject &body, const QJsonObject &settings, const Profile &profile, const SettingShape &shape = {});

/// Puts a value at a path with dots, making the objects on the way.
void putAt(QJsonObject &object, QStringView path, const QJsonValue &value);

} // namespace studio
