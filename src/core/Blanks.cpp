#include "core/Blanks.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Either an escaped opener or a blank; group 1 is the blank's name.
const QRegularExpression &blankPattern()
{
    static const QRegularExpression pattern(
        uR"(\\\{\{|\{\{[ \t]*([\p{L}\p{N}_](?:[\p{L}\p{N}_.\- ]{0,62}[\p{L}\p{N}_.\-])?)[ \t]*\}\})"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

} // namespace

QStringList blankNames(QStringView text)
{
    QStringList names;
    for (auto it = blankPattern().globalMatch(text.toString()); it.hasNext();) {
        const QString name = it.next().captured(1);
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    }
    return names;
}

Result<QString> fillBlanks(QStringView text, const BlankValues &values)
{
    QString filled;
    filled.reserve(text.size());
    qsizetype end = 0;
    for (auto it = blankPattern().globalMatch(text.toString()); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        filled += text.sliced(end, match.capturedStart() - end);
        end = match.capturedEnd();
        const QString name = match.captured(1);
        if (name.isEmpty()) {
            filled += "{{"_L1;
            continue;
        }
        const auto value = values.constFind(name);
        if (value == values.cend() || value->isEmpty())
            return Error{ErrorKind::Rejected, u"the blank \"%1\" has no value"_s.arg(name)};
        filled += *value;
    }
    filled += text.sliced(end);
    return filled;
}

} // namespace studio
