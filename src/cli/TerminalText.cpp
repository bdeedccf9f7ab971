#include "cli/TerminalText.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
}

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069);
}

QString hex(QChar c)
{
    return QString::number(c.unicode(), 16).rightJustified(4, u'0');
}

} // namespace

QString terminalText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\t')
            shown += c;
        else if (c.unicode() < 0x20)
            shown += QChar(char16_t(0x2400 + c.unicode())); // the block of control pictures
        else if (c.unicode() == 0x7f)
            shown += QChar(u'\u2421');
        else if (isControl(c) || turnsDirection(c))
            shown += u"[U+%1]"_s.arg(hex(c).toUpper());
        else
            shown += c;
    }
    return shown;
}

QString terminalJson(const QString &json)
{
    QString shown;
    shown.reserve(json.size());
    for (const QChar c : json) {
        if (isControl(c) || turnsDirection(c))
            shown += u"\\u"_s + hex(c);
        else
            shown += c;
    }
    return shown;
}

} // namespace studio
