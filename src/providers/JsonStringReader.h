#pragma once

#include <QString>

#include <optional>

namespace studio
{

/// Reads the text of one JSON string straight from its bytes, as QJsonDocument would. What it is not sure to
/// read alike it does not read: escapes outside the standard, control characters, bytes that are no UTF-8.
/// The memory of the text is used again for the next one.
class JsonStringReader
{
public:
    /// bytes begin behind the opening quote. Gives how many come before the closing one.
    std::optional<qsizetype> read(QByteArrayView bytes);

    QStringView text() const { return m_text; } ///< Of the last read() that succeeded.

private:
    bool append(QByteArrayView bytes, bool isAscii);
    qsizetype appendEscape(QByteArrayView bytes);

    QString m_text;
};

} // namespace studio
