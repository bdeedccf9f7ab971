#include "gui/TrialTitle.h"

#include <QCoreApplication>

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::TrialTitle)
};

/// The first line with letters on it, cut at the end of a word where there is one.
QString beginningOf(const QString &text)
{
    constexpr qsizetype mostSearched = 1000;
    constexpr qsizetype most = 40;
    const QString line = text.left(mostSearched).trimmed().section(u'\n', 0, 0).simplified();
    if (line.size() <= most)
        return line;
    const qsizetype space = line.lastIndexOf(u' ', most);
    qsizetype end = space > most / 2 ? space : most;
    if (line[end - 1].isHighSurrogate())
        --end;
    return line.left(end) + u'…';
}

} // namespace

QString trialTitle(const Trial &trial)
{
    if (!trial.title.isEmpty())
        return trial.title;
    const QString beginning = beginningOf(trial.prompt.text);
    return beginning.isEmpty() ? Words::tr("Untitled trial") : beginning;
}

} // namespace studio
