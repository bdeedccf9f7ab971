#include "providers/JobReply.h"

#include "providers/ErrorReply.h"
#include "providers/ServerWords.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Word = JobForm::Word;

constexpr qsizetype mostWords = 300;
constexpr qsizetype mostWordChars = 100;

constexpr std::array<std::pair<QLatin1StringView, Word>, 23> commonWords{{
    {"queued"_L1, Word::Queued},       {"pending"_L1, Word::Queued},    {"not_start"_L1, Word::Queued},
    {"submitted"_L1, Word::Queued},    {"created"_L1, Word::Queued},    {"starting"_L1, Word::Queued},
    {"in_progress"_L1, Word::Working}, {"running"_L1, Word::Working},   {"processing"_L1, Word::Working},
    {"generating"_L1, Word::Working},  {"completed"_L1, Word::Done},    {"succeeded"_L1, Word::Done},
    {"success"_L1, Word::Done},        {"done"_L1, Word::Done},         {"failed"_L1, Word::Failed},
    {"failure"_L1, Word::Failed},      {"error"_L1, Word::Failed},      {"cancelled"_L1, Word::Failed},
    {"canceled"_L1, Word::Failed},     {"expired"_L1, Word::Failed},    {"rejected"_L1, Word::Failed},
    {"timeout"_L1, Word::Failed},      {"timed_out"_L1, Word::Failed},
}};

/// Where servers put the address of a finished video, the plainest place first.
constexpr std::array<QLatin1StringView, 10> videoPlaces{
    "url"_L1,           "video_url"_L1,         "result_url"_L1,   "unsigned_urls"_L1,
    "output.videos"_L1, "content.video_url"_L1, "metadata.url"_L1, "metadata.video_url"_L1, "metadata.result_url"_L1,
    "data"_L1,
};

QJsonValue valueAt(const QJsonObject &object, QLatin1StringView place)
{
    const qsizetype dot = place.indexOf(u'.');
    return dot < 0 ? object[place] : object[place.first(dot)][place.sliced(dot + 1)];
}

QString firstText(const QJsonObject &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        if (const QString text = object[name].toString(); !text.trimmed().isEmpty())
            return text;
    }
    return {};
}

/// Texts come first: a gateway may put a number of its own beside the id that counts.
QString idIn(const QJsonObject &job)
{
    if (const QString id = firstText(job, {"id"_L1, "task_id"_L1}); !id.isEmpty())
        return id;
    for (const QLatin1StringView name : {"id"_L1, "task_id"_L1}) {
        if (const auto number = countFrom(job[name]))
            return QString::number(*number);
    }
    return {};
}

QString wordIn(const QJsonObject &job)
{
    return firstText(job, {"status"_L1, "task_status"_L1, "state"_L1});
}

/// 45, "45" and "45%". Anything outside 0 to 100 says nothing.
std::optional<int> percentFrom(const QJsonValue &value)
{
    QString text = value.toString().trimmed();
    if (text.endsWith(u'%'))
        text.chop(1);
    bool isNumber = value.isDouble();
    const double percent = isNumber ? value.toDouble() : text.toDouble(&isNumber);
    const bool fits = isNumber && percent >= 0.0 && percent <= 100.0;
    return fits ? std::optional(int(std::floor(percent))) : std::nullopt;
}

/// One address, or those of a list; each plain or as {"url": ...}.
QStringList addressesIn(const QJsonValue &value)
{
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    QStringList addresses;
    for (const QJsonValue &item : items) {
        const bool isObject = item.isObject();
        const QString address = isObject ? firstText(item.toObject(), {"url"_L1, "video_url"_L1}) : item.toString();
        if (!address.trimmed().isEmpty() && !addresses.contains(address))
            addresses << address;
    }
    return addresses;
}

/// An object whose members are all empty is none: some servers always send one.
bool isSet(const QJsonValue &error)
{
    const QJsonObject object = error.toObject();
    const bool hasMember = std::any_of(object.begin(), object.end(), [](const QJsonValue &value) {
        return value.isString() ? !value.toString().isEmpty() : !value.isNull() && value.toDouble(1.0) != 0.0;
    });
    return hasMember || !error.toString().isEmpty() || error.toBool() || !error.toArray().isEmpty();
}

/// The part of a reply that is about the job.
QJsonObject jobIn(const QJsonObject &reply)
{
    const QJsonObject inner = reply[u"data"_s].toObject();
    const bool isInside = idIn(reply).isEmpty() && !(idIn(inner).isEmpty() && wordIn(inner).isEmpty());
    return isInside ? inner : reply;
}

/// A message beside a status is about the job; alone it is an error.
bool saysError(const QJsonObject &reply, const QJsonObject &job, bool hasWord)
{
    if (isSet(job[u"error"_s]) || isSet(reply[u"error"_s]) || !reply[u"success"_s].toBool(true))
        return true;
    QJsonObject rest = job;
    rest.remove(u"error"_s);
    return !hasWord && isErrorReply(rest);
}

/// Content policies have a code each, and no two vendors the same one.
bool isPolicyCode(const QJsonObject &job)
{
    const QString inner = firstText(job[u"error"_s].toObject(), {"code"_L1, "type"_L1});
    const QString code = inner.isEmpty() ? firstText(job, {"code"_L1, "error_code"_L1}) : inner;
    for (const QLatin1StringView part : {"moderation"_L1, "policy"_L1, "sensitive"_L1, "prompt_blocked"_L1}) {
        if (code.contains(part, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

ErrorKind failureKind(const QString &word, const QJsonObject &job, ErrorKind kind)
{
    const QString lower = word.toLower();
    if (lower == "cancelled"_L1 || lower == "canceled"_L1)
        return ErrorKind::Cancelled;
    if (lower == "expired"_L1 || lower == "timeout"_L1 || lower == "timed_out"_L1)
        return ErrorKind::ServerTimeout;
    if (kind != ErrorKind::Unknown || word.isEmpty())
        return kind;
    return lower == "rejected"_L1 || isPolicyCode(job) ? ErrorKind::BadRequest : ErrorKind::ServerFault;
}

} // namespace

JobReply jobReplyFrom(const QJsonObject &reply)
{
    const QJsonObject job = jobIn(reply);
    JobReply read;
    read.id = idIn(job);
    read.word = shortened(withoutControls(wordIn(job)).trimmed(), mostWordChars);
    read.percent = percentFrom(job[u"progress"_s]);
    read.pollAddress = firstText(job, {"polling_url"_L1});
    read.lastFrame = job[u"content"_s][u"last_frame_url"_s].toString();
    for (const QLatin1StringView place : videoPlaces) {
        const QStringList inside = addressesIn(valueAt(job, place));
        const QStringList addresses = inside.isEmpty() ? addressesIn(valueAt(reply, place)) : inside;
        if (!addresses.isEmpty())
            read.videos << addresses;
    }
    read.saysError = saysError(reply, job, !read.word.isEmpty());
    read.job = job;
    return read;
}

JobForm::Word jobWordFrom(const QString &word, const QMap<QString, JobForm::Word> &own)
{
    const QString lower = word.trimmed().toLower();
    if (own.contains(lower))
        return own[lower];
    const QString plain = QString(lower).replace(u'-', u'_').replace(u' ', u'_');
    for (const auto &[each, meaning] : commonWords) {
        if (each == plain)
            return meaning;
    }
    return Word::Working;
}

Error jobErrorFrom(const QJsonObject &reply, int status, const QList<Header> &headers)
{
    const QJsonObject job = jobIn(reply);
    const QString word = wordIn(job).trimmed();
    const QJsonObject &said = !isSet(job[u"error"_s]) && isSet(reply[u"error"_s]) ? reply : job;
    Error error = errorFromReply(status, headers, QJsonDocument(said).toJson(QJsonDocument::Compact));
    if (error.detail.isEmpty()) {
        const QString words = firstText(job, {"fail_reason"_L1, "failure_reason"_L1, "error_message"_L1, "reason"_L1});
        const QString plain = withoutControls(words.isEmpty() && !word.isEmpty() ? u"status: "_s + word : words);
        error.detail = shortened(redacted(plain.simplified()), mostWords);
    }
    error.kind = failureKind(word, said, error.kind);
    return error;
}

} // namespace studio
