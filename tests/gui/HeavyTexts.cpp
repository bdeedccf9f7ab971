#include "HostileTexts.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype kib = 1024;
constexpr qsizetype block = 60 * kib; ///< As long as what is still read as Markdown may be.
constexpr qsizetype tenMib = 10 * kib * kib;

/// So often that it fills so many characters.
QString filling(const QString &what, qsizetype characters)
{
    return what.repeated(qMax<qsizetype>(1, characters / what.size()));
}

QString ramp(const QString &mark, int most)
{
    QString text;
    for (int length = 1; length <= most; ++length)
        text += mark.repeated(length) + u' ';
    return text;
}

QString nestedList(int levels)
{
    QString text;
    for (int level = 0; level < levels; ++level)
        text += u" "_s.repeated(2 * level) + u"- x\n"_s;
    return text;
}

QString table(int columns, int rows)
{
    return u"|h"_s.repeated(columns) + u"|\n"_s + u"|-"_s.repeated(columns) + u"|\n"_s + (u"|c"_s.repeated(columns) + u"|\n"_s).repeated(rows);
}

QString definitions(int count)
{
    QString text;
    text.reserve(count * 24);
    for (int i = 0; i < count; ++i)
        text += u"[r%1]: https://a.b/%1\n"_s.arg(i);
    return text;
}

/// Each in one block of about 60 KiB.
QList<HostileText> tangles()
{
    static const struct { const char *name; QString piece; } pieces[] = {
        {"opening brackets", u"["_s},
        {"opening brackets of pictures", u"!["_s},
        {"brackets open and closed", u"[]"_s},
        {"brackets with words", u"[a][a]"_s},
        {"links without an end", u"[a]("_s},
        {"links to nowhere", u"[a](<b"_s},
        {"links inside links", u"[a](b) ["_s},
        {"links", u"[a](http://b.c) "_s},
        {"stars", u"*"_s},
        {"stars on both sides of a letter", u"a**b"_s},
        {"single and double stars", u"*a **a "_s},
        {"bold words", u"**a** "_s},
        {"stars and lines", u"*a_"_s},
        {"underlines", u"_"_s},
        {"underlines and letters", u"_a"_s},
        {"tildes", u"~"_s},
        {"tildes and letters", u"~~a~ "_s},
        {"single backticks", u"`"_s},
        {"backticks and letters", u"`a"_s},
        {"code spans", u"`a` "_s},
        {"opening angles", u"<"_s},
        {"angles and letters", u"<a "_s},
        {"angles with schemes", u"<a:"_s},
        {"angles with addresses", u"<http://a.b> "_s},
        {"comments", u"<!--"_s},
        {"ampersands", u"&"_s},
        {"entities without an end", u"&#"_s},
        {"entities", u"&amp;"_s},
        {"unknown entities", u"&abcdefghij;"_s},
        {"backslashes", u"\\"_s},
        {"escaped letters", u"\\a"_s},
        {"addresses in a row", u"http://a.b/"_s},
        {"schemes in a row", u"http://"_s},
        {"addresses apart", u"https://a.b/c "_s},
        {"hosts in a row", u"www."_s},
        {"mail addresses", u"a@b.c "_s},
        {"at signs", u"@"_s},
        {"colons", u":"_s},
        {"pipes", u"|"_s},
        {"pipes in lines", u"|\n"_s},
        {"heads of tables", u"|a|\n|-|\n"_s},
        {"headings", u"# a\n"_s},
        {"rules", u"---\n"_s},
        {"underlined lines", u"a\n---\n"_s},
        {"quotes and words", u"> a\nb\n"_s},
        {"quotes", u"> "_s},
        {"list marks in a line", u"- "_s},
        {"numbers in a line", u"1. "_s},
        {"list items", u"- a\n"_s},
        {"list items with gaps", u"- a\n\n"_s},
        {"items of nothing", u"-\n"_s},
        {"tasks", u"- [ ] a\n"_s},
        {"fences in items", u"- ```\n"_s},
        {"open fences", u"```a\n```\n"_s},
        {"tabs", u"\t"_s},
        {"tabs and letters", u"a\t"_s},
        {"line separators", u"\u2028"_s},
        {"paragraph separators", u"a\u2029"_s},
        {"hard breaks", u"a\\\n"_s},
        {"spaces", u" "_s},
        {"one letter", u"a"_s},
        {"capital letters", u"W"_s},
        {"null characters", QString(u"a"_s + QChar(u'\0'))},
        {"lone surrogates", QString(QChar(0xD800))},
        {"definitions", u"[a]: /b\n"_s},
        {"titles without an end", u"[a](b \"c"_s},
        {"parentheses", u"[a]("_s + u"("_s.repeated(30)},
    };
    QList<HostileText> texts;
    for (const auto &piece : pieces)
        texts.append({"H62", piece.name, filling(piece.piece, block)});
    return texts;
}

QList<HostileText> towers()
{
    return {
        {"H62", "quotes in quotes", u">"_s.repeated(100'000) + u" deep"_s, {u"> deep"_s}},
        {"H62", "quotes ever deeper", ramp(u">"_s, 300).replace(u' ', u"x\n"_s)},
        {"H62", "lists in lists", nestedList(240)},
        {"H62", "brackets closed again", u"["_s.repeated(30'000) + u"]"_s.repeated(30'000)},
        {"H62", "brackets of a link", u"["_s.repeated(10'000) + u"a"_s + u"](b)"_s.repeated(10'000)},
        {"H62", "code spans ever longer", ramp(u"`"_s, 340)},
        {"H62", "stars ever longer", ramp(u"*"_s, 340)},
        {"H62", "letters between stars, 20,000 times", u"a**b"_s.repeated(20'000)},
        {"H62", "bold opened, then closed", u"**a "_s.repeated(8'000) + u"b** "_s.repeated(8'000)},
        {"H62", "stars and lines crossed", u"*a _b "_s.repeated(5'000) + u"c* d_ "_s.repeated(5'000)},
        {"H62", "table of 1000 by 1000", table(1000, 1000)},
        {"H62", "table of 2 by 1000", table(2, 1000)},
        {"H62", "table of 44 by 44", table(44, 44)},
        {"H62", "table of one row with 10,000 columns", table(10'000, 1)},
        {"H62", "table of 60,000 columns without a row", u"|"_s.repeated(60'000) + u"\n"_s + u"|-"_s.repeated(60'000)},
        {"H62", "table whose rows are short", u"|h"_s.repeated(5000) + u"|\n"_s + u"|-"_s.repeated(5000) + u"|\n"_s + u"|c\n"_s.repeated(15'000)},
        {"H62", "table of long cells", u"|h|h|\n|-|-|\n"_s + (u"|"_s + u"word "_s.repeated(3000)).repeated(4)},
        {"H62", "table in a quote in a list", u"- > |a|b|\n  > |-|-|\n"_s + u"  > |c|d|\n"_s.repeated(3000)},
        {"H62", "1,000,000 definitions", definitions(1'000'000)},
        {"H62", "2,000 definitions in one block", u"# x\n"_s + definitions(2'000)},
        {"H62", "definitions of one long name", u"# x\n["_s + u"a"_s.repeated(900) + u"]: b\n"_s.repeated(60)},
        {"H62", "references to nothing", u"# x\n[a]: b\n\n"_s + u"[a][b]"_s.repeated(10'000)},
        {"H62", "a fence of 10 MiB", u"```cpp\n"_s + filling(u"int a = 1; // note\n"_s, tenMib) + u"```\n"_s},
        {"H62", "a fence of one line of 10 MiB", u"```json\n"_s + filling(u"{\"a\":[1,2]},"_s, tenMib) + u"\n```\n"_s},
        {"H62", "a fence of 60 KiB in one line", u"```json\n"_s + filling(u"{\"a\":[1,2]},"_s, block) + u"\n```\n"_s},
        {"H62", "a line of 10 MiB", filling(u"word "_s, tenMib)},
        {"H62", "a word of 10 MiB", filling(u"a"_s, tenMib)},
        {"H62", "10 MiB of line ends", filling(u"\n"_s, tenMib)},
        {"H62", "10 MiB of spaces", filling(u" "_s, tenMib)},
        {"H62", "10 MiB of paragraphs", filling(u"A sentence with some *words* in it.\n\n"_s, tenMib)},
        {"H62", "1,000,000 paragraphs of one letter", u"a\n\n"_s.repeated(1'000'000)},
        {"H62", "1,000,000 headings", u"# a\n\n"_s.repeated(1'000'000)},
        {"H62", "60,000 rules", u"---\n\n"_s.repeated(60'000)},
        {"H62", "20,000 fences", u"```js\na\n```\n\n"_s.repeated(20'000)},
        {"H62", "60,000 lines in one paragraph", u"a\n"_s.repeated(30'000)},
        {"H62", "many looks in one paragraph", u"*a* **b** `c` ~~d~~ "_s.repeated(3'000)},
        {"H62", "list of 60 KiB with a long item", u"- a\n"_s.repeated(100) + u"- "_s + filling(u"word "_s, block)},
    };
}

/// Text that is dear to shape.
QList<HostileText> scripts()
{
    const auto mib = [](const QString &what) { return filling(what, kib * kib); };
    const QString arabic = u"\u0644\u0644\u0647"_s;
    return {
        {"H65", "a thousand marks on each letter", (u"a"_s + u"\u0301\u0316\u0489"_s.repeated(333)).repeated(60)},
        {"H65", "marks without a letter", u"\u0301"_s.repeated(60'000)},
        {"H65", "marks on spaces", u" \u0301\u0301"_s.repeated(20'000)},
        {"H65", "enclosing marks", u"a\u20DD\u20DE"_s.repeated(20'000)},
        {"H65", "emoji joined without end", u"\U0001F468\u200D"_s.repeated(100'000)},
        {"H65", "emoji families", u"\U0001F468\u200D\U0001F469\u200D\U0001F467 "_s.repeated(6'000)},
        {"H65", "emoji with skins", u"\U0001F44D\U0001F3FD"_s.repeated(15'000)},
        {"H65", "flags", u"\U0001F1E9\U0001F1EA"_s.repeated(15'000)},
        {"H65", "keycaps", u"1\uFE0F\u20E3"_s.repeated(20'000)},
        {"H65", "Arabic ligature of 1 MiB", mib(arabic)},
        {"H65", "Arabic in one block", filling(arabic, block)},
        {"H65", "longest ligature", filling(u"\uFDFD"_s, block)},
        {"H65", "letters drawn out", filling(u"\u0633\u0640\u0640\u0640"_s, block)},
        {"H65", "Devanagari without a space", filling(u"\u0915\u094D\u0937\u093F"_s, block)},
        {"H65", "Tibetan stacks", filling(u"\u0F66\u0FA1\u0FA1\u0FA1\u0FA1"_s, block)},
        {"H65", "Thai without a space", filling(u"\u0E01\u0E34\u0E48\u0E19"_s, block)},
        {"H65", "Myanmar", filling(u"\u1000\u103B\u103C\u103D\u103E\u102D"_s, block)},
        {"H65", "Hangul letters", filling(u"\u1112\u1161\u11AB"_s, block)},
        {"H65", "Chinese of 1 MiB without a line end", mib(u"\u6F22\u5B57"_s)},
        {"H65", "Chinese in one block", filling(u"\u6F22\u5B57\u3002"_s, block)},
        {"H65", "directions that alternate", filling(u"a\u05D0"_s, block)},
        {"H65", "embeddings without end", filling(u"\u202B\u202A"_s, block)},
        {"H65", "isolates without end", filling(u"\u2067a"_s, block)},
        {"H65", "many scripts in turn", filling(u"a\u0430\u05D0\u0627\u0E01\u6F22\u1112"_s, block)},
        {"H65", "mathematical letters", filling(u"\U0001D400"_s, block)},
        {"H65", "characters without a glyph", filling(u"\U000E0FFF\uE000\uFFFE"_s, block)},
        {"H65", "one of each", [] {
             QString all;
             for (char16_t c = 0xA1; c < 0xD7FF; ++c)
                 all += QChar(c);
             return all;
         }()},
    };
}

} // namespace

QList<HostileText> heavyTexts()
{
    return tangles() + towers() + scripts();
}

} // namespace studio
