#pragma once

#include "core/Result.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace studio
{

/// Values for the blanks of a prompt, by name.
using BlankValues = QMap<QString, QString>;

/// A blank as it stands in a text.
struct Blank
{
    qsizetype begin = 0; ///< Of its "{{", or of the "\\{{" that is none.
    qsizetype end = 0;   ///< Behind its "}}".
    QStringView name;    ///< Empty for an escaped opener.
};

/// The first blank or escaped opener from there on.
std::optional<Blank> nextBlank(QStringView text, qsizetype from = 0);

/// The names inside {{...}}, each once, in the order of their first use. A name is letters, digits,
/// '_', '-', '.' and inner spaces, at most 64 characters; "\{{" is literal and no blank.
QStringList blankNames(QStringView text);

/// The text with every blank replaced and every "\{{" turned into "{{". Values are inserted as they
/// are, never read again for blanks. ErrorKind::Rejected names the first blank without a value. A text
/// without blanks is not copied.
Result<QString> fillBlanks(const QString &text, const BlankValues &values);

} // namespace studio
