#pragma once

#include "core/Prompt.h"
#include "core/Recipe.h"
#include "providers/SettingFields.h"

namespace studio
{

/// How a provider takes jobs of one wire format: what its profile says, else the format's own ways.
JobForm jobFormOf(const Profile &profile, const JobForm &own);

/// Writes numbers as texts in the fields for which the form says so.
SettingShape jobShape(const Profile &profile, const JobForm &form);

/// ErrorKind::Rejected when there is no model, nothing to make a video of, or instructions, which no such
/// format can say.
Result<void> checkJobPrompt(const Prompt &prompt, const QString &model);

/// What submits a job, and the requests that follow it up. Deleting a job is how all these formats cancel it.
Recipe jobRecipe(const Profile &profile, const JobForm &form, const QByteArray &contentType, const QByteArray &body);

/// The same with the body as JSON.
Recipe jobRecipe(const Profile &profile, const JobForm &form, const QJsonObject &body);

} // namespace studio
