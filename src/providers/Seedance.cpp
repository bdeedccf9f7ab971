#include "providers/Seedance.h"

#include "providers/JobDecoder.h"
#include "providers/JobRecipe.h"
#include "providers/TextJoiner.h"
#include "providers/VideoInputs.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

JobForm ownForm()
{
    JobForm form;
    form.body = JobForm::Body::Json;
    form.submitPath = u"/contents/generations/tasks"_s;
    form.pollPath = u"/contents/generations/tasks/{id}"_s;
    form.contentPath = u"-"_s;
    form.cancelPath = u"/contents/generations/tasks/{id}"_s;
    form.firstWait = std::chrono::seconds(5);
    form.mostWait = std::chrono::seconds(15);
    return form;
}

QString roleOf(VideoInput::Use use)
{
    switch (use) {
    case VideoInput::Use::FirstFrame:
        return u"first_frame"_s;
    case VideoInput::Use::LastFrame:
        return u"last_frame"_s;
    case VideoInput::Use::Reference:
        return u"reference_image"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Recipe> Seedance::encode(const Prompt &prompt, const QString &model, const Profile &profile, bool) const
{
    if (auto fine = checkJobPrompt(prompt, model); !fine)
        return fine.error();
    if (auto fine = checkKinds(prompt.attachments, {MediaKind::Picture}); !fine) // clips must be on the web
        return fine.error();

    QJsonArray content;
    if (!prompt.text.trimmed().isEmpty())
        content << QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, withoutLoneSurrogates(prompt.text)}};
    for (const VideoInput &input : videoInputs(prompt.attachments)) {
        QJsonObject part = addressPart(input.media);
        part[u"role"_s] = roleOf(input.use);
        content << part;
    }
    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"content"_s, content}};
    const JobForm form = jobFormOf(profile, ownForm());
    addSettings(body, prompt.settings, profile, jobShape(profile, form));
    return jobRecipe(profile, form, body);
}

std::unique_ptr<Decoder> Seedance::decoder(const Profile &profile) const
{
    return std::make_unique<JobDecoder>(profile);
}

} // namespace studio
