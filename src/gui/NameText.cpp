#include "gui/NameText.h"

#include "gui/ShownText.h"
#include "gui/VisibleText.h"

#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostChars = 300;

bool turnsDirection(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

} // namespace

QString nameText(const QString &name)
{
    QString line = name.left(mostChars).simplified();
    if (name.size() > mostChars) {
        if (!line.isEmpty() && line.back().isHighSurrogate())
            line.chop(1);
        line += u'…';
    }
    const bool isInvisible = std::all_of(line.begin(), line.end(), [](QChar c) { return isHidden(c.unicode()); });
    for (qsizetype at = line.size() - 1; at >= 0; --at) {
        if (isInvisible || turnsDirection(line[at]))
            line.replace(at, 1, u'[' + markFor(line[at].unicode()) + u']');
    }
    return withSymbols(line);
}

QString tipText(const QString &name)
{
    const QString line = nameText(name);
    return Qt::mightBeRichText(line) ? line.toHtmlEscaped() : line;
}

} // namespace studio
