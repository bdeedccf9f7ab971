#include "providers/JobRecipe.h"

#include "providers/PostRequest.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A request without a body; without anything where the server has no such path.
Request followUp(const Profile &profile, const QByteArray &method, const QString &path, const QByteArray &accept)
{
    if (path.isEmpty() || path == "-"_L1)
        return {};
    Request request;
    request.method = method;
    request.base = profile.base;
    request.path = path;
    request.headers << Header{"Accept", accept};
    request.headers += profile.headers;
    request.secret = profile.secret;
    return request;
}

} // namespace

JobForm jobFormOf(const Profile &profile, const JobForm &own)
{
    const JobForm &said = profile.job;
    JobForm form = own;
    for (const auto path : {&JobForm::submitPath, &JobForm::pollPath, &JobForm::contentPath, &JobForm::cancelPath}) {
        if (!(said.*path).isEmpty())
            form.*path = said.*path;
    }
    if (said.body)
        form.body = said.body;
    if (!said.textFields.isEmpty())
        form.textFields = said.textFields;
    if (said.firstWait)
        form.firstWait = said.firstWait;
    if (said.mostWait)
        form.mostWait = said.mostWait;
    if (said.longest)
        form.longest = said.longest;
    form.fields = said.fields;
    form.words = said.words;
    return form;
}

SettingShape jobShape(const Profile &profile, const JobForm &form)
{
    return [profile, form](const QString &setting, const QJsonValue &value) {
        const bool isText = value.isDouble() && form.textFields.contains(fieldFor(profile, setting));
        return isText ? QJsonValue(settingText(value)) : value;
    };
}

Result<void> checkJobPrompt(const Prompt &prompt, const QString &model)
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty() && prompt.attachments.isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    if (!prompt.instructions.trimmed().isEmpty())
        return Error{ErrorKind::Rejected, u"a video model takes no instructions beside the prompt"_s};
    return {};
}

Recipe jobRecipe(const Profile &profile, const JobForm &form, const QByteArray &contentType, const QByteArray &body)
{
    Recipe recipe{postRequest(profile, form.submitPath, contentType, body, false)};
    JobRule rule;
    rule.poll = followUp(profile, "GET", form.pollPath, "application/json");
    rule.download = followUp(profile, "GET", form.contentPath, "*/*");
    rule.cancel = followUp(profile, "DELETE", form.cancelPath, "application/json");
    rule.firstWait = form.firstWait.value_or(rule.firstWait);
    rule.mostWait = form.mostWait.value_or(rule.mostWait);
    rule.longest = form.longest.value_or(rule.longest);
    recipe.job = rule;
    return recipe;
}

Recipe jobRecipe(const Profile &profile, const JobForm &form, const QJsonObject &body)
{
    return jobRecipe(profile, form, "application/json", QJsonDocument(body).toJson(QJsonDocument::Indented).trimmed());
}

} // namespace studio
