#pragma once

#include "core/Result.h"
#include "gateway/Faults.h"
#include "gateway/JobFaults.h"

#include <QList>

namespace studio
{

/// Where a fault strikes.
enum class FaultRoute
{
    Chat, ///< Every question, whatever its format; a job is asked for by its submit.
    Models,
    Account,
    Files, ///< What answers lead to.
    Jobs   ///< How far a job is.
};

/// The faults script: which requests fail, and how (PracticeGateway.h has its format). Counts requests.
class FaultScript
{
public:
    static Result<FaultScript> parse(const QByteArray &json);

    /// The fault of the next request on that route, or null. Every rule that matches counts it.
    const Fault *next(FaultRoute route, const QString &model = {});

    /// The same where jobs are asked for, polled and fetched, which have faults of their own.
    JobTrouble nextForJob(FaultRoute route, const QString &model);

    double factor() const { return m_factor; }

private:
    struct Rule
    {
        const Fault *fault = nullptr; ///< Null for the faults of jobs alone.
        JobTrouble job = {};
        FaultRoute route = FaultRoute::Chat;
        QString model = {}; ///< Empty: any.
        std::optional<int> nth = {};
        std::optional<int> times = {};
        int seen = 0;
        int fired = 0;
    };

    static Result<Rule> parseRule(const QJsonObject &object, const QString &place);

    const Rule *due(FaultRoute route, const QString &model, bool isJob);

    double m_factor = 1;
    QList<Rule> m_rules;
};

} // namespace studio
