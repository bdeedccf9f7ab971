#include "gateway/PracticePath.h"

#include "gateway/MadeFiles.h"
#include "gateway/RecordedRequest.h"

#include <QUrl>
#include <QUrlQuery>

#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Place = PracticePath::Place;

struct Prefix
{
    QByteArray path;
    PracticeDialect dialect;
};

/// The format is the one of errors where the rest of the path does not say another.
std::span<const Prefix> prefixes()
{
    static const Prefix all[] = {
        {"/openrouter/api/v1", {PracticeService::OpenRouter, WireFormat::Chat}},
        {"/wisgate/v1", {PracticeService::WisGate, WireFormat::Chat}},
        {"/wisgate/v1beta", {PracticeService::WisGate, WireFormat::Gemini}},
        {"/openai/v1", {PracticeService::OpenAi, WireFormat::Chat}},
        {"/anthropic/v1", {PracticeService::Anthropic, WireFormat::Messages}},
        {"/gemini/v1beta", {PracticeService::Gemini, WireFormat::Gemini}},
    };
    return all;
}

/// "/models/text-a:streamGenerateContent": a model's id may hold colons and slashes of its own.
void readGeminiRest(const QByteArray &rest, PracticePath &path)
{
    const qsizetype colon = rest.lastIndexOf(':');
    const QByteArray method = rest.sliced(colon + 1);
    path.isStreaming = method == "streamGenerateContent";
    if (!rest.startsWith("/models/") || (method != "generateContent" && !path.isStreaming))
        return;
    path.place = Place::Question;
    path.model = QString::fromUtf8(rest.sliced(8, colon - 8));
}

void readQuestionRest(const QByteArray &rest, PracticePath &path)
{
    const bool isAnthropic = path.dialect.service == PracticeService::Anthropic;
    const bool isOpenAi = path.dialect.service == PracticeService::OpenAi;
    if (rest == "/chat/completions" && !isAnthropic) {
        path.place = Place::Question;
    } else if (rest == "/responses" && !isAnthropic) {
        path.place = Place::Question;
        path.dialect.format = WireFormat::Responses;
    } else if ((rest == "/images/generations" || rest == "/images/edits") && !isAnthropic &&
               !path.dialect.isOpenRouter()) {
        path.place = Place::Pictures;
        path.isEdit = rest == "/images/edits";
        path.takesForms = path.isEdit;
    } else if (rest == "/messages" && !isOpenAi) {
        path.place = Place::Question;
        path.dialect.format = WireFormat::Messages;
    }
}

/// The id between the two, which may hold slashes of its own; empty when the path is another.
QString modelBetween(const QByteArray &before, const QByteArray &rest, const QByteArray &after)
{
    const qsizetype length = rest.size() - before.size() - after.size();
    return length > 0 && rest.startsWith(before) && rest.endsWith(after)
        ? QString::fromUtf8(rest.sliced(before.size(), length))
        : QString();
}

void readOpenRouterRest(const QByteArray &rest, PracticePath &path)
{
    if (rest == "/endpoints/zdr")
        path.place = Place::Forgetful;
    else if (rest == "/providers")
        path.place = Place::Providers;
    else if (rest == "/key")
        path.place = Place::Key;
    else if (rest == "/credits")
        path.place = Place::Credits;
    else if (rest == "/generation")
        path.place = Place::Generation;
    else if (rest == "/images")
        path.place = Place::Pictures;
    else if (rest == "/images/models")
        path.place = Place::PictureModels;
    else if (const QString model = modelBetween("/models/", rest, "/endpoints"); !model.isEmpty()) {
        path.place = Place::Endpoints;
        path.model = model;
    } else if (const QString maker = modelBetween("/images/models/", rest, "/endpoints"); !maker.isEmpty()) {
        path.place = Place::PictureEndpoints;
        path.model = maker;
    }
}

} // namespace

PracticePath practicePath(const RecordedRequest &request)
{
    const QByteArray whole = QByteArray::fromPercentEncoding(request.path());
    for (const auto &[prefix, dialect] : prefixes()) {
        if (!whole.startsWith(prefix + '/'))
            continue;
        PracticePath path{dialect};
        const QByteArray rest = whole.sliced(prefix.size());
        if (rest == "/models")
            path.place = Place::Models;
        else if (rest == "/users/me/balance" && dialect.service == PracticeService::WisGate)
            path.place = Place::Balance;
        else if (dialect.format == WireFormat::Gemini)
            readGeminiRest(rest, path);
        else
            readQuestionRest(rest, path);
        if (dialect.isOpenRouter() && path.place == Place::Nowhere)
            readOpenRouterRest(rest, path);
        path.isArray = path.isStreaming && queryValue(request, u"alt"_s) != "sse"_L1;
        return path;
    }
    PracticePath path;
    if (MadeFiles::isPath(whole))
        path.place = Place::MadeFile;
    return path;
}

QString queryValue(const RecordedRequest &request, const QString &name)
{
    const qsizetype mark = request.target.indexOf('?');
    const QUrlQuery query(mark < 0 ? QString() : QString::fromLatin1(request.target.sliced(mark + 1)));
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace studio
