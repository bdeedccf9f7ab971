#include "export/Exporter.h"

#include "export/CodeTemplate.h"
#include "export/SubjectCheck.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The encoded base address, and what the exported code adds to it.
struct Address
{
    QByteArray base;
    QByteArray path;
};

Address addressOf(const Request &request)
{
    QByteArray base = request.base.toEncoded();
    while (base.endsWith('/'))
        base.chop(1);
    return {base, request.url().toEncoded().sliced(base.size())};
}

enum class AnswerForm { Chat, Responses, Messages, Gemini, Other };

AnswerForm answerForm(const Request &request)
{
    if (request.path.endsWith("/chat/completions"_L1))
        return AnswerForm::Chat;
    if (request.path.endsWith("/responses"_L1))
        return AnswerForm::Responses;
    if (request.path.endsWith("/messages"_L1))
        return AnswerForm::Messages;
    return request.path.contains(":streamGenerateContent"_L1) ? AnswerForm::Gemini : AnswerForm::Other;
}

const char *eventsOf(AnswerForm form)
{
    switch (form) {
    case AnswerForm::Chat:
        return "CHAT_EVENTS";
    case AnswerForm::Responses:
        return "RESPONSES_EVENTS";
    case AnswerForm::Messages:
        return "MESSAGES_EVENTS";
    case AnswerForm::Gemini:
        return "GEMINI_EVENTS";
    case AnswerForm::Other:
        return "OTHER_EVENTS";
    }
    Q_UNREACHABLE();
}

/// How the code knows a complete answer: each wire format has marks of its own.
void showEnding(CodeTemplate &code, const Recipe &recipe)
{
    const AnswerForm form = answerForm(recipe.request);
    const bool isStreaming = recipe.request.isStreaming;
    code.show(isStreaming ? "STREAMING" : "WHOLE");
    if (form == AnswerForm::Chat)
        code.show("CHAT");
    if (isStreaming)
        code.show(eventsOf(form));
    else
        code.show(form == AnswerForm::Chat ? "CHOICES" : "OTHER");
    if (!isStreaming && recipe.job)
        code.show("JOB");
}

/// What every template shows: the lines of comment at the top, names and addresses.
void begin(CodeTemplate &code, const ExportSubject &subject)
{
    code.set({{"MODEL", CodeText::comment(subject.modelText)},
              {"BASE_VARIABLE", CodeText::variable(subject.baseVariable)}});
    QStringList reasons = subject.missing;
    if (subject.isPractice)
        reasons.prepend(u"practice output, not an AI model"_s);
    if (!reasons.isEmpty())
        code.show("DRAFT", {{"REASONS", CodeText::comment(reasons.join(u"; "_s))}});
    showEnding(code, subject.recipe);
}

QString curlScript(const ExportSubject &subject)
{
    const Request &request = subject.recipe.request;
    const Address address = addressOf(request);
    CodeTemplate code(u"curl.sh.tpl"_s);
    begin(code, subject);
    const bool isBinary = request.body.contains('\0');
    if (isBinary)
        code.show("BINARY");
    code.set({{"BODY", CodeText::bashWord(isBinary ? request.body.toBase64() : request.body)},
              {"BASE", CodeText::bashAddress(address.base)},
              {"PATH", CodeText::bashAddress(address.path)}});
    if (request.secret) {
        code.show("KEY", {{"KEY_VARIABLE", CodeText::variable(subject.keyVariable)},
                          {"SECRET", CodeText::bashWord(request.secret->name + ": " + request.secret->prefix)}});
    }
    for (const Header &header : request.headers) {
        // "Name:" would take the header away; this is how curl spells an empty one.
        const QByteArray line = header.value.isEmpty() ? header.name + ';' : header.name + ": " + header.value;
        code.show("HEADER", {{"LINE", CodeText::bashWord(line)}});
    }
    return code.expanded();
}

QString cppProgram(const ExportSubject &subject)
{
    const Request &request = subject.recipe.request;
    const Address address = addressOf(request);
    CodeTemplate code(u"cpp-qt-main.cpp.tpl"_s);
    begin(code, subject);
    code.set({{"BODY", CodeText::cppRawString(request.body)},
              {"BASE", CodeText::cppString(address.base)},
              {"PATH", CodeText::cppString(address.path)}});
    if (request.secret) {
        code.show("KEY", {{"KEY_VARIABLE", CodeText::variable(subject.keyVariable)},
                          {"SECRET_NAME", CodeText::cppString(request.secret->name)},
                          {"SECRET_PREFIX", CodeText::cppString(request.secret->prefix)}});
    }
    for (const Header &header : request.headers) {
        code.show("HEADER", {{"NAME", CodeText::cppString(header.name)},
                             {"VALUE", CodeText::cppString(header.value)}});
    }
    return code.expanded();
}

QList<CodeFile> filesFor(const ExportSubject &subject, Format format)
{
    switch (format) {
    case Format::Curl:
        return {{u"main.sh"_s, curlScript(subject)}};
    case Format::CppQt:
        return {{u"main.cpp"_s, cppProgram(subject)},
                {u"CMakeLists.txt"_s, CodeTemplate(u"cpp-qt-CMakeLists.txt.tpl"_s).expanded()}};
    }
    Q_UNREACHABLE();
}

} // namespace

QLatin1StringView nameOf(Format format)
{
    switch (format) {
    case Format::Curl:
        return "curl"_L1;
    case Format::CppQt:
        return "cpp-qt"_L1;
    }
    Q_UNREACHABLE();
}

std::optional<Format> formatNamed(QStringView name)
{
    for (const Format format : allFormats()) {
        if (name == nameOf(format))
            return format;
    }
    return std::nullopt;
}

QList<Format> allFormats()
{
    return {Format::Curl, Format::CppQt};
}

Result<ExportedCode> exportCode(const ExportSubject &subject, Format format)
{
    if (const Result<void> check = checkSubject(subject); !check)
        return check.error();
    return ExportedCode{filesFor(subject, format), warningsAbout(subject)};
}

} // namespace studio
