#pragma once

#include "core/Blanks.h"
#include "core/Media.h"
#include "core/Parameter.h"


namespace studio
{

/// What is asked, the same for every column. Settings that are not present are not sent.
struct Prompt
{
    QString text;          ///< As typed, with its {{blanks}}.
    QString instructions;  ///< As typed; empty means that none are sent.
    BlankValues blanks;    ///< May hold names that the text no longer uses: nothing typed is lost.
    QJsonObject settings;  ///< By Parameter::name, see checkSettings().
    QList<Media> attachments = {}; ///< What is sent along, in order; with their bytes.

    bool operator==(const Prompt &) const = default;
};

/// The blanks of text and instructions together, each once.
QStringList blankNames(const Prompt &prompt);

/// Text and instructions with their blanks filled in; the result has no blanks left.
Result<Prompt> filled(const Prompt &prompt);

QJsonObject toJson(const Prompt &prompt);

/// ErrorKind::Rejected names the setting or attachment that is wrong.
Result<Prompt> promptFromJson(const QJsonObject &object);

} // namespace studio
