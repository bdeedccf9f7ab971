#include "FuzzTarget.h"
#include "WireAnswer.h"
#include "providers/ErrorReply.h"
#include "providers/ForgetfulList.h"
#include "providers/MediaReader.h"
#include "providers/ModelList.h"
#include "providers/MultipartForm.h"
#include "providers/Profile.h"
#include "providers/ServerWords.h"
#include "providers/TextJoiner.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

void requireClean(const QString &text, qsizetype most, const QString &what)
{
    require(withoutControls(text) == text, what + u" has no control characters"_s);
    require(text.size() <= most, what + u" is short: %1 characters"_s.arg(text.size()));
}

void requireCleanAll(const QStringList &words, const QString &what)
{
    for (const QString &word : words)
        requireClean(word, 100, what);
}

void checkModels(const QByteArray &body)
{
    const auto models = parseModelList(body, u"p"_s);
    if (!models) {
        requireClean(models.error().detail, 400, u"why a list is none"_s);
        return;
    }
    require(!models->isEmpty(), u"a list is not empty"_s);
    QSet<QString> ids;
    for (const Model &model : *models) {
        const QString &id = model.target.model;
        require(model.target.provider == "p"_L1 && !id.isEmpty(), u"a model has an id"_s);
        require(withoutLoneSurrogates(id) == id, u"an id is whole"_s);
        require(!ids.contains(id), u"an id comes once"_s);
        ids.insert(id);
        requireClean(model.name, 200, u"a model's name"_s);
        requireClean(model.maker, 200, u"a model's maker"_s);
        requireClean(model.description, 2000, u"a description"_s);
        requireCleanAll(model.inputs, u"an input"_s);
        requireCleanAll(model.outputs, u"an output"_s);
        requireCleanAll(model.endpointTypes, u"an endpoint type"_s);
        require(model.context.value_or(1) > 0 && model.longestAnswer.value_or(1) > 0, u"lengths are positive"_s);
        for (const auto &price : {model.price.inputToken, model.price.outputToken, model.price.request})
            require(!price || !price->isNegative(), u"prices are not negative"_s);
    }
}

void checkForgetful(const QByteArray &body)
{
    const auto tags = parseForgetfulList(body);
    if (!tags) {
        requireClean(tags.error().detail, 400, u"why a list of the forgetful is none"_s);
        return;
    }
    require(!tags->isEmpty(), u"somebody keeps nothing"_s);
    for (auto each = tags->begin(); each != tags->end(); ++each) {
        requireClean(each.key(), 200, u"a model's id"_s);
        require(!each.key().isEmpty() && !each->isEmpty(), u"a model has a name and somebody who runs it"_s);
        for (const QString &tag : *each)
            requireClean(tag, 200, u"a tag"_s);
    }
}

void checkProfile(const QByteArray &body)
{
    const auto profile = parseProfile(body);
    if (!profile) {
        requireClean(profile.error().detail, 2000, u"why a profile is none: "_s + profile.error().detail);
        return;
    }
    const QByteArray written = QJsonDocument(toJson(*profile)).toJson();
    const auto again = parseProfile(written);
    require(again.has_value() && *again == *profile, u"a profile is read back as it was written: "_s + QString::fromUtf8(written));
    for (const QString &dialect : dialectsOf(*profile))
        (void)forDialect(*profile, dialect);
    const QString dialect = dialectFor(*profile, u"maker/model-1:free"_s, {u"text"_s, u"image"_s});
    require(dialectsOf(*profile).contains(dialect), u"a model's wire format is one of the profile's"_s);
}

void requireGoodWait(const std::optional<std::chrono::milliseconds> &wait)
{
    require(!wait || (wait->count() > 0 && *wait <= std::chrono::minutes(2)), u"a wait is more than 0 and at most 120 s"_s);
}

void checkError(const WireAnswer &answer)
{
    for (const int status : {0, 200, answer.status}) {
        const Error error = errorFromReply(status, answer.headers, answer.body);
        requireClean(error.detail, 300, u"an error's words"_s);
        requireClean(error.requestId, 100, u"a request's id"_s);
        requireGoodWait(error.retryAfter);
        requireClean(errorFromUnreadable(status, answer.body).detail, 300, u"unreadable words"_s);
    }
    requireGoodWait(retryAfterFrom(answer.headers, QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC)));
}

/// A key that a server repeats is nowhere in what is shown.
void checkSecret(const WireAnswer &answer)
{
    const QByteArray secret = "key " + answer.header("Echo").toPercentEncoding();
    const QString text = QString::fromUtf8(answer.body.first(std::min<qsizetype>(answer.body.size(), 2000)));
    const QString words = text + QString::fromLatin1(secret) + text;
    const QString clean = redacted(words, {secret});
    require(!clean.contains(QLatin1StringView(secret)), u"a key is in no words"_s);
    const QString cut = words.first(text.size() + secret.size() / 2);
    if (secret.size() >= 16)
        require(!redacted(cut, {secret}).endsWith(QLatin1StringView(secret.first(secret.size() / 2))), u"half a key is in no words"_s);
}

void requireGoodMedia(const std::optional<Media> &media, qsizetype most)
{
    if (!media)
        return;
    require(media->bytes.isEmpty() != media->link.isEmpty(), u"a file has either bytes or a link"_s);
    require(media->bytes.size() <= most, u"a file is not longer than what came"_s);
    requireClean(QString::fromLatin1(media->mime), 100, u"a file's type"_s);
    const QString scheme = media->link.scheme();
    require(media->link.isEmpty() || (scheme == "https"_L1 || scheme == "http"_L1), u"a link leads to the web"_s);
}

void checkMedia(const WireAnswer &answer)
{
    const QString text = QString::fromUtf8(answer.body);
    const QByteArray type = answer.header("Content-Type");
    const auto file = mediaFromBase64(text, type);
    const qsizetype most = text.toUtf8().size(); // what is no UTF-8 grows
    requireGoodMedia(file, most);
    require(!file || file->link.isEmpty(), u"base64 is no link"_s);
    requireGoodMedia(mediaFromAddress(text, type), most);
    requireGoodMedia(mediaFromAddress(text, {}), most);
    const auto plain = mediaFromBase64(QString::fromLatin1(answer.body.toBase64()), type);
    require(answer.body.isEmpty() || (plain && plain->bytes == answer.body), u"bytes come out of base64 as they went in"_s);
}

/// A form read back by cutting at its boundary.
QByteArrayList partsOf(const MultipartForm &form, qsizetype count)
{
    const QByteArray line = "\r\n--" + form.boundary();
    const QByteArray body = "\r\n" + form.body();
    QByteArrayList parts;
    qsizetype at = line.size();
    require(body.startsWith(line), u"a form begins with its boundary"_s);
    while (parts.size() < count) {
        const qsizetype end = body.indexOf(line, at);
        require(end >= 0 && body.sliced(at).startsWith("\r\n"), u"every part ends"_s);
        parts << body.sliced(at + 2, end - at - 2);
        at = end + line.size();
    }
    require(body.sliced(at) == "--\r\n", u"a form has the parts that were put in"_s);
    return parts;
}

void checkForm(const WireAnswer &answer)
{
    MultipartForm form;
    QByteArrayList contents;
    for (const Header &header : answer.headers) {
        form.addText(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
        contents << QString::fromUtf8(header.value).toUtf8();
    }
    const QString name = QString::fromUtf8(answer.body.first(std::min<qsizetype>(answer.body.size(), 200)));
    form.addFile(name, name, answer.header("Content-Type"), answer.body);
    contents << answer.body;
    const QByteArrayList parts = partsOf(form, contents.size());
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const qsizetype end = parts[i].indexOf("\r\n\r\n");
        require(end >= 0 && parts[i].sliced(end + 4) == contents[i], u"a part is what was put in"_s);
        const bool isFile = i == parts.size() - 1;
        const QByteArray head = parts[i].first(end);
        require(head.count('\n') == (isFile ? 1 : 0) && head.count('\r') == head.count('\n'), u"a name begins no header"_s);
        require(head.split('\r').first().count('"') == (isFile ? 4 : 2), u"a name ends at its quotes"_s);
    }
}

} // namespace

QList<Seed> fuzzSeeds()
{
    QList<Seed> seeds;
    for (const QByteArray &input : inputsIn(QStringLiteral(STUDIO_TEST_DATA "/fuzz/lists")))
        seeds << Seed{input};
    for (const WireAnswer &answer : recordedAnswers(QStringLiteral(STUDIO_TEST_DATA))) {
        const bool isList = parseModelList(answer.body, u"p"_s).has_value();
        seeds << Seed{toBytes(answer), isList || answer.status >= 400};
    }
    for (const QByteArray &profile : inputsIn(QStringLiteral(STUDIO_PROFILES)))
        seeds << Seed{profile, parseProfile(profile).has_value()};
    for (const QByteArrayView input :
         {"HTTP/1.1 429\nRetry-After: 7\nEcho: abcdefghijkl\n\nslow down abcdefghijkl",
          "HTTP/1.1 503\nRetry-After: Wed, 23 Sep 2026 12:00:00 GMT\nX-RateLimit-Reset: 1h30m0s\n\n<html>busy</html>",
          "HTTP/1.1 429\nX-RateLimit-Reset-Requests: 12ms\nX-RateLimit-Remaining: 0\nRetry-After-Ms: 1.5e3\n\n[]",
          "HTTP/1.1 200\nContent-Type: image/png\n\ndata:image/png;base64,iVBORw0KGgo=",
          "https://files.example/a%20b.png?x=1", "data:text/plain,a%20b", "iVBORw0K\nGgo_-=="})
        seeds << Seed{input.toByteArray()};
    return seeds;
}

} // namespace studio

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace studio;
    const WireAnswer answer = wireAnswerFrom(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    checkModels(answer.body);
    checkForgetful(answer.body);
    checkProfile(answer.body);
    checkError(answer);
    checkSecret(answer);
    checkMedia(answer);
    checkForm(answer);
    return 0;
}
