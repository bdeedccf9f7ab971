#include "gui/MarkdownReader.h"

#include "gui/LineParts.h"
#include "gui/MarkdownText.h"
#include "gui/ShownText.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostCells = 2000;
constexpr qsizetype mostSpans = 3000; ///< Changes of look in one block.
constexpr int mostStretchChars = 4096;

/// One list that is open.
struct OpenList
{
    bool isOrdered = false;
    unsigned next = 1;
    QChar delimiter = u'.';
};

/// Stands before the colon of what md4c would take for a reference definition and swallow: a reader shall see
/// it. Being no character, it is in no text.
constexpr QChar definitionGuard(0xFDD0);

/// For md4c, which shall find no definitions.
QByteArray guarded(QStringView text)
{
    QString guarded = text.toString();
    guarded.replace(definitionGuard, QChar(QChar::ReplacementCharacter));
    guarded.replace(u"]:"_s, u']' + definitionGuard + u':');
    return guarded.toUtf8();
}

QString unguarded(QString text)
{
    return text.remove(definitionGuard);
}

/// Takes md4c's calls and makes parts of them.
class Reader
{
public:
    Reader(QByteArrayView source, const CodeColours &colours)
        : m_source(source)
        , m_colours(colours)
    {
    }

    bool enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    bool enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void addText(MD_TEXTTYPE type, QByteArrayView bytes);

    /// Nothing when it was too much. md4c 0.4.8 forgets that it was stopped inside a table.
    std::optional<QList<AnswerPart>> parts() const;

private:
    void enterItem(const MD_BLOCK_LI_DETAIL &detail);
    bool enterTable(const MD_BLOCK_TABLE_DETAIL &detail);
    void enterCell(const MD_BLOCK_TD_DETAIL &detail);
    void leaveRow();
    void leaveLink();
    void beginPart(AnswerPart::Kind kind);
    void endText();
    void endCode();
    AnswerPart newPart(AnswerPart::Kind kind);

    QByteArrayView m_source;
    qsizetype m_read = 0; ///< The texts that came end there in the source.
    const CodeColours &m_colours;
    QList<AnswerPart> m_parts;
    QList<OpenList> m_lists;
    QByteArray m_around;
    QString m_marker; ///< Of a list item whose first part is not there yet.
    ShownText m_text; ///< Of the part being read.
    QList<LookSpan> m_looks{LookSpan()};
    std::optional<QString> m_code;
    QString m_language;
    QStringList m_refused; ///< Addresses of open links that are not offered; empty for one that is.
    int m_heading = 0;
    AnswerPart m_table;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    qsizetype m_spans = 0;
    bool m_isComplete = true;
};

bool Reader::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        endText();
        m_around += 'q';
        break;
    case MD_BLOCK_UL:
        endText();
        m_lists << OpenList{};
        break;
    case MD_BLOCK_OL: {
        const auto *list = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
        endText();
        m_lists << OpenList{true, list->start, QLatin1Char(list->mark_delimiter)};
        break;
    }
    case MD_BLOCK_LI:
        enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_HR:
        endText();
        m_parts << newPart(AnswerPart::Kind::Rule);
        break;
    case MD_BLOCK_H:
        endText();
        m_heading = int(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        endText();
        m_code.emplace();
        m_language = unguarded(attributeText(static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang));
        break;
    case MD_BLOCK_TABLE:
        return enterTable(*static_cast<MD_BLOCK_TABLE_DETAIL *>(detail));
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        enterCell(*static_cast<MD_BLOCK_TD_DETAIL *>(detail));
        break;
    case MD_BLOCK_P:
        endText();
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        break;
    }
    return true;
}

void Reader::leaveBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        endText();
        m_around.chop(1);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        endText();
        m_lists.removeLast();
        break;
    case MD_BLOCK_LI:
        endText();
        if (!m_marker.isEmpty()) // an item without content still shows its mark
            beginPart(AnswerPart::Kind::Paragraph);
        m_around.chop(1);
        break;
    case MD_BLOCK_H:
        endText();
        m_heading = 0;
        break;
    case MD_BLOCK_CODE:
        endCode();
        break;
    case MD_BLOCK_TABLE:
        m_parts << std::exchange(m_table, {});
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m_table.texts << m_text.take();
        m_table.texts.last().alignment = m_alignment;
        m_looks.removeLast();
        break;
    case MD_BLOCK_TR:
        leaveRow();
        break;
    case MD_BLOCK_THEAD:
        leaveRow(); // the line of dashes
        break;
    case MD_BLOCK_P:
        endText();
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TBODY:
        break;
    }
}

void Reader::enterItem(const MD_BLOCK_LI_DETAIL &detail)
{
    endText();
    m_around += 'l';
    OpenList &list = m_lists.last();
    if (detail.is_task)
        m_marker = detail.task_mark == ' ' ? u"☐"_s : u"☑"_s;
    else if (list.isOrdered)
        m_marker = QString::number(list.next++) + list.delimiter;
    else
        m_marker = m_lists.size() % 2 ? u"•"_s : u"◦"_s;
}

bool Reader::enterTable(const MD_BLOCK_TABLE_DETAIL &detail)
{
    endText();
    const qsizetype rows = qsizetype(detail.head_row_count) + detail.body_row_count;
    m_isComplete = m_isComplete && rows * qsizetype(detail.col_count) <= mostCells;
    m_table = newPart(AnswerPart::Kind::Table);
    m_table.columns = int(detail.col_count);
    return m_isComplete;
}

void Reader::enterCell(const MD_BLOCK_TD_DETAIL &detail)
{
    switch (detail.align) {
    case MD_ALIGN_DEFAULT:
        m_alignment = Qt::AlignLeft;
        break;
    case MD_ALIGN_LEFT:
        m_alignment = Qt::AlignLeft | Qt::AlignAbsolute;
        break;
    case MD_ALIGN_CENTER:
        m_alignment = Qt::AlignHCenter;
        break;
    case MD_ALIGN_RIGHT:
        m_alignment = Qt::AlignRight | Qt::AlignAbsolute;
        break;
    }
    LookSpan look;
    if (m_table.texts.size() < m_table.columns)
        look.looks = Look::Bold;
    m_looks << look;
}

/// Markdown drops the cells of a row that has more than the head. What they say goes to the last one.
void Reader::leaveRow()
{
    qsizetype end = m_source.indexOf('\n', m_read);
    end = end < 0 ? m_source.size() : end;
    const QByteArrayView rest = m_source.sliced(m_read, end - m_read);
    m_read = qMin(end + 1, m_source.size());
    const qsizetype pipe = rest.indexOf('|');
    const auto isFrame = [](char c) { return std::string_view("|-: \t\r").find(c) != std::string_view::npos; };
    if (pipe < 0 || std::all_of(rest.begin() + pipe, rest.end(), isFrame) || m_table.texts.isEmpty())
        return;
    ShownText dropped;
    dropped.append(u' ' + unguarded(QString::fromUtf8(rest.sliced(pipe).trimmed())));
    AnswerText more = dropped.take();
    AnswerText &cell = m_table.texts.last();
    for (StandIn &standIn : more.standIns)
        standIn.start += int(cell.text.size());
    cell.text += more.text;
    cell.standIns += more.standIns;
}

bool Reader::enterSpan(MD_SPANTYPE type, void *detail)
{
    LookSpan look = m_looks.last();
    const auto link = [&](const QString &address) {
        const QUrl url(address, QUrl::TolerantMode);
        const bool isOffered = isOfferable(url);
        if (isOffered)
            look.link = m_text.addLink(url.toString(QUrl::FullyEncoded));
        m_refused << (isOffered ? QString() : address);
    };
    switch (type) {
    case MD_SPAN_EM:
        look.looks |= Look::Italic;
        break;
    case MD_SPAN_STRONG:
        look.looks |= Look::Bold;
        break;
    case MD_SPAN_DEL:
        look.looks |= Look::Struck;
        break;
    case MD_SPAN_CODE:
        look.looks |= Look::Code;
        break;
    case MD_SPAN_A:
        link(unguarded(attributeText(static_cast<MD_SPAN_A_DETAIL *>(detail)->href)));
        break;
    case MD_SPAN_IMG:
        link(unguarded(attributeText(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src)));
        //: Stands before the description of a picture in an answer; the picture itself is not loaded.
        m_text.append(QCoreApplication::translate("AnswerView", "Picture:") + u' ', look);
        break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        break;
    }
    m_looks << look;
    m_isComplete = m_isComplete && ++m_spans <= mostSpans;
    return m_isComplete;
}

void Reader::leaveSpan(MD_SPANTYPE type)
{
    m_looks.removeLast();
    if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        leaveLink();
}

/// What is not offered as a link still says where it would have led.
void Reader::leaveLink()
{
    const QString refused = m_refused.takeLast();
    if (!refused.isEmpty())
        m_text.append(u" ("_s + refused + u')', m_looks.last());
}

void Reader::addText(MD_TEXTTYPE type, QByteArrayView bytes)
{
    const bool isOfSource = bytes.begin() >= m_source.begin() && bytes.end() <= m_source.end();
    if (isOfSource)
        m_read = bytes.end() - m_source.begin();
    const QString text = unguarded(QString::fromUtf8(bytes));
    if (m_code) {
        *m_code += type == MD_TEXT_NULLCHAR ? QString(QChar::Null) : text;
        return;
    }
    switch (type) {
    case MD_TEXT_NULLCHAR:
        m_text.append(QString(QChar::Null), m_looks.last());
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: // models break lines on purpose: in poems, addresses and lists of their own
        m_text.append(u"\n"_s, m_looks.last());
        break;
    case MD_TEXT_ENTITY:
        m_text.append(entityText(text), m_looks.last());
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
        m_text.append(text, m_looks.last());
        break;
    }
}

AnswerPart Reader::newPart(AnswerPart::Kind kind)
{
    AnswerPart part;
    part.kind = kind;
    part.around = m_around;
    part.marker = std::exchange(m_marker, {});
    return part;
}

/// A part that is as long as its text.
void Reader::beginPart(AnswerPart::Kind kind)
{
    const QList<AnswerText> stretches = inStretches(m_text.take(), mostStretchChars);
    for (const AnswerText &stretch : stretches) {
        AnswerPart part = newPart(kind);
        part.heading = m_heading;
        part.texts << stretch;
        part.goesOn = &stretch != &stretches.last();
        m_parts << part;
    }
}

void Reader::endText()
{
    if (!m_text.isEmpty())
        beginPart(m_heading > 0 ? AnswerPart::Kind::Heading : AnswerPart::Kind::Paragraph);
}

void Reader::endCode()
{
    const QString code = *std::exchange(m_code, {});
    QList<AnswerPart> panel = codeParts(code, m_language, m_colours ? m_colours(code, m_language) : QList<InkSpan>());
    for (AnswerPart &part : panel) {
        part.around = m_around;
        part.marker = std::exchange(m_marker, {});
    }
    m_parts << panel;
}

std::optional<QList<AnswerPart>> Reader::parts() const
{
    if (!m_isComplete)
        return std::nullopt;
    return m_parts;
}

MD_PARSER parserFor()
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *reader) {
        return static_cast<Reader *>(reader)->enterBlock(type, detail) ? 0 : 1;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *reader) {
        static_cast<Reader *>(reader)->leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *reader) {
        return static_cast<Reader *>(reader)->enterSpan(type, detail) ? 0 : 1;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *reader) {
        static_cast<Reader *>(reader)->leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *reader) {
        static_cast<Reader *>(reader)->addText(type, {text, qsizetype(size)});
        return 0;
    };
    return parser;
}

} // namespace

bool isOfferable(const QUrl &url)
{
    const QString scheme = url.scheme(); // QUrl keeps it in lower case
    if (scheme == "mailto"_L1)
        return !url.path().isEmpty();
    return (scheme == "http"_L1 || scheme == "https"_L1) && url.isValid() && !url.host().isEmpty();
}

std::optional<QList<AnswerPart>> readMarkdown(QStringView text, const CodeColours &colours)
{
    if (text.trimmed().isEmpty())
        return QList<AnswerPart>();
    if (isTooDeep(text))
        return std::nullopt;
    const QByteArray bytes = guarded(text);
    const MD_PARSER parser = parserFor();
    Reader reader(bytes, colours);
    if (md_parse(bytes.constData(), MD_SIZE(bytes.size()), &parser, &reader) != 0)
        return std::nullopt;
    auto parts = reader.parts();
    if (parts && parts->isEmpty()) // a heading without words is still to be seen
        return rawParts(text);
    return parts;
}

AnswerPart noticePart(const QString &text)
{
    AnswerPart part;
    part.kind = AnswerPart::Kind::Notice;
    part.texts << AnswerText{text};
    return part;
}

} // namespace studio
