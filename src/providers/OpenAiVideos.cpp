#include "providers/OpenAiVideos.h"

#include "providers/JobDecoder.h"
#include "providers/JobRecipe.h"
#include "providers/MultipartForm.h"
#include "providers/TextJoiner.h"
#include "providers/VideoInputs.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Fields = OpenAiVideos::Fields;

JobForm ownForm(Fields fields)
{
    JobForm form;
    form.body = fields == Fields::Sora ? JobForm::Body::Multipart : JobForm::Body::Json;
    form.submitPath = u"/videos"_s;
    form.pollPath = u"/videos/{id}"_s;
    form.contentPath = u"/videos/{id}/content"_s;
    form.cancelPath = u"/videos/{id}"_s;
    if (fields == Fields::Sora)
        form.textFields << u"seconds"_s;
    form.firstWait = std::chrono::seconds(3);
    form.mostWait = std::chrono::seconds(15);
    return form;
}

/// Servers that read forms take objects and lists as JSON in a text.
Recipe formRecipe(const Profile &profile, const JobForm &job, const QJsonObject &body, const QList<Media> &files)
{
    MultipartForm form;
    for (auto each = body.begin(); each != body.end(); ++each)
        form.addText(each.key(), settingText(*each));
    for (const Media &file : files)
        form.addFile(u"input_reference"_s, file.name.isEmpty() ? u"picture"_s : file.name, file.mime, file.bytes);
    return jobRecipe(profile, job, form.contentType(), form.body());
}

/// Two pictures at most are frames ("i2v"), more are references ("r2v"); "extra" may say otherwise.
void addImages(QJsonObject &body, const QList<Media> &attachments)
{
    if (attachments.isEmpty())
        return;
    QJsonArray images;
    bool areFrames = true;
    for (const VideoInput &input : videoInputs(attachments)) {
        images << dataAddress(input.media);
        areFrames = areFrames && input.use != VideoInput::Use::Reference;
    }
    body[u"images"_s] = images;
    if (!body.contains(u"mode"_s))
        body[u"mode"_s] = areFrames ? u"i2v"_s : u"r2v"_s;
}

} // namespace

Result<Recipe> OpenAiVideos::encode(const Prompt &prompt, const QString &model, const Profile &profile, bool) const
{
    if (auto fine = checkJobPrompt(prompt, model); !fine)
        return fine.error();
    if (prompt.text.trimmed().isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    const QList<Media> &attachments = prompt.attachments;
    if (auto fine = checkKinds(attachments, {MediaKind::Picture}); !fine)
        return fine.error();
    if (m_fields == Fields::Sora && attachments.size() > 1)
        return cannotBeSent(attachments[1], u"this format takes one picture"_s);

    const JobForm form = jobFormOf(profile, ownForm(m_fields));
    const bool isForm = form.body == JobForm::Body::Multipart;
    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"prompt"_s, withoutLoneSurrogates(prompt.text)}};
    addSettings(body, prompt.settings, profile, jobShape(profile, form));
    if (m_fields == Fields::Seedance)
        addImages(body, attachments);
    else if (!isForm && !attachments.isEmpty())
        body[u"input_reference"_s] = QJsonObject{{u"image_url"_s, dataAddress(attachments.first())}};
    if (isForm)
        return formRecipe(profile, form, body, m_fields == Fields::Sora ? attachments : QList<Media>());
    return jobRecipe(profile, form, body);
}

std::unique_ptr<Decoder> OpenAiVideos::decoder(const Profile &profile) const
{
    return std::make_unique<JobDecoder>(profile);
}

} // namespace studio
