#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace studio
{

/// One field of a form, or one file in it.
struct FormPart
{
    QString name;
    QString fileName; ///< Empty: a field.
    QByteArray mime;
    QByteArray bytes;
};

/// The parts of a body of multipart/form-data; nothing when it is none, or is cut.
std::optional<QList<FormPart>> formPartsOf(const QByteArray &contentType, const QByteArray &body);

} // namespace studio
