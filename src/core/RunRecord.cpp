#include "core/RunRecord.h"

#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::array<std::pair<RunState, QLatin1StringView>, 12> stateNames{{
    {RunState::Queued, "queued"_L1},
    {RunState::Waiting, "waiting"_L1},
    {RunState::Writing, "writing"_L1},
    {RunState::JobQueued, "job_queued"_L1},
    {RunState::Working, "working"_L1},
    {RunState::Downloading, "downloading"_L1},
    {RunState::Pausing, "pausing"_L1},
    {RunState::Done, "done"_L1},
    {RunState::Stopped, "stopped"_L1},
    {RunState::Cut, "cut"_L1},
    {RunState::Failed, "failed"_L1},
    {RunState::Interrupted, "interrupted"_L1},
}};

constexpr std::array<std::pair<FinishReason, QLatin1StringView>, 6> reasonNames{{
    {FinishReason::Stop, "stop"_L1},
    {FinishReason::Length, "length"_L1},
    {FinishReason::Filter, "content_filter"_L1},
    {FinishReason::Refusal, "refusal"_L1},
    {FinishReason::Tools, "tool_calls"_L1},
    {FinishReason::Other, "other"_L1},
}};

constexpr std::array<std::pair<CostKind, QLatin1StringView>, 3> costNames{{
    {CostKind::Unknown, "unknown"_L1},
    {CostKind::Estimate, "estimate"_L1},
    {CostKind::Reported, "reported"_L1},
}};

template <typename Names, typename Value>
QLatin1StringView nameIn(const Names &names, Value value)
{
    for (const auto &[each, name] : names) {
        if (each == value)
            return name;
    }
    return names.front().second;
}

template <typename Names>
auto valueIn(const Names &names, QStringView name) -> std::optional<typename Names::value_type::first_type>
{
    for (const auto &[value, each] : names) {
        if (name == each)
            return value;
    }
    return std::nullopt;
}

void put(QJsonObject &object, const QString &key, std::optional<qint64> value)
{
    if (value)
        object[key] = *value;
}

std::optional<qint64> take(const QJsonObject &object, const QString &key)
{
    return object.contains(key) ? std::optional(object[key].toInteger()) : std::nullopt;
}

std::optional<qint64> milliseconds(std::optional<std::chrono::milliseconds> value)
{
    return value ? std::optional<qint64>(value->count()) : std::nullopt;
}

std::optional<std::chrono::milliseconds> duration(std::optional<qint64> value)
{
    return value ? std::optional(std::chrono::milliseconds(*value)) : std::nullopt;
}

Cost costFromJson(const QJsonObject &object)
{
    return {valueIn(costNames, object[u"kind"_s].toString()).value_or(CostKind::Unknown),
            Money::parse(object[u"usd"_s].toString()).value_or(Money())};
}

QJsonArray linksToJson(const QList<Media> &links)
{
    QJsonArray array;
    for (const Media &each : links)
        array.append(QJsonObject{{u"kind"_s, QString(nameOf(each.kind))},
                                 {u"mime"_s, QString::fromLatin1(each.mime)},
                                 {u"link"_s, QString::fromLatin1(each.link.toEncoded())}});
    return array;
}

QList<Media> linksFromJson(const QJsonArray &array)
{
    QList<Media> links;
    for (const QJsonValue &each : array) {
        Media media;
        for (const MediaKind kind : {MediaKind::Picture, MediaKind::Video, MediaKind::Sound, MediaKind::Document}) {
            if (each[u"kind"_s].toString() == nameOf(kind))
                media.kind = kind;
        }
        media.mime = each[u"mime"_s].toString().toLatin1();
        media.link = QUrl::fromEncoded(each[u"link"_s].toString().toLatin1());
        links << media;
    }
    return links;
}

QJsonObject toJson(const Job &job)
{
    QJsonObject object{{u"id"_s, job.id}};
    if (!job.word.isEmpty())
        object[u"word"_s] = job.word;
    if (job.percent)
        object[u"percent"_s] = *job.percent;
    if (!job.pollAddress.isEmpty())
        object[u"poll"_s] = QString::fromLatin1(job.pollAddress.toEncoded());
    if (job.isDone)
        object[u"done"_s] = true;
    return object;
}

Job jobFromJson(const QJsonObject &object)
{
    Job job;
    job.id = object[u"id"_s].toString();
    job.word = object[u"word"_s].toString();
    if (object.contains(u"percent"_s))
        job.percent = object[u"percent"_s].toInt();
    job.pollAddress = QUrl::fromEncoded(object[u"poll"_s].toString().toLatin1());
    job.isDone = object[u"done"_s].toBool();
    return job;
}

/// Whether a request that ended like this may have been taken, and billed, all the same. A clear no costs nothing.
bool leavesBillOpen(const Error &error)
{
    constexpr int badGateway = 502; // said by a server in between, which knows nothing of the one behind it
    switch (error.kind) {
    case ErrorKind::Internal:
    case ErrorKind::Cancelled:
    case ErrorKind::Interrupted:
    case ErrorKind::StorageFailed:
    case ErrorKind::ConnectionLost:
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::IdleTimeout:
    case ErrorKind::TookTooLong:
    case ErrorKind::CutOff:
    case ErrorKind::LinkExpired:
    case ErrorKind::Garbled:
    case ErrorKind::TooLarge:
    case ErrorKind::EmptyAnswer:
    case ErrorKind::ServerTimeout:
        return true;
    case ErrorKind::ServerFault:
        return error.status == badGateway;
    case ErrorKind::Unknown:
        return error.status < 400;
    case ErrorKind::Rejected:
    case ErrorKind::KeyMissing:
    case ErrorKind::KeychainFailed:
    case ErrorKind::NotConnected:
    case ErrorKind::TlsFailed:
    case ErrorKind::ProxyFailed:
    case ErrorKind::Redirected:
    case ErrorKind::NotAnApi:
    case ErrorKind::BadRequest:
    case ErrorKind::Unauthorized:
    case ErrorKind::NoCredit:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::PayloadTooLarge:
    case ErrorKind::ContextTooLong:
    case ErrorKind::RateLimited:
    case ErrorKind::Overloaded:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace

bool isOver(RunState state)
{
    switch (state) {
    case RunState::Queued:
    case RunState::Waiting:
    case RunState::Writing:
    case RunState::JobQueued:
    case RunState::Working:
    case RunState::Downloading:
    case RunState::Pausing:
        return false;
    case RunState::Done:
    case RunState::Stopped:
    case RunState::Cut:
    case RunState::Failed:
    case RunState::Interrupted:
        return true;
    }
    Q_UNREACHABLE();
}

bool isSettled(const RunRecord &record)
{
    return isOver(record.state) && !record.goesOn;
}

bool canBeFetched(const RunRecord &record)
{
    const bool hasEnded = isOver(record.state) && record.state != RunState::Done;
    return hasEnded && ((record.job && record.recipe.job) || !record.links.isEmpty());
}

bool awaitsItsJob(const RunRecord &record)
{
    return record.goesOn && record.recipe.job && !record.job && record.links.isEmpty();
}

bool mayBeBilledUnseen(const RunRecord &record)
{
    const bool isPaid = !record.isPractice && record.recipe.request.secret;
    const bool mayHaveLeft = record.attempts > 0 && isSettled(record) && record.state != RunState::Done;
    const bool isBillKnown = record.usage.cost || record.confirmed;
    const bool canBeFound = record.job || !record.links.isEmpty();
    return isPaid && mayHaveLeft && !isBillKnown && !canBeFound && (!record.error || leavesBillOpen(*record.error));
}

QLatin1StringView nameOf(RunState state)
{
    return nameIn(stateNames, state);
}

QLatin1StringView nameOf(CostKind kind)
{
    return nameIn(costNames, kind);
}

QLatin1StringView nameOf(FinishReason reason)
{
    return nameIn(reasonNames, reason);
}

std::optional<RunState> runStateNamed(QStringView name)
{
    return valueIn(stateNames, name);
}

QJsonObject toJson(const Cost &cost)
{
    QJsonObject object{{u"kind"_s, QString(nameOf(cost.kind))}};
    if (cost.kind != CostKind::Unknown)
        object[u"usd"_s] = cost.usd.toString();
    return object;
}

QJsonArray toJson(const QList<KeptMedia> &media)
{
    QJsonArray array;
    for (const KeptMedia &each : media)
        array.append(QJsonObject{{u"mime"_s, QString::fromLatin1(each.mime)},
                                 {u"sha256"_s, QString::fromLatin1(each.sha256)},
                                 {u"bytes"_s, each.size}});
    return array;
}

QList<KeptMedia> keptMediaFromJson(const QJsonArray &array)
{
    QList<KeptMedia> media;
    for (const QJsonValue &each : array) {
        const QByteArray mime = each[u"mime"_s].toString().toLatin1();
        media << KeptMedia{mediaKindOf(mime), mime, contentName(each[u"sha256"_s].toString()), each[u"bytes"_s].toInteger()};
    }
    return media;
}

QJsonObject toJson(const RunRecord &record)
{
    QJsonObject object{{u"id"_s, record.id},
                       {u"trial"_s, record.trialId},
                       {u"column"_s, record.column},
                       {u"provider"_s, record.target.provider},
                       {u"model"_s, record.target.model},
                       {u"request"_s, toJson(record.recipe)},
                       {u"practice"_s, record.isPractice},
                       {u"state"_s, QString(nameOf(record.state))},
                       {u"text"_s, record.text},
                       {u"reasoning"_s, record.reasoning},
                       {u"answered"_s, record.answered.model},
                       {u"company"_s, record.answered.company},
                       {u"usage"_s, toJsonWithCosts(record.usage)},
                       {u"cost"_s, toJson(record.cost)},
                       {u"attempts"_s, record.attempts},
                       {u"oddities"_s, record.oddities},
                       {u"started"_s, record.started.toString(Qt::ISODateWithMs)}};
    if (record.guess.kind != CostKind::Unknown)
        object[u"guess"_s] = toJson(record.guess);
    if (!record.media.isEmpty())
        object[u"media"_s] = toJson(record.media);
    if (!record.links.isEmpty())
        object[u"links"_s] = linksToJson(record.links);
    if (record.job)
        object[u"job"_s] = toJson(*record.job);
    if (record.goesOn)
        object[u"goes_on"_s] = true;
    if (record.finish)
        object[u"finish"_s] = QString(nameOf(*record.finish));
    if (record.error)
        object[u"error"_s] = toJson(*record.error);
    if (!record.generationId.isEmpty())
        object[u"generation"_s] = record.generationId;
    if (record.confirmed)
        object[u"confirmed"_s] = toJson(*record.confirmed);
    put(object, u"first_word_ms"_s, milliseconds(record.firstWord));
    put(object, u"duration_ms"_s, milliseconds(record.duration));
    return object;
}

Result<RunRecord> runRecordFromJson(const QJsonObject &object)
{
    auto recipe = recipeFromJson(object[u"request"_s].toObject());
    if (!recipe)
        return recipe.error();
    const auto state = runStateNamed(object[u"state"_s].toString());
    if (!state)
        return Error{ErrorKind::Rejected, u"state: unknown"_s};
    RunRecord record;
    record.id = object[u"id"_s].toString();
    record.trialId = object[u"trial"_s].toString();
    record.column = object[u"column"_s].toInt(1);
    record.target = {object[u"provider"_s].toString(), object[u"model"_s].toString()};
    record.recipe = *std::move(recipe);
    record.isPractice = object[u"practice"_s].toBool();
    record.state = *state;
    record.text = object[u"text"_s].toString();
    record.reasoning = object[u"reasoning"_s].toString();
    record.answered = {object[u"answered"_s].toString(), object[u"company"_s].toString()};
    record.usage = usageFromJson(object[u"usage"_s].toObject());
    record.cost = costFromJson(object[u"cost"_s].toObject());
    record.guess = costFromJson(object[u"guess"_s].toObject());
    record.attempts = object[u"attempts"_s].toInt();
    record.oddities = object[u"oddities"_s].toInt();
    record.started = QDateTime::fromString(object[u"started"_s].toString(), Qt::ISODateWithMs);
    record.media = keptMediaFromJson(object[u"media"_s].toArray());
    record.links = linksFromJson(object[u"links"_s].toArray());
    if (object.contains(u"job"_s))
        record.job = jobFromJson(object[u"job"_s].toObject());
    record.goesOn = object[u"goes_on"_s].toBool();
    record.finish = valueIn(reasonNames, object[u"finish"_s].toString());
    if (object.contains(u"error"_s))
        record.error = errorFromJson(object[u"error"_s].toObject());
    record.generationId = object[u"generation"_s].toString();
    if (object.contains(u"confirmed"_s))
        record.confirmed = confirmationFromJson(object[u"confirmed"_s].toObject());
    record.firstWord = duration(take(object, u"first_word_ms"_s));
    record.duration = duration(take(object, u"duration_ms"_s));
    return record;
}

} // namespace studio
