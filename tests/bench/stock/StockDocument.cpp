#include "stock/StockDocument.h"

#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

#include <array>

namespace studio
{

namespace
{

constexpr qreal indentWidth = 24;

/// A text document keeps a block before and behind each frame. An unused one must not be seen.
QTextBlockFormat unusedBlock()
{
    QTextBlockFormat format;
    format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    return format;
}

QTextCharFormat unusedText()
{
    QTextCharFormat format;
    format.setFontPointSize(1);
    return format;
}

/// Characters that would act instead of being seen, as symbols.
QString withStockSymbols(QStringView text)
{
    QString shown = text.toString();
    for (QChar &c : shown) {
        const char16_t code = c.unicode();
        if (code < 0x20 && code != u'\n' && code != u'\t')
            c = QChar(char16_t(0x2400 + code));
        else if (code == 0x7f)
            c = QChar(u'\u2421');
        else if (code == 0xfdd0 || code == 0xfdd1 || code == 0xfffc || code == 0)
            c = QChar::ReplacementCharacter; // frame marks and objects inside a QTextDocument
    }
    return shown;
}

} // namespace

StockDocument::StockDocument(QTextDocument &document, const StockStyle &style)
    : m_document(document)
    , m_cursor(&document)
    , m_style(style)
{
    m_document.setUndoRedoEnabled(false);
    m_document.clear();
    m_document.setDefaultFont(style.text);
    m_document.setIndentWidth(indentWidth);
    m_document.setDocumentMargin(12);
    m_cursor.setBlockFormat(unusedBlock());
    m_cursor.setBlockCharFormat(unusedText());
}

QTextCharFormat StockDocument::codeFormat() const
{
    QTextCharFormat format;
    format.setFontFamilies({m_style.code.family()});
    format.setFontPointSize(m_style.code.pointSizeF());
    format.setFontFixedPitch(true);
    return format;
}

StockDocument::Mark StockDocument::mark() const
{
    return {m_cursor.position(), m_isFresh, m_cursor.blockFormat(), m_cursor.blockCharFormat()};
}

void StockDocument::rewind(const Mark &mark)
{
    if (isAt(mark))
        return;
    m_cursor.setPosition(mark.position);
    m_cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    m_cursor.removeSelectedText();
    // An empty block takes over the formats of the block that is joined to it.
    m_cursor.setBlockFormat(mark.blockFormat);
    m_cursor.setBlockCharFormat(mark.charFormat);
    m_isFresh = mark.isFresh;
}

bool StockDocument::isAt(const Mark &mark) const
{
    return m_cursor.position() == mark.position && m_isFresh == mark.isFresh;
}

void StockDocument::beginBlock(const QTextBlockFormat &format)
{
    if (m_isFresh) {
        m_cursor.setBlockFormat(format);
        m_cursor.setBlockCharFormat({});
    } else {
        m_cursor.insertBlock(format, {});
    }
    m_isFresh = false;
}

void StockDocument::write(const QString &text, const QTextCharFormat &format)
{
    QString shown = withStockSymbols(text);
    shown.replace(u'\n', QChar::LineSeparator);
    shown.replace(QChar::ParagraphSeparator, QChar::LineSeparator);
    m_cursor.insertText(shown, format);
}

void StockDocument::addCode(const QString &code, int indent)
{
    QTextFrameFormat frame;
    frame.setBackground(m_style.ground);
    frame.setPadding(8);
    frame.setTopMargin(4);
    frame.setBottomMargin(8);
    frame.setLeftMargin(indent * indentWidth);
    m_cursor.insertFrame(frame);
    m_cursor.setBlockFormat({});
    m_cursor.setBlockCharFormat(codeFormat());
    write(code, codeFormat());
    stepBehind();
}

void StockDocument::addPlain(QStringView text)
{
    if (text.endsWith(u'\n'))
        text.chop(1);
    for (const QStringView line : text.split(u'\n')) {
        beginBlock({});
        write(line.endsWith(u'\r') ? line.chopped(1).toString() : line.toString(), {});
    }
}

void StockDocument::addNotice(const QString &text)
{
    QTextBlockFormat format;
    format.setBottomMargin(8);
    beginBlock(format);
    QTextCharFormat notice;
    notice.setForeground(m_style.muted);
    notice.setFontItalic(true);
    m_cursor.insertText(text, notice);
}

void StockDocument::beginTable(int rows, int columns, int indent)
{
    QTextTableFormat table;
    table.setBorder(1);
    table.setBorderBrush(m_style.line);
    table.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    table.setBorderCollapse(true);
    table.setCellPadding(4);
    table.setCellSpacing(0);
    table.setTopMargin(4);
    table.setBottomMargin(8);
    table.setLeftMargin(indent * indentWidth);
    table.setHeaderRowCount(1);
    m_table = m_cursor.insertTable(rows, columns, table);
}

void StockDocument::beginCell(int row, int column, Qt::Alignment alignment)
{
    QTextTableCell cell = m_table->cellAt(row, column);
    if (row == 0) {
        QTextCharFormat head = cell.format();
        head.setBackground(m_style.ground);
        cell.setFormat(head);
    }
    m_cursor = cell.firstCursorPosition();
    QTextBlockFormat format;
    format.setAlignment(alignment);
    m_cursor.setBlockFormat(format); // a block's text format would overwrite the cell's
}

void StockDocument::endTable()
{
    m_table = nullptr;
    stepBehind();
}

/// Goes to the block that follows a frame.
void StockDocument::stepBehind()
{
    m_cursor.movePosition(QTextCursor::End);
    m_cursor.setBlockFormat(unusedBlock());
    m_cursor.setBlockCharFormat(unusedText());
    m_isFresh = true;
}

} // namespace studio
