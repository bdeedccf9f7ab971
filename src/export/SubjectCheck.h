#pragma once

#include "export/Exporter.h"

namespace studio
{

/// Whether code in that format can send exactly this request. ErrorKind::Rejected begins with the field.
Result<void> checkSubject(const ExportSubject &subject);

/// What a developer should know before sharing the code.
QStringList warningsAbout(const ExportSubject &subject);

} // namespace studio
