#include "gateway/FaultScript.h"

#include "core/Json.h"
#include "gateway/PracticeModels.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr double mostFactor = 100;

Error rejected(const QString &field, const QString &expected)
{
    return {ErrorKind::Rejected, u"%1: expected %2"_s.arg(field, expected)};
}

/// The first name of the object that is not in the list, with the place before it; empty when all are.
QString unknownField(const QJsonObject &object, const QStringList &known, const QString &place)
{
    for (const QString &name : object.keys()) {
        if (!known.contains(name))
            return place + name;
    }
    return {};
}

std::optional<FaultRoute> routeNamed(const QString &name)
{
    if (name == "chat"_L1)
        return FaultRoute::Chat;
    if (name == "models"_L1)
        return FaultRoute::Models;
    if (name == "account"_L1)
        return FaultRoute::Account;
    if (name == "files"_L1)
        return FaultRoute::Files;
    if (name == "jobs"_L1)
        return FaultRoute::Jobs;
    return std::nullopt;
}

/// A whole number from 1 on, if the field is there.
Result<std::optional<int>> countField(const QJsonObject &object, const QString &name, const QString &place)
{
    if (!object.contains(name))
        return std::optional<int>();
    const std::optional<qint64> count = countFrom(object[name]);
    if (!count || *count < 1 || *count > 1'000'000)
        return rejected(place + name, u"a whole number from 1 on"_s);
    return std::optional<int>(static_cast<int>(*count));
}

} // namespace

Result<FaultScript::Rule> FaultScript::parseRule(const QJsonObject &object, const QString &place)
{
    const QStringList known{u"fault"_s, u"model"_s, u"nth"_s, u"route"_s, u"times"_s};
    if (const QString field = unknownField(object, known, place); !field.isEmpty())
        return rejected(field, u"one of %1"_s.arg(known.join(u", "_s)));
    Rule rule;
    rule.fault = faultNamed(object[u"fault"_s].toString());
    rule.job = jobTroubleNamed(object[u"fault"_s].toString());
    if (rule.job.isNone())
        return rejected(place + u"fault"_s, u"the name of a fault"_s);
    if (object.contains(u"model"_s) && object[u"model"_s].toString().isEmpty())
        return rejected(place + u"model"_s, u"a model id"_s);
    rule.model = withoutPractice(object[u"model"_s].toString());
    const auto route = routeNamed(object[u"route"_s].toString(u"chat"_s));
    if (!route)
        return rejected(place + u"route"_s, u"chat, models, account, files or jobs"_s);
    rule.route = *route;
    const auto nth = countField(object, u"nth"_s, place);
    if (!nth)
        return nth.error();
    const auto times = countField(object, u"times"_s, place);
    if (!times)
        return times.error();
    rule.nth = *nth;
    rule.times = *times;
    return rule;
}

Result<FaultScript> FaultScript::parse(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return Error{ErrorKind::Rejected, object.error().detail};
    if (const QString field = unknownField(*object, {u"factor"_s, u"faults"_s}, {}); !field.isEmpty())
        return rejected(field, u"factor or faults"_s);
    FaultScript script;
    const QJsonValue factor = object->value(u"factor"_s);
    script.m_factor = factor.toDouble(factor.isUndefined() ? 1 : -1);
    if (!(script.m_factor >= 0 && script.m_factor <= mostFactor))
        return rejected(u"factor"_s, u"a number from 0 to 100"_s);
    const QJsonValue rules = object->value(u"faults"_s);
    if (!rules.isUndefined() && !rules.isArray())
        return rejected(u"faults"_s, u"a list"_s);
    for (const QJsonValue &value : rules.toArray()) {
        const QString place = u"faults[%1]"_s.arg(script.m_rules.size());
        if (!value.isObject())
            return rejected(place, u"an object"_s);
        const Result<Rule> rule = parseRule(value.toObject(), place + u'.');
        if (!rule)
            return rule.error();
        script.m_rules.append(*rule);
    }
    return script;
}

const Fault *FaultScript::next(FaultRoute route, const QString &model)
{
    const Rule *rule = due(route, model, false);
    return rule ? rule->fault : nullptr;
}

JobTrouble FaultScript::nextForJob(FaultRoute route, const QString &model)
{
    const Rule *rule = due(route, model, true);
    return rule ? rule->job : JobTrouble();
}

const FaultScript::Rule *FaultScript::due(FaultRoute route, const QString &model, bool isJob)
{
    const Rule *found = nullptr;
    for (Rule &rule : m_rules) {
        if (rule.route != route || (!rule.model.isEmpty() && rule.model != withoutPractice(model)))
            continue;
        if (!isJob && !rule.fault)
            continue;
        ++rule.seen;
        const bool isDue = !rule.nth || *rule.nth == rule.seen;
        const bool isLeft = !rule.times || rule.fired < *rule.times;
        if (!found && isDue && isLeft) {
            found = &rule;
            ++rule.fired;
        }
    }
    return found;
}

} // namespace studio
