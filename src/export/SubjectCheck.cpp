#include "export/SubjectCheck.h"

#include "export/CodeText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Error rejected(const QString &field, const QString &reason)
{
    return Error{ErrorKind::Rejected, field + u": "_s + reason};
}

/// The characters that HTTP allows in the name of a header.
bool isToken(QByteArrayView text)
{
    static const QByteArrayView allowed = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || allowed.contains(c);
    });
}

bool hasControlCharacter(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7F; });
}

/// Headers that every HTTP client writes by itself, and gets right.
bool belongsToClient(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "host" || lower == "content-length" || lower == "transfer-encoding" || lower == "connection";
}

Result<void> checkHeader(const QByteArray &name, const QByteArray &value)
{
    const QString field = u"header "_s + QString::fromLatin1(name);
    if (!isToken(name))
        return rejected(u"headers"_s, u"a name holds characters that HTTP does not allow"_s);
    if (belongsToClient(name))
        return rejected(field, u"the HTTP client sets this header"_s);
    if (hasControlCharacter(value))
        return rejected(field, u"a line break or another control character cannot be sent"_s);
    if (value.trimmed() != value)
        return rejected(field, u"spaces at the ends of a value are not sent"_s);
    return {};
}

Result<void> checkHeaders(const Request &request)
{
    QList<QByteArray> seen;
    QList<Header> all = request.headers;
    if (request.secret) // the key follows the prefix, so a space at its end is inside the value
        all << Header{request.secret->name, request.secret->prefix + "key"};
    for (const Header &header : all) {
        if (const Result<void> check = checkHeader(header.name, header.value); !check)
            return check.error();
        if (seen.contains(header.name.toLower()))
            return rejected(u"header "_s + QString::fromLatin1(header.name), u"it is there twice"_s);
        seen << header.name.toLower();
    }
    return {};
}

Result<void> checkAddress(const Request &request)
{
    const QUrl url = request.url();
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return rejected(u"base"_s, u"it is no web address"_s);
    if (!url.userInfo().isEmpty() || request.base.hasQuery() || url.hasFragment())
        return rejected(u"base"_s, u"a name, a query or a fragment cannot be in it"_s);
    if (request.base.toEncoded().contains('\'')) // bash would look for its partner inside ${NAME:-...}
        return rejected(u"base"_s, u"an apostrophe in it must be written as %27"_s);
    if (!request.path.startsWith(u'/'))
        return rejected(u"path"_s, u"it must begin with /"_s);
    const QString path = url.path(QUrl::FullyEncoded);
    for (const QString &segment : path.split(u'/')) {
        if (segment == "."_L1 || segment == ".."_L1)
            return rejected(u"path"_s, u"clients remove . and .. from it"_s);
    }
    const QByteArray encoded = url.toEncoded();
    const bool isPlain = std::all_of(encoded.begin(), encoded.end(), [](char c) {
        return c > ' ' && c <= '~' && !QByteArrayView("\"<>\\^`{|}").contains(c);
    });
    return isPlain ? Result<void>() : rejected(u"path"_s, u"a character in it must be percent-encoded"_s);
}

Result<void> checkVariables(const ExportSubject &subject)
{
    if (!isVariableName(subject.baseVariable))
        return rejected(u"baseVariable"_s, u"it is no name of an environment variable"_s);
    if (subject.recipe.request.secret && !isVariableName(subject.keyVariable))
        return rejected(u"keyVariable"_s, u"it is no name of an environment variable"_s);
    return {};
}

Result<void> checkBody(const Request &request)
{
    if (request.method != "POST" || request.body.isEmpty())
        return rejected(u"method"_s, u"only a POST with a body can be exported"_s);
    return {};
}

} // namespace

Result<void> checkSubject(const ExportSubject &subject)
{
    const Request &request = subject.recipe.request;
    for (const Result<void> &check : {checkVariables(subject), checkAddress(request), checkHeaders(request),
                                      checkBody(request)}) {
        if (!check)
            return check;
    }
    return {};
}

QStringList warningsAbout(const ExportSubject &subject)
{
    static const QRegularExpression key(u"\\b(sk|pk|rk)-[\\w-]{16,}|\\bBearer\\s+[\\w.~+/-]{16,}|\\bAIza[\\w-]{30,}"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    const Request &request = subject.recipe.request;
    QByteArray others = request.path.toUtf8();
    for (const Header &header : request.headers)
        others += '\n' + header.value;
    QStringList warnings;
    if (key.match(QString::fromUtf8(request.body)).hasMatch())
        warnings << u"The prompt holds something that looks like a key."_s;
    if (key.match(QString::fromUtf8(others)).hasMatch())
        warnings << u"An address or a header holds something that looks like a key."_s;
    const bool isForm = std::any_of(request.headers.begin(), request.headers.end(),
                                    [](const Header &header) { return header.value.startsWith("multipart/"); });
    if (!isForm && holdsHiddenCharacters(request.body)) // a form's lines end with CR, and its files are no text
        warnings << u"The prompt holds invisible characters or ones that reorder text; the code writes them as escapes."_s;
    return warnings;
}

} // namespace studio
