#include "store/SecretStore.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostBytes = 4096;
constexpr auto bearer = "Bearer "_L1;

Error refusal(const QString &why)
{
    return Error{ErrorKind::Rejected, why};
}

/// What is wrong with one character; never the character itself, which is part of a key.
QString problemWith(QChar c)
{
    if (c == u'\r' || c == u'\n')
        return u"the key has a line break inside"_s;
    if (c.isSpace())
        return u"the key has white space inside"_s;
    if (c.category() == QChar::Other_Format)
        return u"the key has an invisible character inside"_s;
    if (c.unicode() < 0x20 || c.unicode() == 0x7f)
        return u"the key has a control character inside"_s;
    if (c.unicode() > 0x7e)
        return u"the key has a character inside that is not ASCII"_s;
    return {};
}

} // namespace

Result<QByteArray> parseSecret(QStringView typed)
{
    QStringView key = typed.trimmed();
    if (key.startsWith(bearer, Qt::CaseInsensitive) || key.compare(bearer.trimmed(), Qt::CaseInsensitive) == 0)
        key = key.sliced(bearer.trimmed().size()).trimmed();
    if (key.isEmpty())
        return refusal(u"the key is empty"_s);
    if (key.size() > mostBytes)
        return refusal(u"the key is longer than %1 bytes"_s.arg(mostBytes));
    if (key.size() > 1 && key.front() == key.back() && (key.front() == u'"' || key.front() == u'\''))
        return refusal(u"the key has quotation marks around it"_s);
    for (const QChar c : key) {
        if (const QString problem = problemWith(c); !problem.isEmpty())
            return refusal(problem);
    }
    return key.toLatin1();
}

Result<void> checkSecret(const QByteArray &secret)
{
    const auto parsed = parseSecret(QString::fromLatin1(secret));
    if (!parsed)
        return parsed.error();
    return *parsed == secret ? Result<void>() : refusal(u"the key has more around it than the key"_s);
}

} // namespace studio
