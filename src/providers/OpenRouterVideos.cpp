#include "providers/OpenRouterVideos.h"

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
    form.submitPath = u"/videos"_s;
    form.pollPath = u"/videos/{id}"_s;
    form.contentPath = u"/videos/{id}/content"_s;
    form.cancelPath = u"-"_s;
    form.firstWait = std::chrono::seconds(10);
    form.mostWait = std::chrono::seconds(30);
    return form;
}

void addInput(QJsonArray &frames, QJsonArray &references, const VideoInput &input)
{
    QJsonObject part = addressPart(input.media);
    switch (input.use) {
    case VideoInput::Use::FirstFrame:
        part[u"frame_type"_s] = u"first_frame"_s;
        frames << part;
        break;
    case VideoInput::Use::LastFrame:
        part[u"frame_type"_s] = u"last_frame"_s;
        frames << part;
        break;
    case VideoInput::Use::Reference:
        references << part;
        break;
    }
}

} // namespace

Result<Recipe> OpenRouterVideos::encode(const Prompt &prompt, const QString &model, const Profile &profile, bool) const
{
    if (auto fine = checkJobPrompt(prompt, model); !fine)
        return fine.error();
    if (auto fine = checkKinds(prompt.attachments, {MediaKind::Picture, MediaKind::Video, MediaKind::Sound}); !fine)
        return fine.error();

    QJsonArray frames;
    QJsonArray references;
    for (const VideoInput &input : videoInputs(prompt.attachments))
        addInput(frames, references, input);
    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}};
    if (!prompt.text.trimmed().isEmpty()) // some models take a picture alone
        body[u"prompt"_s] = withoutLoneSurrogates(prompt.text);
    if (!frames.isEmpty())
        body[u"frame_images"_s] = frames;
    if (!references.isEmpty())
        body[u"input_references"_s] = references;
    const JobForm form = jobFormOf(profile, ownForm());
    addSettings(body, prompt.settings, profile, jobShape(profile, form));
    return jobRecipe(profile, form, body);
}

std::unique_ptr<Decoder> OpenRouterVideos::decoder(const Profile &profile) const
{
    return std::make_unique<JobDecoder>(profile);
}

} // namespace studio
