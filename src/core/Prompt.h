#pragma once

#include "core/Blanks.h"

#include <QJsonObject>

#include <span>

namespace studio
{

/// What is asked, the same for every column. Settings that are not present are not sent.
struct Prompt
{
    QString text;          ///< As typed, with its {{blanks}}.
    QString instructions;  ///< As typed; empty means that none are sent.
    BlankValues blanks;    ///< May hold names that the text no longer uses: nothing typed is lost.
    QJsonObject settings;  ///< By Parameter::name; numbers only, see checkSettings().

    bool operator==(const Prompt &) const = default;
};

/// The blanks of text and instructions together, each once.
QStringList blankNames(const Prompt &prompt);

/// Text and instructions with their blanks filled in; the result has no blanks left.
Result<Prompt> filled(const Prompt &prompt);

QJsonObject toJson(const Prompt &prompt);
Prompt promptFromJson(const QJsonObject &object);

/// One setting that a model may take. This table drives forms, validation, encoders and exports.
struct Parameter
{
    QString name;     ///< In files and on the command line: "temperature".
    bool isWhole;     ///< Whole numbers only.
    double least;     ///< Inclusive.
    double most;      ///< Inclusive.
};

std::span<const Parameter> parameters();

/// Reads a typed or given value; ErrorKind::Rejected says which values are allowed.
Result<QJsonValue> parseSetting(const QString &name, QStringView text);

/// Whether every setting is one that parseSetting() could have given: files may come from anywhere.
Result<void> checkSettings(const QJsonObject &settings);

} // namespace studio
