#pragma once

#include "core/Endpoint.h"

#include <QString>

namespace studio
{

class Accounts;
class ForgetfulLists;
struct Profile;

/// Why models cannot be found by who keeps nothing, at the providers that are wanted (all when none is named): nobody
/// publishes it, or nobody was asked. Empty when they can be.
QString forgetfulProblem(const Accounts &accounts, const ForgetfulLists &lists, const QStringList &wanted);

/// Whose lists say who keeps nothing, and how old they are: "OpenRouter's list, 2 hours ago".
QString forgetfulSource(const Accounts &accounts, const ForgetfulLists &lists, const QStringList &wanted);

/// What is known of what becomes of the data that a model is sent.
QString dataFact(const Target &target, const Profile &profile, const ForgetfulLists &lists);

/// The same of one company that runs the model: "keeps nothing", "unknown". all: every endpoint of the model, because
/// some share a tag and the list names tags alone.
QString endpointDataText(const Endpoint &endpoint, const QList<Endpoint> &all, const QStringList &forgetfulTags);

} // namespace studio
