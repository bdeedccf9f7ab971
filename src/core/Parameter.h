#pragma once

#include "core/Result.h"

#include <QJsonObject>
#include <QStringList>

#include <span>

namespace studio
{

/// One setting that a model may take. This table drives forms, validation, encoders and exports; how each wire
/// format names a setting stands in providers/SettingFields. What is not set is not sent.
struct Parameter
{
    enum class Type {
        Number,
        Whole,  ///< A whole number.
        Flag,   ///< true or false.
        Choice, ///< One of the choices.
        Text,
        List,   ///< Of texts; typed with commas between them.
        Json,   ///< Any object or list, for what has no setting of its own.
    };

    /// What it is about; forms keep them apart.
    enum class Group { Text, Picture, Video, Routing, Extra };

    QString name; ///< In files and on the command line: "temperature".
    Type type = Type::Number;
    Group group = Group::Text;
    double least = 0.0; ///< Of numbers, inclusive. Of lists and texts, nothing.
    double most = 0.0;  ///< Of numbers, inclusive; of lists, how many; of texts, how long.
    QStringList choices = {};

    bool isNumber() const { return type == Type::Number || type == Type::Whole; }
};

std::span<const Parameter> parameters();

/// Null when there is none of that name.
const Parameter *parameterNamed(QStringView name);

/// Reads a typed or given value; ErrorKind::Rejected says which values are allowed.
Result<QJsonValue> parseSetting(const QString &name, QStringView text);

/// The value as parseSetting() would read it back.
QString settingText(const QJsonValue &value);

/// Whether every setting is one that parseSetting() could have given: files may come from anywhere.
Result<void> checkSettings(const QJsonObject &settings);

} // namespace studio
