#pragma once

#include "export/Exporter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace studio
{

/// The request that a prompt makes, as a chat dialect would write it.
inline ExportSubject subjectFor(const QString &prompt, bool streaming = false)
{
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")}, {QStringLiteral("content"), prompt}};
    QJsonObject body{{QStringLiteral("model"), QStringLiteral("maker/model-a")},
                     {QStringLiteral("messages"), QJsonArray{message}}};
    if (streaming)
        body[QStringLiteral("stream")] = true;
    ExportSubject subject;
    Request &request = subject.recipe.request;
    request.base = QUrl(QStringLiteral("https://gateway.example/api/v1"));
    request.path = QStringLiteral("/chat/completions");
    request.headers = {{"Content-Type", "application/json"}, {"X-Title", "Studio"}};
    request.secret = SecretHeader{"Authorization", "Bearer "};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Indented).trimmed();
    request.isStreaming = streaming;
    subject.modelText = QStringLiteral("example/maker/model-a");
    subject.keyVariable = QStringLiteral("EXAMPLE_API_KEY");
    subject.baseVariable = QStringLiteral("EXAMPLE_BASE_URL");
    return subject;
}

/// Texts that have broken the quoting of other programs, by what is special about them.
inline QList<std::pair<const char *, QByteArray>> hostileTexts()
{
    return {{"command substitution", "$(/usr/bin/touch canary)"},
            {"backquotes", "`/usr/bin/touch canary`"},
            {"separators", "; /usr/bin/touch canary && /usr/bin/touch canary | /usr/bin/touch canary &"},
            {"redirection", "> canary < /etc/passwd"},
            {"variables", "${IFS}$HOME$0 $$ %PATH% ^ ~ ~root"},
            {"history", "!! !$ !-1 ^a^b"},
            {"single quotes", "it's '' ''' '\\'' '"},
            {"quotes closed by hand", "'; /usr/bin/touch canary; '"},
            {"double quotes", "\"\" \\\" \"$(/usr/bin/touch canary)\""},
            {"backslashes", "\\ \\\\ \\n \\' \\"},
            {"globs", "* ? [a-z] {a,b} {1..9} [1-9]"},
            {"comment", "# not a comment */ // /* \\"},
            {"percent", "%s %d %n %%"},
            {"leading minus", "--config /etc/passwd"},
            {"leading at", "@/etc/passwd"},
            {"leading less", "</etc/passwd"},
            {"here-document", "EOF\nEND\nJSON\nEOF"},
            {"raw string ends", ")json\" )\" )json2\" )x\" R\"json("},
            {"trigraphs", "?\?/ ?\?' ?\?=include ?\?< ?\?/\nnext"},
            {"universal names", "\\u0041 \\U0001F600 \\x41 \\101 \\N{DIGIT ONE}"},
            {"preprocessor", "\n#include \"/etc/passwd\"\n#if 0\n#error\n"},
            {"line splices", "a\\\nb\\ \nc"},
            {"line ends", "\r\n \r \n \n\n"},
            {"tabs and spaces", "\t  a \t\n  \n"},
            {"terminal escapes", "\x1b]52;c;aGk=\x07 \x1b[2J \x08 \x7f"},
            {"bidirectional", "a \xe2\x80\xae b \xe2\x81\xa6 c \xe2\x80\x8f d"},
            {"zero width", "a\xe2\x80\x8b" "b\xef\xbb\xbf" "c\xe2\x80\x8d" "d"},
            {"byte-order mark first", "\xef\xbb\xbfx"},
            {"digits after escapes", "\xe2\x80\xae" "41 \x1b" "1 \x01" "7f"},
            {"no UTF-8", "a\xff\xfe\xc3(\xe2\x80 b\x80"},
            {"many scripts", "Gr\xc3\xbc\xc3\x9f \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80"},
            {"template marks", "{{=<% %>=}} <%BODY%> {{X}} <%#KEY%>"},
            {"ends with newline", "text\n"},
            {"ends with many newlines", "text\n\n\n"},
            {"smart quotes", "\xe2\x80\x98" "a\xe2\x80\x99 \xe2\x80\x9c" "b\xe2\x80\x9d"}};
}

} // namespace studio
