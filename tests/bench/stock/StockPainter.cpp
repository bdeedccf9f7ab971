#include "stock/StockPainter.h"

#include "stock/StockDocument.h"
#include "gui/MarkdownText.h"

#include <QUrl>

#include <optional>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostCells = 4000;
constexpr qreal hangingIndent = 24;

/// One list that is open.
struct OpenList
{
    bool isOrdered = false;
    unsigned next = 1;
    QChar delimiter = u'.';
};

bool isStockLink(const QUrl &url)
{
    const QString scheme = url.scheme(); // QUrl keeps it in lower case
    if (scheme == "mailto"_L1)
        return !url.path().isEmpty();
    return (scheme == "http"_L1 || scheme == "https"_L1) && url.isValid() && !url.host().isEmpty();
}

/// Takes md4c's calls and writes into the document.
class Painter
{
public:
    explicit Painter(StockDocument &document)
        : m_document(document)
    {
    }

    /// Whether all could be shown. md4c 0.4.8 forgets that it was stopped inside a table.
    bool isComplete() const { return m_isComplete; }

    bool enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void addText(MD_TEXTTYPE type, const QString &text);

private:
    void enterItem(const MD_BLOCK_LI_DETAIL &detail);
    bool enterTable(const MD_BLOCK_TABLE_DETAIL &detail);
    void enterCell(const MD_BLOCK_TD_DETAIL &detail);
    void enterHeading(unsigned level);
    void addRule();
    void leaveLink();
    void openBlock();
    void closeBlock();
    void flush();
    int indent() const { return m_quotes + int(m_lists.size()); }

    StockDocument &m_document;
    QList<OpenList> m_lists;
    QList<QTextCharFormat> m_formats{QTextCharFormat()};
    QString m_pending; ///< Text of the format on top that is not written yet.
    QString m_marker;  ///< Of a list item whose first block is not there yet.
    std::optional<QString> m_code;
    QString m_refused; ///< The address of a link that is not offered.
    int m_quotes = 0;
    int m_heading = 0;
    int m_row = -1;
    int m_column = -1;
    bool m_isBlockOpen = false;
    bool m_isComplete = true;
};

bool Painter::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        closeBlock();
        ++m_quotes;
        break;
    case MD_BLOCK_UL:
        closeBlock();
        m_lists << OpenList{};
        break;
    case MD_BLOCK_OL: {
        const auto *list = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
        closeBlock();
        m_lists << OpenList{true, list->start, QLatin1Char(list->mark_delimiter)};
        break;
    }
    case MD_BLOCK_LI:
        enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_HR:
        addRule();
        break;
    case MD_BLOCK_H:
        enterHeading(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        closeBlock();
        m_code.emplace();
        break;
    case MD_BLOCK_TABLE:
        return enterTable(*static_cast<MD_BLOCK_TABLE_DETAIL *>(detail));
    case MD_BLOCK_TR:
        ++m_row;
        m_column = -1;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        enterCell(*static_cast<MD_BLOCK_TD_DETAIL *>(detail));
        break;
    case MD_BLOCK_P:
        closeBlock();
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        break;
    }
    return true;
}

void Painter::leaveBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        closeBlock();
        --m_quotes;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        closeBlock();
        m_lists.removeLast();
        break;
    case MD_BLOCK_LI:
        if (!m_marker.isEmpty())
            openBlock(); // an item without content still shows its mark
        closeBlock();
        break;
    case MD_BLOCK_H:
        closeBlock();
        m_heading = 0;
        m_formats.removeLast();
        break;
    case MD_BLOCK_CODE: {
        if (!m_marker.isEmpty())
            openBlock();
        closeBlock();
        QString code = *std::exchange(m_code, {});
        if (code.endsWith(u'\n'))
            code.chop(1);
        m_document.addCode(code, indent());
        break;
    }
    case MD_BLOCK_TABLE:
        m_document.endTable();
        m_row = -1;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        closeBlock();
        m_formats.removeLast();
        break;
    case MD_BLOCK_P:
        closeBlock();
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        break;
    }
}

void Painter::enterItem(const MD_BLOCK_LI_DETAIL &detail)
{
    closeBlock();
    OpenList &list = m_lists.last();
    if (detail.is_task)
        m_marker = detail.task_mark == ' ' ? u"☐"_s : u"☑"_s;
    else if (list.isOrdered)
        m_marker = QString::number(list.next++) + list.delimiter;
    else
        m_marker = m_lists.size() % 2 ? u"•"_s : u"◦"_s;
}

bool Painter::enterTable(const MD_BLOCK_TABLE_DETAIL &detail)
{
    if (!m_marker.isEmpty())
        openBlock();
    closeBlock();
    const qsizetype rows = qsizetype(detail.head_row_count) + detail.body_row_count;
    if (rows * qsizetype(detail.col_count) > mostCells) {
        m_isComplete = false;
        return false;
    }
    m_document.beginTable(int(rows), int(detail.col_count), indent());
    return true;
}

void Painter::enterCell(const MD_BLOCK_TD_DETAIL &detail)
{
    ++m_column;
    Qt::Alignment alignment;
    switch (detail.align) {
    case MD_ALIGN_DEFAULT:
        alignment = Qt::AlignLeading;
        break;
    case MD_ALIGN_LEFT:
        alignment = Qt::AlignLeft;
        break;
    case MD_ALIGN_CENTER:
        alignment = Qt::AlignHCenter;
        break;
    case MD_ALIGN_RIGHT:
        alignment = Qt::AlignRight;
        break;
    }
    m_document.beginCell(m_row, m_column, alignment);
    QTextCharFormat format;
    if (m_row == 0)
        format.setFontWeight(QFont::DemiBold);
    m_formats << format;
    m_isBlockOpen = true;
}

void Painter::enterHeading(unsigned level)
{
    closeBlock();
    m_heading = int(level);
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    const qreal size = m_document.style().text.pointSizeF();
    format.setFontPointSize(level == 1 ? size * 1.5 : level == 2 ? size * 1.25 : size);
    m_formats << format;
}

void Painter::addRule()
{
    closeBlock();
    QTextBlockFormat format;
    format.setIndent(indent());
    format.setBottomMargin(8);
    format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                       QTextLength(QTextLength::PercentageLength, 100));
    m_document.beginBlock(format);
}

void Painter::enterSpan(MD_SPANTYPE type, void *detail)
{
    flush();
    QTextCharFormat format = m_formats.last();
    const auto link = [&](const QString &address) {
        const QUrl url(address, QUrl::TolerantMode);
        if (isStockLink(url)) {
            format.setAnchor(true);
            format.setAnchorHref(url.toString(QUrl::FullyEncoded));
            format.setForeground(m_document.style().link);
            format.setFontUnderline(true);
        } else {
            m_refused = address;
        }
    };
    switch (type) {
    case MD_SPAN_EM:
        format.setFontItalic(true);
        break;
    case MD_SPAN_STRONG:
        format.setFontWeight(QFont::Bold);
        break;
    case MD_SPAN_DEL:
        format.setFontStrikeOut(true);
        break;
    case MD_SPAN_CODE:
        format.merge(m_document.codeFormat());
        format.setBackground(m_document.style().ground);
        break;
    case MD_SPAN_A:
        link(attributeText(static_cast<MD_SPAN_A_DETAIL *>(detail)->href));
        break;
    case MD_SPAN_IMG:
        link(attributeText(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src));
        m_pending = u"Picture: "_s;
        break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        break;
    }
    m_formats << format;
}

void Painter::leaveSpan(MD_SPANTYPE type)
{
    flush();
    m_formats.removeLast();
    if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        leaveLink();
}

/// What is not offered as a link still says where it would have led.
void Painter::leaveLink()
{
    if (!m_refused.isEmpty())
        m_pending += u" ("_s + m_refused + u')';
    m_refused.clear();
}

void Painter::addText(MD_TEXTTYPE type, const QString &text)
{
    if (m_code) {
        *m_code += type == MD_TEXT_NULLCHAR ? QString(QChar::ReplacementCharacter) : text;
        return;
    }
    switch (type) {
    case MD_TEXT_NULLCHAR:
        m_pending += QChar::ReplacementCharacter;
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: // models break lines on purpose: in poems, addresses and lists of their own
        m_pending += u'\n';
        break;
    case MD_TEXT_ENTITY:
        m_pending += entityText(text);
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
        m_pending += text;
        break;
    }
}

void Painter::openBlock()
{
    QTextBlockFormat format;
    format.setIndent(indent());
    format.setBottomMargin(m_lists.isEmpty() ? 8 : 4);
    format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
    if (m_heading > 0) {
        format.setHeadingLevel(m_heading);
        format.setTopMargin(8);
        format.setBottomMargin(4);
    }
    if (m_quotes > 0)
        format.setProperty(QTextFormat::BlockQuoteLevel, m_quotes);
    if (!m_marker.isEmpty()) {
        format.setTextIndent(-hangingIndent);
        format.setTabPositions({QTextOption::Tab(hangingIndent, QTextOption::LeftTab)});
    }
    m_document.beginBlock(format);
    if (!m_marker.isEmpty())
        m_document.write(std::exchange(m_marker, {}) + u'\t', {});
    m_isBlockOpen = true;
}

void Painter::closeBlock()
{
    flush();
    m_isBlockOpen = false;
}

void Painter::flush()
{
    if (m_pending.isEmpty())
        return;
    if (!m_isBlockOpen)
        openBlock();
    QTextCharFormat format = m_formats.last();
    if (m_quotes > 0 && !format.isAnchor())
        format.setForeground(m_document.style().muted);
    m_document.write(std::exchange(m_pending, {}), format);
}

MD_PARSER parserFor()
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *painter) {
        return static_cast<Painter *>(painter)->enterBlock(type, detail) ? 0 : 1;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *painter) {
        static_cast<Painter *>(painter)->leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *painter) {
        static_cast<Painter *>(painter)->enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *painter) {
        static_cast<Painter *>(painter)->leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *painter) {
        static_cast<Painter *>(painter)->addText(type, QString::fromUtf8(text, qsizetype(size)));
        return 0;
    };
    return parser;
}

} // namespace

bool paintStockMarkdown(StockDocument &document, QStringView text)
{
    if (isTooDeep(text))
        return false;
    const QByteArray bytes = text.toUtf8();
    const MD_PARSER parser = parserFor();
    Painter painter(document);
    return md_parse(bytes.constData(), MD_SIZE(bytes.size()), &parser, &painter) == 0 && painter.isComplete();
}

} // namespace studio
