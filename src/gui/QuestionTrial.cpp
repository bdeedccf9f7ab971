#include "gui/QuestionTrial.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::QuestionTrial)
};

Trial trialWith(const QString &title, const QString &text, const QJsonObject &settings, const QStringList &models)
{
    Trial trial = newTrial(title);
    trial.prompt.text = text;
    trial.prompt.blanks = {{u"product"_s, Words::tr("ceramic mug")}};
    trial.prompt.settings = settings;
    for (const QString &model : models)
        trial.targets << Target{u"practice"_s, model};
    return trial;
}

} // namespace

Trial trialFor(Question question)
{
    switch (question) {
    case Question::ProductText:
        return trialWith(Words::tr("Product text"),
                         Words::tr("Write a friendly product text for {{product}}, at most 60 words."), {},
                         {u"text-a"_s, u"text-b"_s, u"text-c"_s});
    case Question::Picture:
        return trialWith(Words::tr("Product picture"),
                         Words::tr("A {{product}} on a wooden table in the morning sun."),
                         {{u"aspect_ratio"_s, u"3:2"_s}}, {u"picture-a"_s, u"picture-b"_s});
    case Question::Video:
        return trialWith(Words::tr("Product video"),
                         Words::tr("The camera goes slowly around a {{product}}; steam rises."),
                         {{u"aspect_ratio"_s, u"16:9"_s}, {u"seconds"_s, 4}}, {u"video-a"_s, u"video-b"_s});
    }
    Q_UNREACHABLE();
}

} // namespace studio
