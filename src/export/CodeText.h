#pragma once

#include <QByteArray>
#include <QStringView>

namespace studio
{

/// Text that is safe where it is going to stand in exported code. A template takes nothing else, and only
/// the functions below make it, so that no text of a user can reach code as it is.
///
/// Characters that a reader cannot see or that reorder what he sees (control, format and bidirectional
/// characters, variation selectors) and bytes that are no UTF-8 are never written as they are.
class CodeText
{
public:
    /// One word of bash that means exactly these bytes. No NUL: bash cannot hold one.
    static CodeText bashWord(QByteArrayView bytes);

    /// A part of an encoded address between double quotes in bash.
    static CodeText bashAddress(QByteArrayView encoded);

    /// One "..." of C++.
    static CodeText cppString(QByteArrayView bytes);

    /// Raw literals of C++ side by side, each at most 16 KiB long; ordinary ones for what must be escaped.
    static CodeText cppRawString(QByteArrayView bytes);

    /// Words inside a comment that ends with its line or with "*/".
    static CodeText comment(QStringView text);

    /// The name of an environment variable; isVariableName() must hold.
    static CodeText variable(QStringView name);

    QByteArrayView bytes() const { return m_bytes; }

private:
    explicit CodeText(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    QByteArray m_bytes;
};

/// Letters, digits and '_', not beginning with a digit.
bool isVariableName(QStringView name);

/// True when code has to write some of these bytes as escapes.
bool holdsHiddenCharacters(QByteArrayView bytes);

} // namespace studio
