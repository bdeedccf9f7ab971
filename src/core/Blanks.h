#pragma once

#include "core/Result.h"

#include <QMap>
#include <QStringList>

namespace studio
{

/// Values for the blanks of a prompt, by name.
using BlankValues = QMap<QString, QString>;

/// The names inside {{...}}, each once, in the order of their first use. A name is letters, digits,
/// '_', '-', '.' and inner spaces, at most 64 characters; "\{{" is literal and no blank.
QStringList blankNames(QStringView text);

/// The text with every blank replaced and every "\{{" turned into "{{". Values are inserted as they
/// are, never read again for blanks. ErrorKind::Rejected names the first blank without a value.
Result<QString> fillBlanks(QStringView text, const BlankValues &values);

} // namespace studio
