#include "core/Recipe.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

Result<Request> forJob(const Request &request, const QString &id)
{
    const bool isPlain = std::none_of(id.begin(), id.end(), [](QChar c) {
        return c == u' ' || c.category() == QChar::Other_Control;
    });
    const bool isWhole = QString::fromUtf8(id.toUtf8()) == id; // half a character would lead to another job
    if (id.isEmpty() || id.size() > 1000 || id == "."_L1 || id == ".."_L1 || !isPlain || !isWhole)
        return Error{ErrorKind::Garbled, u"the server gave a job id that cannot be used"_s};
    Request one = request;
    one.path.replace(u"{id}"_s, QString::fromLatin1(QUrl::toPercentEncoding(id)));
    return one;
}

QJsonObject toJson(const Recipe &recipe)
{
    QJsonObject object = toJson(recipe.request);
    if (!recipe.job)
        return object;
    QJsonObject job{{u"poll"_s, toJson(recipe.job->poll)},
                    {u"first_wait_ms"_s, qint64(recipe.job->firstWait.count())},
                    {u"most_wait_ms"_s, qint64(recipe.job->mostWait.count())},
                    {u"longest_ms"_s, qint64(recipe.job->longest.count())}};
    if (!recipe.job->download.path.isEmpty())
        job[u"download"_s] = toJson(recipe.job->download);
    if (!recipe.job->cancel.path.isEmpty())
        job[u"cancel"_s] = toJson(recipe.job->cancel);
    object[u"job"_s] = job;
    return object;
}

Result<Recipe> recipeFromJson(const QJsonObject &object)
{
    auto request = requestFromJson(object);
    if (!request)
        return request.error();
    Recipe recipe{*std::move(request)};
    if (!object.contains(u"job"_s))
        return recipe;
    const QJsonObject job = object[u"job"_s].toObject();
    JobRule rule;
    for (const auto &[name, part] : {std::pair(u"poll"_s, &rule.poll), std::pair(u"download"_s, &rule.download),
                                     std::pair(u"cancel"_s, &rule.cancel)}) {
        if (!job.contains(name) && part != &rule.poll)
            continue;
        auto read = requestFromJson(job[name].toObject());
        if (!read)
            return Error{ErrorKind::Rejected, u"job.%1: %2"_s.arg(name, read.error().detail)};
        if (!isSameOrigin(read->base, recipe.request.base)) // the key goes along
            return Error{ErrorKind::Rejected, u"job.%1: of another origin than the request"_s.arg(name)};
        *part = *std::move(read);
    }
    rule.firstWait = std::chrono::milliseconds(job[u"first_wait_ms"_s].toInteger(rule.firstWait.count()));
    rule.mostWait = std::chrono::milliseconds(job[u"most_wait_ms"_s].toInteger(rule.mostWait.count()));
    rule.longest = std::chrono::milliseconds(job[u"longest_ms"_s].toInteger(rule.longest.count()));
    recipe.job = rule;
    return recipe;
}

} // namespace studio
