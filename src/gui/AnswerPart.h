#pragma once

#include "gui/CodeInk.h"

#include <QList>
#include <QStringList>

namespace studio
{

/// How a stretch of text looks.
enum class Look {
    Bold = 0x01,
    Italic = 0x02,
    Struck = 0x04,
    Code = 0x08,
    Muted = 0x10,
    Mark = 0x20, ///< Stands for something that would not be seen.
};
Q_DECLARE_FLAGS(Looks, Look)

struct LookSpan
{
    int start = 0;
    int length = 0;
    Looks looks = {};
    Ink ink = Ink::Plain;
    int link = -1; ///< Index into the text's links; -1 is no link.

    bool operator==(const LookSpan &) const = default;
};

/// Characters on screen that stand for others: a symbol for a control code, a mark for a hidden character.
struct StandIn
{
    int start = 0;
    int length = 0;
    QString original = {}; ///< What a copy has in its place.

    bool operator==(const StandIn &) const = default;
};

/// Text that is laid out as a whole: a paragraph, some lines of code, a cell of a table.
/// Lines end with QChar::LineSeparator.
struct AnswerText
{
    QString text = {};
    QList<LookSpan> spans = {}; ///< In order, not overlapping; what is in none is plain.
    QList<StandIn> standIns = {};
    QStringList links = {};
    Qt::Alignment alignment = Qt::AlignLeft; ///< In the text's own direction.

    bool operator==(const AnswerText &) const = default;
};

/// A piece of an answer that stands under the one before it.
struct AnswerPart
{
    enum class Kind {
        Paragraph,
        Heading,
        Code,  ///< Part of a panel of code; a panel may have several.
        Raw,   ///< As it came.
        Rule,
        Table,
        Notice, ///< Our words, not the model's.
    };

    Kind kind = Kind::Paragraph;
    int heading = 0;           ///< 1 to 6 for headings.
    QByteArray around = {};    ///< What it stands in, from the outside: 'l' for a list item, 'q' for a quote.
    QString marker = {};       ///< Of a list item: "•" or "3.".
    QString language = {};     ///< Of code, as the fence names it.
    bool isFirst = true;       ///< Of a panel's parts.
    bool isLast = true;
    bool goesOn = false;       ///< The next part goes on where this one ends: nothing stands between them.
    int columns = 0;           ///< Of a table; its first row is the head.
    QList<AnswerText> texts = {}; ///< None for a rule, a table's cells row by row, one for the others.

    bool operator==(const AnswerPart &) const = default;
};

/// A part as plain text: what can be selected, found and read aloud. A marker stands before its text, cells are
/// separated by tabs, lines by line feeds.
QString plainText(const AnswerPart &part);

/// Where each of the part's texts begins in its plain text.
QList<int> textStarts(const AnswerPart &part);

/// A stretch of the plain text as a copy has it: without stand-ins.
QString copyText(const AnswerPart &part, int from, int to);

/// The parts of one block as plain text, a line each.
QString plainText(const QList<AnswerPart> &parts);

} // namespace studio
