#include "export/CodeText.h"

#include <QList>
#include <QString>
#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

// Compilers are only bound to take 64 KiB in one literal, and one of them stops at 16 KiB.
constexpr qsizetype mostLiteralBytes = 16'000;

/// Neighbouring characters that are all written as they are, or all as escapes.
struct Piece
{
    QByteArrayView bytes;
    bool isPlain;
};

/// The length of the character that begins with that byte, in valid UTF-8.
qsizetype lengthAfter(char first)
{
    const auto byte = uchar(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t decoded(QByteArrayView character)
{
    const auto first = uchar(character.front());
    char32_t code = character.size() == 1 ? first : first & (0x7Fu >> character.size());
    for (const char next : character.sliced(1))
        code = code << 6 | (uchar(next) & 0x3Fu);
    return code;
}

bool isVariationSelector(char32_t code)
{
    return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

bool isPlain(char32_t code)
{
    if (code == U'\n' || code == U'\t')
        return true;
    // Fillers count as letters, and yet nothing is to be seen of them.
    if (isVariationSelector(code) || code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0)
        return false;
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QList<Piece> piecesOf(QByteArrayView bytes, qsizetype mostBytes)
{
    // When one byte is wrong, no other beyond ASCII is taken for a character either.
    const bool isUtf8 = QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
    QList<Piece> pieces;
    for (qsizetype at = 0; at < bytes.size();) {
        const bool isByte = !isUtf8 || uchar(bytes[at]) < 0x80;
        const QByteArrayView character = bytes.sliced(at, isByte ? 1 : lengthAfter(bytes[at]));
        const bool plain = isByte && uchar(bytes[at]) >= 0x80 ? false : isPlain(decoded(character));
        const bool joins = !pieces.isEmpty() && pieces.last().isPlain == plain
                           && pieces.last().bytes.size() + character.size() <= mostBytes;
        if (joins)
            pieces.last().bytes = QByteArrayView(pieces.last().bytes.data(), pieces.last().bytes.size() + character.size());
        else
            pieces << Piece{character, plain};
        at += character.size();
    }
    return pieces;
}

QByteArray hexEscaped(QByteArrayView bytes)
{
    return bytes.isEmpty() ? QByteArray() : "\\x" + bytes.toByteArray().toHex(',').replace(",", "\\x");
}

/// Always three digits, so that a digit that follows is not read as part of it.
QByteArray octalEscaped(QByteArrayView bytes)
{
    QByteArray escaped;
    for (const char byte : bytes)
        escaped += '\\' + QByteArray::number(uchar(byte), 8).rightJustified(3, '0');
    return escaped;
}

/// A name for raw literals whose end mark is nowhere in the text.
QByteArray delimiterFor(QByteArrayView bytes)
{
    QByteArray delimiter = "json";
    for (int n = 2; bytes.contains(QByteArray(')' + delimiter + '"')); ++n)
        delimiter = "json" + QByteArray::number(n);
    return delimiter;
}

} // namespace

CodeText CodeText::bashWord(QByteArrayView bytes)
{
    Q_ASSERT(!bytes.contains('\0'));
    QByteArray word;
    for (const Piece &piece : piecesOf(bytes, bytes.size())) {
        // History expansion reads a line that begins with ^ as a command, even between quotes.
        word += piece.isPlain ? "'" + piece.bytes.toByteArray().replace("'", "'\\''").replace("\n^", "\n'\\^'") + "'"
                              : "$'" + hexEscaped(piece.bytes) + "'";
    }
    return CodeText(word.isEmpty() ? QByteArray("''") : word);
}

CodeText CodeText::bashAddress(QByteArrayView encoded)
{
    // An encoded address holds neither quotes, backslashes nor braces.
    Q_ASSERT(std::none_of(encoded.begin(), encoded.end(), [](char c) { return std::strchr("\"\\`{}\n", c); }));
    return CodeText(encoded.toByteArray().replace("$", "\\$"));
}

CodeText CodeText::cppString(QByteArrayView bytes)
{
    QByteArray text = "\"";
    for (const char byte : bytes) {
        const bool continuesTrigraph = byte == '?' && text.endsWith('?');
        if (byte == '"' || byte == '\\' || continuesTrigraph)
            text += '\\';
        text += byte < ' ' || byte > '~' ? octalEscaped(QByteArrayView(&byte, 1)) : QByteArray(1, byte);
    }
    return CodeText(text + '"');
}

CodeText CodeText::cppRawString(QByteArrayView bytes)
{
    const QByteArray delimiter = delimiterFor(bytes);
    const QByteArray begin = "R\"" + delimiter + '(';
    const QByteArray end = ')' + delimiter + '"';
    const QByteArray next = "\n    ";
    QByteArray text;
    for (const Piece &piece : piecesOf(bytes, mostLiteralBytes)) {
        text += text.isEmpty() ? "" : next;
        // g++ drops spaces between a backslash and the end of its line, even in a raw literal.
        QByteArray plain = piece.isPlain ? piece.bytes.toByteArray() : QByteArray();
        plain.replace("\\ ", '\\' + end + next + begin + ' ').replace("\\\t", '\\' + end + next + begin + '\t');
        text += piece.isPlain ? begin + plain + end : '"' + octalEscaped(piece.bytes) + '"';
    }
    return CodeText(text.isEmpty() ? QByteArray("\"\"") : text);
}

CodeText CodeText::comment(QStringView text)
{
    QByteArray safe;
    char32_t before = 0;
    for (const char32_t code : text.toUcs4()) {
        const bool endsComment = code == U'/' && (before == U'*' || before == U'?'); // "??/" can be a backslash
        const bool isSafe = code != U'\n' && code != U'\t' && code != U'\\' && !endsComment && isPlain(code);
        safe += isSafe ? QString::fromUcs4(&code, 1).toUtf8() : "\\u{" + QByteArray::number(uint(code), 16) + '}';
        before = code;
    }
    return CodeText(safe);
}

CodeText CodeText::variable(QStringView name)
{
    Q_ASSERT(isVariableName(name));
    return CodeText(name.toUtf8());
}

bool isVariableName(QStringView name)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    };
    return !name.isEmpty() && !(name.front() >= u'0' && name.front() <= u'9')
           && std::all_of(name.begin(), name.end(), isAllowed);
}

bool holdsHiddenCharacters(QByteArrayView bytes)
{
    const QList<Piece> pieces = piecesOf(bytes, bytes.size());
    return std::any_of(pieces.begin(), pieces.end(), [](const Piece &piece) { return !piece.isPlain; });
}

} // namespace studio
