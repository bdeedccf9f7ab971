#include "core/Trial.h"

#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr int schemaVersion = 1;
}

Trial newTrial(const QString &title)
{
    Trial trial;
    trial.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    trial.title = title;
    trial.created = QDateTime::currentDateTimeUtc();
    return trial;
}

QJsonObject toJson(const Trial &trial)
{
    QJsonArray targets;
    for (const Target &target : trial.targets)
        targets << QJsonObject{{u"provider"_s, target.provider}, {u"model"_s, target.model}};
    return {{u"format"_s, u"signalbox-trial"_s},
            {u"version"_s, schemaVersion},
            {u"id"_s, trial.id},
            {u"title"_s, trial.title},
            {u"created"_s, trial.created.toString(Qt::ISODateWithMs)},
            {u"pinned"_s, trial.isPinned},
            {u"prompt"_s, toJson(trial.prompt)},
            {u"models"_s, targets}};
}

Result<Trial> trialFromJson(const QJsonObject &object)
{
    if (object[u"format"_s].toString() != "signalbox-trial"_L1)
        return Error{ErrorKind::Rejected, u"format: this is not a trial file"_s};
    if (object[u"version"_s].toInt() > schemaVersion)
        return Error{ErrorKind::Rejected, u"version: a newer Signalbox Studio wrote this trial"_s};

    Trial trial = newTrial(object[u"title"_s].toString());
    if (const QString id = object[u"id"_s].toString(); !QUuid::fromString(id).isNull())
        trial.id = id;
    if (const auto created = QDateTime::fromString(object[u"created"_s].toString(), Qt::ISODateWithMs);
        created.isValid())
        trial.created = created.toUTC();
    trial.isPinned = object[u"pinned"_s].toBool();
    if (!object[u"prompt"_s].isObject())
        return Error{ErrorKind::Rejected, u"prompt: expected an object"_s};
    auto prompt = promptFromJson(object[u"prompt"_s].toObject());
    if (!prompt)
        return Error{ErrorKind::Rejected, u"prompt: "_s + prompt.error().detail};
    trial.prompt = *std::move(prompt);

    const QJsonArray targets = object[u"models"_s].toArray();
    if (targets.size() > Trial::mostTargets)
        return Error{ErrorKind::Rejected, u"models: at most %1"_s.arg(Trial::mostTargets)};
    for (const QJsonValue &value : targets) {
        const Target target{value[u"provider"_s].toString(), value[u"model"_s].toString()};
        if (target.provider.isEmpty() || target.model.isEmpty())
            return Error{ErrorKind::Rejected, u"models: each needs a provider and a model"_s};
        trial.targets << target;
    }
    return trial;
}

} // namespace studio
