#include "gui/TextFold.h"

#include "gui/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

// What a document takes in at once and a line takes at each key, within a frame or three.
constexpr qsizetype mostChars = 2'000'000;
constexpr qsizetype mostLines = 32'000;
constexpr qsizetype mostLineChars = 32'000;

constexpr qsizetype keptChars = 4000; ///< Shown at each side of a fold.

constexpr int foldType = QTextFormat::UserObject + 1;
constexpr int foldNumber = QTextFormat::UserProperty + 1;

/// A place at or before that one which cuts no character in two.
qsizetype cutAt(QStringView text, qsizetype at)
{
    const bool cutsPair = at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
    const bool cutsLineEnd = at > 0 && at < text.size() && text[at] == u'\n' && text[at - 1] == u'\r';
    return cutsPair || cutsLineEnd ? at - 1 : at;
}

/// The beginning and the end stay, if possible in whole lines.
void appendFolded(QList<TextPiece> &pieces, const QString &text, qsizetype from, qsizetype size)
{
    const QStringView all = QStringView(text).sliced(from, size);
    const qsizetype kept = std::min(keptChars, size / 4);
    qsizetype begin = all.first(kept).lastIndexOf(u'\n') + 1;
    if (begin == 0)
        begin = cutAt(all, kept);
    const qsizetype lineEnd = all.indexOf(u'\n', size - kept);
    const qsizetype end = lineEnd < 0 || lineEnd + 1 == size ? cutAt(all, size - kept) : lineEnd + 1;
    pieces << TextPiece{text.sliced(from, begin), false} << TextPiece{text.sliced(from + begin, end - begin), true}
           << TextPiece{text.sliced(from + end, size - end), false};
}

/// As a document would read when it had been typed.
QString withPlainLineEnds(QString text)
{
    if (text.contains(u'\r')) // one character is searched for many at a time
        text.replace("\r\n"_L1, "\n"_L1);
    for (const char16_t end : {u'\r', u'\u2028', u'\u2029', u'\ufdd0', u'\ufdd1'})
        text.replace(QChar(end), u'\n');
    return text;
}

QString labelFor(const QString &folded)
{
    const int lines = int(folded.count(u'\n'));
    //: Stands in the prompt in place of a part that is too long to be shown.
    return lines > 1 ? TextFolds::tr("%Ln line(s) folded, sent whole", nullptr, lines)
                     : TextFolds::tr("%Ln character(s) folded, sent whole", nullptr, int(folded.size()));
}

} // namespace

QList<TextPiece> foldedPieces(const QString &text, qsizetype before)
{
    QList<TextPiece> pieces;
    if (text.size() > mostChars || text.count(u'\n') > mostLines) {
        appendFolded(pieces, text, 0, text.size());
        return pieces;
    }
    qsizetype shown = 0; // all before it is in the pieces
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype newline = text.indexOf(u'\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        if (end - begin + (begin == 0 ? before : 0) > mostLineChars && end > begin) {
            if (begin > shown)
                pieces << TextPiece{text.sliced(shown, begin - shown), false};
            appendFolded(pieces, text, begin, end - begin);
            shown = end;
        }
        begin = end + 1;
    }
    if (shown == 0)
        return {TextPiece{text, false}};
    pieces << TextPiece{text.sliced(shown), false};
    return pieces;
}

TextFolds::TextFolds(QTextDocument &document) : QObject(&document), m_document(document)
{
    document.documentLayout()->registerHandler(foldType, this);
}

void TextFolds::insert(QTextCursor cursor, const QList<TextPiece> &pieces)
{
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    for (const TextPiece &piece : pieces) {
        if (!piece.isFolded) {
            cursor.insertText(piece.text, QTextCharFormat());
            continue;
        }
        QTextCharFormat format;
        format.setObjectType(foldType);
        format.setProperty(foldNumber, int(m_folds.size()));
        m_folds << Fold{withPlainLineEnds(piece.text), labelFor(piece.text)};
        m_length += piece.text.size();
        cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    }
    cursor.endEditBlock();
}

QString TextFolds::wholeText() const
{
    return unfolded(m_document.toRawText(), 0); // toPlainText() would turn no-break spaces into spaces
}

QString TextFolds::selectedText(const QTextCursor &cursor) const
{
    return unfolded(cursor.selectedText(), cursor.selectionStart());
}

/// raw: a stretch of the document that begins there.
QString TextFolds::unfolded(QString raw, int start) const
{
    for (const QChar end : {QChar(QChar::ParagraphSeparator), QChar(QChar::LineSeparator)})
        raw.replace(end, u'\n');
    if (m_folds.isEmpty())
        return raw;
    QString text;
    text.reserve(raw.size() + m_length);
    qsizetype done = 0;
    for (qsizetype at = raw.indexOf(QChar::ObjectReplacementCharacter); at >= 0;
         at = raw.indexOf(QChar::ObjectReplacementCharacter, at + 1)) {
        const Fold *fold = foldOf(formatAt(start + int(at)));
        if (!fold)
            continue;
        text += QStringView(raw).sliced(done, at - done);
        text += fold->text;
        done = at + 1;
    }
    text += QStringView(raw).sliced(done);
    return text;
}

bool TextFolds::isEmpty() const
{
    if (m_folds.isEmpty())
        return true;
    const QString raw = m_document.toRawText();
    for (qsizetype at = raw.indexOf(QChar::ObjectReplacementCharacter); at >= 0;
         at = raw.indexOf(QChar::ObjectReplacementCharacter, at + 1)) {
        if (foldOf(formatAt(int(at))))
            return false;
    }
    return true;
}

qsizetype TextFolds::length() const
{
    return m_document.characterCount() + m_length;
}

QString TextFolds::labelAt(int position) const
{
    return labelOf(formatAt(position));
}

const TextFolds::Fold *TextFolds::foldOf(const QTextFormat &format) const
{
    const int number = format.intProperty(foldNumber);
    // What is typed behind a fold takes over all of its format but the type.
    return format.objectType() == foldType && number < m_folds.size() ? &m_folds[number] : nullptr;
}

/// A cursor would ask for a layout, and this is asked for while one is made.
QTextFormat TextFolds::formatAt(int position) const
{
    for (auto it = m_document.findBlock(position).begin(); !it.atEnd(); ++it) {
        if (it.fragment().contains(position))
            return it.fragment().charFormat();
    }
    return {};
}

QString TextFolds::labelOf(const QTextFormat &format) const
{
    const Fold *fold = foldOf(format);
    return fold ? fold->label : QString();
}

void TextFolds::forget()
{
    m_folds.clear();
    m_length = 0;
}

QSizeF TextFolds::intrinsicSize(QTextDocument *document, int, const QTextFormat &format)
{
    const QFontMetricsF metrics(document->defaultFont());
    return {metrics.horizontalAdvance(labelOf(format)) + 2 * metrics.averageCharWidth(), metrics.height()};
}

void TextFolds::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int,
                           const QTextFormat &format)
{
    const QPalette palette = QApplication::palette("QPlainTextEdit");
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(document->defaultFont());
    painter->setPen(tint(Tint::SurfaceBorder, palette));
    painter->setBrush(tint(Tint::Surface, palette));
    painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setPen(tint(Tint::MutedText, palette));
    painter->drawText(rect, Qt::AlignCenter, labelOf(format));
    painter->restore();
}

} // namespace studio
