#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace studio
{

/// A form with files as one body: multipart/form-data as the HTML standard writes it.
///
/// The boundary comes from the parts alone. The same parts give the same bytes, and no part can be made to hold
/// the boundary, since every change of a part changes it. Texts keep their line ends: a prompt is sent as typed.
class MultipartForm
{
public:
    void addText(const QString &name, const QString &text);

    /// A type that cannot stand in a header line is sent as application/octet-stream.
    void addFile(const QString &name, const QString &fileName, const QByteArray &mime, const QByteArray &bytes);

    QByteArray boundary() const;
    QByteArray contentType() const; ///< The value of the header Content-Type.
    QByteArray body() const;

private:
    struct Part
    {
        QByteArray head; ///< Its header lines, each with its end.
        QByteArray bytes;
    };

    void add(const Part &part);

    QList<Part> m_parts;
    QByteArray m_digest; ///< Of all parts so far.
};

} // namespace studio
